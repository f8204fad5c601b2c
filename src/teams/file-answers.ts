import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { mutable } from '../cards/not-helpful.ts';
import type { DiagnosisStore } from '../diagnosis/record.ts';
import { readSymptoms } from '../symptoms/read-symptoms.ts';
import type { AttachedFile } from './attached-files.ts';
import type { Background } from './background.ts';
import { canDiagnose, type Diagnoses } from './diagnoses.ts';
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
}

const mostFiles = 5;

/** Reads attached files behind the turn: the card says so at once, and then becomes the answer. */
export function createFileAnswers({
  files,
  diagnoses,
  records,
  messenger,
  background,
  add,
  show,
}: FileAnswersDependencies) {
  return {
    async read(whole: Whole, attached: readonly AttachedFile[]): Promise<void> {
      const { conversation, from, text, record, activityId } = whole;
      if (record === undefined) {
        const card = checkingCard({ what: attached.map(({ name }) => `the file ${name}`).join(', ') });
        const report = readSymptoms(text);
        whole.record = await diagnoses.note(conversation, from, report, card, {
          state: 'running',
          activityId,
          unasked: whole.unasked,
        });
        if (whole.record.activityId !== undefined) whole.activityId = whole.record.activityId;
        whole.awaitsFile = true;
      }
      background.start('attached files', () => readAll(whole, attached.slice(0, mostFiles)));
    },
  };

  async function readAll(whole: Whole, attached: readonly AttachedFile[]): Promise<void> {
    const read = await Promise.allSettled(attached.map((file) => files.read(file)));
    const texts = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const faults = read.flatMap((result, at) =>
      result.status === 'rejected' ? [fileCard(attached[at]?.name ?? 'the file', result.reason)] : [],
    );
    const [first, ...others] = faults;
    if (texts.length === 0 && first !== undefined && !canDiagnose(readSymptoms(whole.text))) {
      // Nothing else was said, so that is the answer.
      if (whole.record !== undefined) await records.save({ ...whole.record, state: 'done' });
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
