import { z } from 'zod/v4';
import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import { checkingCard } from '../../cards/checking-card.ts';
import { instanceChoice } from '../../cards/question-inputs.ts';
import { AS_WRITTEN, AUTHOR, type UnderstoodView, understoodCard } from '../../cards/understood-card.ts';
import { CALLER_MAX } from '../../cards/verbs.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import { readSymptoms } from '../../symptoms/read-symptoms.ts';
import type { SymptomReport } from '../../symptoms/report.ts';
import type { Instance } from '../../tenant.ts';
import { actIfFree } from '../act-once.ts';
import { type Sender, threadOf } from '../activity.ts';
import type { Background } from '../background.ts';
import { text } from '../clicks/fields.ts';
import type { Circumstances } from '../diagnoses/posts.ts';
import type { Diagnoses } from '../diagnoses.ts';
import { failedCard } from '../failed-card.ts';
import { type Messenger, MessengerError } from '../messenger.ts';
import { createOnce } from '../once.ts';
import { inWords } from '../run-diagnosis.ts';
import { sameId } from '../same-id.ts';
import { takingOf } from '../taking.ts';
import { within } from '../within.ts';
import { closed, dialog, type ExtensionAnswer, say } from './answer.ts';
import { corrected } from './corrected.ts';
import { isMessageId, type PointedMessage } from './pointed-message.ts';
import { isCalled, type Place, writtenInstance } from './written-instance.ts';

export interface DiagnoseMessageDependencies {
  diagnoses: Pick<Diagnoses, 'begin'>;
  conversations: Pick<ConversationStore, 'personal'>;
  records: Pick<DiagnosisStore, 'take' | 'release'>;
  messenger: Messenger;
  background: Background;
  /** Those that the bot can see, quickly or not at all. */
  instances: () => Promise<Instance[]>;
  now: () => Date;
}

/** Who points at which message, and where. */
export interface Pointing {
  conversation: Conversation;
  from: Sender;
  message: PointedMessage;
}

export interface DiagnoseMessage {
  /** Shows what was understood of the message. */
  open(pointing: Pointing): Promise<ExtensionAnswer>;
  /** Looks into it, as corrected in the form; answers in its thread, or else in the own chat of who asked. */
  submit(pointing: Pointing, form: unknown): Promise<ExtensionAnswer>;
}

/** As the form sends it; whoever made it up learns no more than by writing to the bot. */
const corrections = z.object({
  instance: text.optional(),
  written: z.string().max(CALLER_MAX).optional(),
  who: z.enum([AUTHOR, 'me', 'app', 'user', 'group']).optional(),
  caller: z.string().max(CALLER_MAX).optional(),
  tried: text.optional(),
});

/** Teams gives five seconds, the way here and back included. */
const ANSWER_WITHIN_MS = 3_500;
/** A button is pressed twice in less. */
const SAME_PRESS_MS = 10_000;
const TITLE = 'Diagnose this';

export function createDiagnoseMessage({
  diagnoses,
  conversations,
  records,
  messenger,
  background,
  instances,
  now,
}: DiagnoseMessageDependencies): DiagnoseMessage {
  const once = createOnce<ExtensionAnswer>(SAME_PRESS_MS, now);

  async function show(
    pointing: Pointing,
    more: Pick<UnderstoodView, 'problem' | 'given' | 'unseen'> = {},
  ): Promise<ExtensionAnswer> {
    const report = readSymptoms(pointing.message.text);
    const author = otherAuthor(pointing);
    return dialog(
      TITLE,
      understoodCard(report, {
        ...(author && { author: author.displayName }),
        ...offered(report, await seen()),
        ...more,
      }),
    );
  }

  async function submit(pointing: Pointing, form: unknown): Promise<ExtensionAnswer> {
    const given = corrections.safeParse(form).data;
    if (given === undefined) return say('I could not read that. Open “Diagnose this” again.');
    const author = otherAuthor(pointing);
    const read = readSymptoms(pointing.message.text);
    const report = corrected(read, given, author);
    if (typeof report === 'string') return show(pointing, { problem: report, given });
    const place = placeMeant(read, given, await seen());
    if ('problem' in place) return show(pointing, { ...place, given });
    if ('unseen' in place)
      return show(pointing, { ...place, given: { ...given, instance: undefined, written: undefined } });
    const { conversation, from, message } = pointing;
    const press = JSON.stringify([from.objectId, message.id, given]);
    return once(JSON.stringify([conversation.tenantId, conversation.id, press]), async () => {
      // Teams may send the second press to another replica, which knows nothing of the answer to the first.
      const answered = await actIfFree(records, takingOf(conversation, press, now(), SAME_PRESS_MS), () =>
        begin(pointing, place.instance ? { ...report, instance: place.instance } : report, {
          ...(place.id !== undefined && { instanceId: place.id }),
          // Where it is the own trouble after all, nobody else has reported it.
          ...(author && report.principal?.kind !== 'me' && { writtenBy: author }),
        }),
      );
      return answered ?? closed;
    });
  }

  async function seen(): Promise<Instance[]> {
    return instances().catch(() => []);
  }

  async function begin(
    pointing: Pointing,
    report: SymptomReport,
    circumstances: Circumstances,
  ): Promise<ExtensionAnswer> {
    const answering = answer(pointing, report, circumstances);
    const where = await within(ANSWER_WITHIN_MS, answering);
    if (where === 'there') return closed;
    if (where === 'own-chat') return say('I am not in this conversation, so I answer in your own chat with me.');
    if (where === 'nowhere') return say(NOWHERE);
    background.start('diagnosis of a message', async () => void (await answering));
    return say('Teams is slow just now. I answer as soon as it lets me.');
  }

  async function answer(
    { conversation, from, message }: Pointing,
    report: SymptomReport,
    circumstances: Circumstances,
  ): Promise<'there' | 'own-chat' | 'nowhere'> {
    const own = await conversations.personal(conversation.tenantId, from.objectId);
    const there = threadWith(message, conversation);
    for (const [where, place] of [['there', there] as const, ['own-chat', own] as const]) {
      if (place === undefined) continue;
      const activityId = await reach(place, report);
      if (activityId === undefined) continue;
      try {
        const saidIn = (there ?? conversation).id;
        await diagnoses.begin(place, from, report, {
          ...circumstances,
          activityId,
          ...(saidIn !== place.id && { saidIn }),
        });
      } catch (error) {
        await messenger.update(place, activityId, failedCard('I could not begin', error)).catch(() => undefined);
        throw error;
      }
      return where;
    }
    return 'nowhere';
  }

  /** The first word, which shows whether the bot may speak there; nothing is stored before it may. */
  async function reach(place: Conversation, report: SymptomReport): Promise<string | undefined> {
    try {
      return await messenger.send(place, checkingCard({ what: inWords(report) }));
    } catch (error) {
      if (error instanceof MessengerError && error.code === 'unreachable') return undefined;
      throw error;
    }
  }

  return { open: (pointing) => show(pointing), submit };
}

const NOWHERE =
  'I am neither in this conversation nor in a chat with you, so I cannot answer. Add me under Apps, or to this team or chat, and press “Diagnose this” again.';

/** The writer, where that is somebody else than who points at the message. */
function otherAuthor({ from, message: { author } }: Pointing): Sender | undefined {
  return author === undefined || sameId(author.objectId, from.objectId) ? undefined : author;
}

/** Where the message can be answered; undefined in a chat of two people, which no bot can be in. */
function threadWith({ id, replyToId }: PointedMessage, conversation: Conversation): Conversation | undefined {
  if (conversation.kind === 'personal') return conversation.id.startsWith('19:') ? undefined : conversation;
  if (conversation.kind === 'group' || conversation.id.includes(';messageid=')) return conversation;
  const root = replyToId ?? id;
  return isMessageId(root) ? threadOf(conversation, root) : conversation;
}

/** The list to choose from, and whether the text names one that is not in it; empty where there is none. */
function offered(
  { instance }: SymptomReport,
  instances: readonly Instance[],
): Pick<UnderstoodView, 'instance' | 'unseen'> {
  const named = instance === undefined ? [] : instances.filter((each) => isCalled(each, instance));
  if (instances.length === 0) return {};
  if (instance !== undefined && named.length === 0)
    return { instance: instanceChoice(instances, undefined), unseen: instance.name ?? instance.hostName ?? '' };
  const [only, ...more] = named.length > 0 ? named : instances;
  // The ones that are named come first, so that a long list does not cut them off.
  const list = [...named, ...instances.filter((each) => !named.includes(each))];
  return { instance: instanceChoice(list, more.length === 0 ? only?.id : undefined) };
}

/** What the form means by its two ways to say which instance. Empty: the one that was read, or none. Pure. */
function placeMeant(
  read: SymptomReport,
  { instance: chosen = '', written = '' }: z.infer<typeof corrections>,
  instances: readonly Instance[],
): { instance?: Place; id?: string } | { problem: string } | { unseen: string } {
  const found = instances.find(({ id }) => sameId(id, chosen));
  const asWritten = chosen.startsWith(AS_WRITTEN) ? chosen.slice(AS_WRITTEN.length) : '';
  // What is written means more than the list above it, which may have been filled already.
  const called = written.trim() || asWritten;
  if (called === '' || called === (read.instance?.name ?? read.instance?.hostName)) {
    return found === undefined ? {} : { instance: placeOf(found), id: found.id };
  }
  const place = writtenInstance(called);
  if (place === undefined) return { problem: 'Write an instance by its name, such as plant-a, or by its host name.' };
  const [only, ...more] = instances.filter((each) => isCalled(each, place));
  if (only !== undefined && more.length === 0) return { instance: placeOf(only), id: only.id };
  // Said before it is looked for; whoever keeps it all the same knows.
  const isNews = only === undefined && instances.length > 0 && asWritten !== called;
  return isNews ? { unseen: called } : { instance: place };
}

function placeOf({ hostName, name }: Instance): Place {
  return { hostName, name };
}
