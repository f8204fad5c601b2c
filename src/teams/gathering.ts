import type { Conversation } from '../access/delivery.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import { clip, isOnlySearched } from '../symptoms/clip.ts';
import { readSymptoms } from '../symptoms/read-symptoms.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { IncomingMessage, Sender } from './activity.ts';
import type { AttachedFile } from './attached-files.ts';
import type { AboutCase } from './triage/overhear.ts';

/** What a person says within seconds, as one message: a long paste comes in parts, and people press Enter half way. */
export interface Whole {
  readonly conversation: Conversation;
  readonly from: Sender;
  addressed: boolean;
  /** The same of what came last: who has an answer may turn to others at once. */
  spokenTo: boolean;
  /** The first message of a thread in a channel. */
  beginsThread: boolean;
  /** Answered although nobody had spoken to the bot. */
  unasked?: boolean;
  picture: boolean;
  /** All that was said; of more than a megabyte its beginning and its end. */
  text: string;
  /** So long that it is only searched for what failed, and read closely there. */
  readInPart: boolean;
  /** Parts and files that nobody has looked at yet. */
  fresh: string[];
  files: AttachedFile[];
  /** Ids of the messages it is made of, and of those that nobody has answered yet. */
  messageIds: Set<string>;
  unanswered: string[];
  /** All that was said last is answered already, elsewhere or before. */
  isCopy?: boolean;
  /** A file is being read, and nothing was looked into yet. */
  awaitsFile: boolean;
  /** The message that answers it, and what it was understood as. */
  activityId?: string;
  record?: DiagnosisRecord;
  /** The message shows a question of a case, and is to show something else. */
  replaceQuestion?: () => Promise<void>;
  /** Whether what was said last is about a case of the person's. */
  aboutCase?: Promise<AboutCase | undefined>;
  /** Kinds of secret that the person was told about. */
  told: Set<string>;
}

export interface Gathering {
  /** Takes a message, alone or as the next part of the last, and waits until it was answered. Throws what that throws. */
  take(message: IncomingMessage, aboutCase?: Whole['aboutCase']): Promise<void>;
  /** Adds to a whole what came by another way, and has it answered anew. */
  add(whole: Whole, text: string): Promise<void>;
  /** What comes next from this person begins anew. */
  end(conversation: Conversation, from: Sender): void;
}

/** So long after a part the next may come. Longer, and it is another message. */
export const nextPartWithinMs = 1_500;
/** A client cuts a paste at about 28 KB, in the middle of a word or not. */
const cutByClient = 20_000;
const longText = 1_000;

/**
 * Puts together what belongs together, for each person in each conversation apart. Nothing waits for a part that may
 * never come: every part is answered at once, by `answer`, one after the other in the order of their arrival.
 */
export function createGathering(answer: (whole: Whole) => Promise<void>): Gathering {
  const open = new Map<string, { whole: Whole; timer: NodeJS.Timeout }>();
  const answering = new WeakMap<Whole, Promise<void>>();

  function take(message: IncomingMessage, aboutCase?: Whole['aboutCase']): Promise<void> {
    const key = keyOf(message.conversation, message.from);
    const last = open.get(key);
    // A copy of what is being answered: the answer to one is the answer to both.
    if (last !== undefined && message.id !== undefined && last.whole.messageIds.has(message.id)) {
      return answering.get(last.whole) ?? Promise.resolve();
    }
    clearTimeout(last?.timer);
    const whole = last !== undefined && isPart(last.whole.text, message) ? last.whole : beginning(message);
    const timer = setTimeout(() => open.delete(key), nextPartWithinMs);
    timer.unref();
    open.set(key, { whole, timer });
    whole.addressed ||= message.addressed;
    whole.spokenTo = message.addressed;
    whole.picture ||= message.picture;
    whole.files.push(...message.files);
    if (message.id !== undefined) {
      whole.messageIds.add(message.id);
      whole.unanswered.push(message.id);
    }
    if (aboutCase !== undefined) whole.aboutCase = aboutCase;
    return add(whole, message.text);
  }

  function add(whole: Whole, text: string): Promise<void> {
    if (text !== '') {
      whole.text = clip(join(whole.text, text));
      whole.readInPart ||= isOnlySearched(whole.text);
      whole.fresh.push(text);
    }
    const answered = (answering.get(whole) ?? Promise.resolve()).then(() => answer(whole));
    // A fault is for whoever sent this part; the next is answered all the same.
    answering.set(
      whole,
      // Delivered again, what failed is another try.
      answered.catch(() => whole.messageIds.clear()),
    );
    return answered;
  }

  return {
    take,
    add,
    end(conversation, from) {
      const key = keyOf(conversation, from);
      clearTimeout(open.get(key)?.timer);
      open.delete(key);
    },
  };
}

function keyOf({ tenantId, id }: Conversation, { objectId }: Sender): string {
  return JSON.stringify([tenantId, id, objectId]);
}

function beginning({ conversation, from, addressed, beginsThread = false, picture }: IncomingMessage): Whole {
  return {
    conversation,
    from,
    addressed,
    spokenTo: addressed,
    beginsThread,
    picture,
    text: '',
    readInPart: false,
    fresh: [],
    files: [],
    messageIds: new Set(),
    unanswered: [],
    awaitsFile: false,
    told: new Set(),
  };
}

function join(before: string, text: string): string {
  const cut = before.length > cutByClient && !/\s$/.test(before);
  return before === '' || cut ? before + text : `${before}\n${text}`;
}

/** Whether a text goes on with what was said before, rather than to say the same again or something of its own. */
export function isPart(before: string, { text, files }: Pick<IncomingMessage, 'text' | 'files'>): boolean {
  if (files.length > 0) return true;
  if (before.trim() === text.trim()) return false;
  if (before.length > longText || text.length > longText) return true;
  return !(isComplete(readSymptoms(before)) && isComplete(readSymptoms(text)));
}

/** Says what was refused and where, or asks for access: such a text needs no other part. */
function isComplete({ kind, instance }: SymptomReport): boolean {
  return kind === 'access-request' || kind === 'other-service' || (kind.startsWith('adt-') && instance !== undefined);
}
