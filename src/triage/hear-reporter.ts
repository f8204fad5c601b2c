import type { Person } from '../access/access-request.ts';
import type { Conversation } from '../access/delivery.ts';
import type { DiagnosisStore } from '../diagnosis/record.ts';
import { type Case, OPEN_STATES } from './case.ts';
import { applyToCase, type TriageDependencies } from './cases.ts';
import { isOpen } from './is-open.ts';
import { mayBeOn, placeOf } from './same-trouble.ts';

/** Nobody has more cases open at once that he speaks of. */
export const MOST_CASES = 20;

/** Something a person wrote where the bot hears it. */
export interface Overheard {
  tenantId: string;
  conversation: Pick<Conversation, 'id' | 'kind'>;
  by: Person;
  /** It says that the trouble is over: with the instance of this name, where it says so. */
  works: false | { name?: string };
  /** It says to the bot that the trouble is not over, and nothing more. */
  fails: boolean;
  /** It begins with a yes or no, as what answers somebody does. */
  answers: boolean;
  /** It asks the bot what has become of the case, which is no answer to anybody. */
  asks: boolean;
  /** It says to close the case or to open it again: an answer all the same, for whoever has asked that. */
  decides: boolean;
  /** Acts unless the same message has been heard before: Teams delivers some again. Undefined where it has. */
  once: <T>(act: () => Promise<T>) => Promise<T | undefined>;
}

/** What it was, of his open cases. */
export type Heard =
  /** His trouble is over: this one was resolved. */
  | { what: 'works'; one: Case }
  /** The same, and it may be about any of these: nothing was changed. */
  | { what: 'one-works'; cases: Case[] }
  /** His trouble is not over: this one is open again. */
  | { what: 'fails'; one: Case }
  /** He was asked there by the helpdesk, who read along. */
  | { what: 'answered' }
  /** He was asked, and wrote where nobody else reads it: nothing was changed. */
  | { what: 'unheard'; one: Case }
  /** The same message once more: nothing was changed. */
  | { what: 'again' };

export interface HearDependencies extends TriageDependencies {
  records: Pick<DiagnosisStore, 'latest'>;
}

/**
 * Somebody wrote something: where it is about a case of his, that hears of it. Undefined where it is not; costs one read for
 * everybody else, and changes nothing for them.
 */
export async function hearReporter(overheard: Overheard, dependencies: HearDependencies): Promise<Heard | undefined> {
  const { tenantId, conversation, by, works, fails, answers, asks, decides, once } = overheard;
  const his = { reporter: by.objectId, states: OPEN_STATES };
  const { items } = await dependencies.store.cases(tenantId, his, { limit: MOST_CASES });
  const here = items.filter((one) => isSpokenOf(one, conversation));
  const doing = { by, from: { kind: conversation.kind, conversationId: conversation.id } };
  const asked = here.filter(({ status }) => status.state === 'waiting-for-reporter' && status.note !== undefined);
  // Whoever says “yes, it works” to what he was asked may be speaking of that only.
  const isAnswer = answers && asked.length > 0 && conversation.kind !== 'personal';
  const meant = works && !isAnswer ? here.filter((one) => mayBeOn(one, works.name)) : [];
  const [first, ...others] = meant;
  if (first !== undefined) {
    const resolve = { type: 'resolve', by: { ...by, helpdesk: false } } as const;
    const ended = await once(async (): Promise<Heard> => {
      if (others.length > 0) return { what: 'one-works', cases: meant };
      return { what: 'works', one: (await applyToCase(tenantId, first.id, resolve, dependencies, doing)) ?? first };
    });
    return ended ?? { what: 'again' };
  }
  const over = fails && here.length === 0 ? await overHere(overheard, dependencies) : undefined;
  if (over !== undefined) {
    const reopen = { type: 'reopen', by: { ...by, helpdesk: false } } as const;
    const reopened = await once(() => applyToCase(tenantId, over.id, reopen, dependencies, doing));
    if (reopened === undefined) return { what: 'again' };
    return isOpen(reopened) ? { what: 'fails', one: reopened } : undefined;
  }
  const [one] = asked;
  if (one === undefined) return undefined;
  if (conversation.kind === 'personal') return { what: 'unheard', one };
  if (asks && !decides) return undefined;
  const answered = await once(async (): Promise<Heard> => {
    for (const { id } of asked) await applyToCase(tenantId, id, { type: 'reporter-wrote', by }, dependencies, doing);
    return { what: 'answered' };
  });
  return answered ?? { what: 'again' };
}

/** What was resolved last of his here. Undefined where he has told of something else here since, and may speak of that. */
async function overHere(
  { tenantId, conversation, by }: Overheard,
  { store, records }: HearDependencies,
): Promise<Case | undefined> {
  const resolved = { reporter: by.objectId, states: ['resolved'] } as const;
  const { items } = await store.cases(tenantId, resolved, { limit: MOST_CASES });
  const last = resolvedLast(items.filter((one) => isSpokenOf(one, conversation)));
  if (last === undefined) return undefined;
  const since = await records.latest(tenantId, conversation.id, by.objectId, last.status.at);
  return since === undefined ? last : undefined;
}

/** Of resolved cases the one whose end he has heard of last. */
export function resolvedLast(resolved: readonly Case[]): Case | undefined {
  return resolved.toSorted((a, b) => b.status.at.localeCompare(a.status.at))[0];
}

/** In his own chat a person speaks of what he has handed over, or is asked about there because it was said nowhere else. */
export function isSpokenOf({ origin }: Case, { id, kind }: Overheard['conversation']): boolean {
  if (kind === 'personal') return origin.how === 'handed-over' || origin.how === 'message-action';
  return origin.conversationId === id || placeOf(origin) === id;
}
