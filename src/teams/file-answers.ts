import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { mutable } from '../cards/not-helpful.ts';
import type { DiagnosisStore } from '../diagnosis/record.ts';
import { readSymptoms } from '../symptoms/read-symptoms.ts';
import type { AttachedFile } from './attached-files.ts';
import type { Background } from './background.ts';
import { canDiagnose } from './diagnoses/can-diagnose.ts';
import type { Diagnoses } from './diagnoses.ts';
import type { Whole } from './gathering.ts';
import type { Messenger } from './messenger.ts';
import { FileError, type FileReader } from './read-file.ts';

export interface FileAnswersDependencies {
  files: FileReader;
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  messenger: Messenger;
  background: Background;
  /** Adds a file's text to what was said and answers it. */
  add: (whole: Whole, text: string) => Promise<void>;
  show: (whole: Whole, card: AdaptiveCard) => Promise<void>;
  /** Another answers it. */
  leave: (whole: Whole) => void;
}

/** As many as Teams lets somebody attach to one message. */
const mostFiles = 10;
/** Of one message, in characters: as much as one file may have. */
const mostText = 1024 * 1024;

/** Reads attached files behind the turn: the card says so at once, and then becomes the answer. */
export function createFileAnswers({
  files,
  diagnoses,
  records,
  messenger,
  background,
  add,
  show,
  leave,
}: FileAnswersDependencies) {
  return {
    async read(whole: Whole, attached: readonly AttachedFile[]): Promise<void> {
      const { conversation, from, text, record, activityId } = whole;
      if (record === undefined) {
        const card = checkingCard({ what: attached.map(({ name }) => `the file ${name}`).join(', ') });
        const report = readSymptoms(text);
        // Not yet: a restart, too, says so.
        const unread = { state: 'running', readInPart: true } as const;
        const { unasked } = whole;
        const messageIds = whole.unanswered.splice(0);
        const begun = await diagnoses.note(conversation, from, report, card, {
          ...unread,
          activityId,
          unasked,
          messageIds,
        });
        if (begun === undefined) return leave(whole);
        whole.record = begun;
        if (whole.record.activityId !== undefined) whole.activityId = whole.record.activityId;
        whole.awaitsFile = true;
      }
      background.start('attached files', () => readAll(whole, attached));
    },
  };

  async function readAll(whole: Whole, attached: readonly AttachedFile[]): Promise<void> {
    const read = await Promise.allSettled(attached.slice(0, mostFiles).map((file) => files.read(file)));
    const texts: string[] = [];
    const faults: AdaptiveCard[] = [];
    const left = attached.slice(mostFiles);
    let room = mostText;
    for (const [at, file] of attached.slice(0, mostFiles).entries()) {
      const result = read[at];
      if (result?.status === 'rejected') faults.push(fileCard(file.name, result.reason));
      else if (result !== undefined && result.value.length <= room) {
        texts.push(result.value);
        room -= result.value.length;
      } else left.push(file);
    }
    if (left.length > 0) faults.push(leftCard(left));
    const [first, ...others] = faults;
    if (texts.length === 0 && first !== undefined && !canDiagnose(readSymptoms(whole.text))) {
      // Nothing else was said, so that is the answer.
      if (whole.record !== undefined) await records.end(whole.record);
      await show(whole, first);
      for (const card of others) await messenger.send(whole.conversation, card);
      return;
    }
    await add(whole, texts.join('\n'));
    for (const card of faults) {
      await messenger.send(whole.conversation, whole.record === undefined ? card : mutable(whole.record, card));
    }
  }
}

function leftCard(left: readonly AttachedFile[]): AdaptiveCard {
  const names = left.map(({ name }) => name).join(', ');
  return messageCard({
    title: left.length === 1 ? 'I left a file unread' : `I left ${left.length} files unread`,
    text: `${names}: of one message I read up to ${mostFiles} files, and 1 MB of text.`,
    next: 'Attach the one with the error by itself.',
  });
}

function fileCard(name: string, error: unknown): AdaptiveCard {
  if (!(error instanceof FileError)) throw error;
  return messageCard({
    title: `I could not read ${name}`,
    text: error.message,
    next: advice[error.code] ?? 'Attach it again, or paste the part with the error.',
  });
}

const advice: Partial<Record<FileError['code'], string>> = {
  'wrong-type': 'Paste the error as text, or attach it as one of these.',
  'too-large': 'Paste the part with the error, or attach only that part.',
  'no-text': 'Paste the error as text.',
};
