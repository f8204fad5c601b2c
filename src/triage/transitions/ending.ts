/** People end a case and open it again, or its time is up. */
import type { Actor, Case, CaseDecision, CaseEvent } from '../case.ts';
import { isOpen } from '../is-open.ts';
import { signed } from '../note.ts';
import { samePerson } from '../person.ts';
import { refusals } from './refusals.ts';
import { announce, DELIVER, GATHER, reopened, resolved, step } from './step.ts';

const DAY_MS = 86_400_000;
/** A resolved case can be opened again so long. */
export const CLOSES_AFTER_MS = 7 * DAY_MS;
/** A reporter who was asked something and says nothing has found another way. */
export const NO_ANSWER_AFTER_MS = 7 * DAY_MS;

export function resolve(before: Case, { by, note }: Extract<CaseEvent, { type: 'resolve' }>, now: Date): CaseDecision {
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (!isOpen(before)) return refusals.notOpen;
  const own = samePerson(before.reporter, by);
  return step(
    { ...before, status: resolved('by-hand', now, by, note) },
    DELIVER,
    ...(own ? [] : [{ kind: 'tell-reporter', news: 'resolved' } as const]),
    announce('case.resolved'),
  );
}

/** Ends it, but for a request under way, which tells that it was a report. Nobody is told: the bot is to be silent. */
export function notHelpful(before: Case, by: Actor, now: Date): CaseDecision {
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (!isOpen(before)) return refusals.notOpen;
  if (before.requestOpen) return refusals.notNow;
  return step({ ...before, status: resolved('not-helpful', now, by) }, DELIVER, announce('case.resolved'));
}

export function reopen(before: Case, { by, note }: Extract<CaseEvent, { type: 'reopen' }>, now: Date): CaseDecision {
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (isOpen(before)) return refusals.isOpen;
  if (before.status.state === 'closed') return refusals.closed;
  const own = samePerson(before.reporter, by);
  return step(
    reopened(before, signed(by, note), now),
    DELIVER,
    GATHER,
    ...(own ? [] : [{ kind: 'tell-reporter', news: 'reopened' } as const]),
    announce('case.reopened'),
  );
}

export function wake(before: Case, now: Date): CaseDecision {
  const due = dueAt(before);
  if (due === undefined || now.getTime() < due) return refusals.nothingDue;
  if (before.status.state === 'resolved') {
    return step({ ...before, status: { ...before.status, state: 'closed' } }, DELIVER);
  }
  return step(
    { ...before, status: resolved('no-answer', now) },
    DELIVER,
    { kind: 'tell-reporter', news: 'no-answer' },
    announce('case.resolved'),
  );
}

/** When something happens to it by itself; milliseconds. */
export function dueAt({ status }: Case): number | undefined {
  if (status.state === 'resolved') return Date.parse(status.at) + CLOSES_AFTER_MS;
  if (status.state === 'waiting-for-reporter') return Date.parse(status.at) + NO_ANSWER_AFTER_MS;
  return undefined;
}
