/** What becomes of the access that was asked for because of a case. */
import type { Case, CaseDecision, CaseEvent } from '../case.ts';
import { isOpen } from '../is-open.ts';
import { person } from '../person.ts';
import { refusals } from './refusals.ts';
import { announce, back, DELIVER, GATHER, reopened, step } from './step.ts';

export function requested(
  before: Case,
  { requestId, madeAt, prolongs, over }: Extract<CaseEvent, { type: 'requested' }>,
  now: Date,
): CaseDecision {
  if (before.requestId === requestId || isOlder({ requestId, madeAt }, before)) return refusals.noChange;
  // The case may wait for an older one since, so that this one's id is no longer known.
  if (over && before.requestedAt === madeAt) return refusals.noChange;
  const { status } = before;
  if (status.state === 'closed') return refusals.notNow;
  const { accessAt, ...rest } = before;
  const worksSinceThen = accessAt !== undefined && accessAt > madeAt;
  const asked = { requestId, requestedAt: madeAt, requestOpen: true } as const;
  const known: Case = { ...rest, ...asked, ...(worksSinceThen && { accessAt }) };
  if (isOpen(before)) {
    return step({ ...known, status: { state: 'waiting-for-approval', at: now.toISOString() } }, DELIVER);
  }
  // What was asked for before the end is known then; what is asked for after it was not the end.
  const endedAt = 'how' in status && status.how === 'access-works' ? (accessAt ?? status.at) : status.at;
  if (prolongs || madeAt <= endedAt) return step(known, DELIVER);
  return step(reopened(known, { by: person(before.reporter) }, now), DELIVER, GATHER, announce('case.reopened'));
}

/** Of two that were made in the same millisecond one counts as the older, whichever is heard of first. */
function isOlder({ requestId, madeAt }: { requestId: string; madeAt: string }, latest: Case): boolean {
  if (latest.requestId === undefined || latest.requestedAt === undefined) return false;
  return madeAt === latest.requestedAt ? requestId < latest.requestId : madeAt < latest.requestedAt;
}

export function requestFailed(
  before: Case,
  { requestId, next }: Extract<CaseEvent, { type: 'request-failed' }>,
  now: Date,
): CaseDecision {
  if (before.requestId !== requestId || !before.requestOpen || before.status.state === 'closed') {
    return refusals.noChange;
  }
  if (next !== undefined) return step({ ...before, requestId: next }, DELIVER);
  const { requestOpen: _, ...rest } = before;
  const waited = before.status.state === 'waiting-for-approval';
  return step({ ...rest, ...(waited && { status: back({}, now) }) }, DELIVER);
}

/** An older request counts as well, unless it worked already when more was asked for. The latest stays open then. */
export function accessWorks(
  before: Case,
  { requestId, worksSince }: Extract<CaseEvent, { type: 'access-works' }>,
  now: Date,
): CaseDecision {
  if (before.requestId === undefined || before.status.state === 'closed') return refusals.noChange;
  const own = before.requestId === requestId;
  const { requestedAt } = before;
  if (!own && !(worksSince && requestedAt && worksSince > requestedAt)) return refusals.noChange;
  // Whoever opened the case again knows better than the same role, which works still.
  if (before.accessAt !== undefined && !(own && before.requestOpen)) return refusals.noChange;
  const at = now.toISOString();
  const { requestOpen, ...others } = before;
  const rest: Case = { ...others, ...(requestOpen && !own && { requestOpen }), accessAt: worksSince ?? at };
  if (!isOpen(before)) return step(rest, DELIVER);
  // The request tells the reporter himself.
  return step({ ...rest, status: { state: 'resolved', at, how: 'access-works' } }, DELIVER, announce('case.resolved'));
}
