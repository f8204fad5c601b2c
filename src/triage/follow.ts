/** Cases follow what happens elsewhere: to the diagnosis that answers them, and to the access request made because of it. */
import type { AccessRequest } from '../access/access-request.ts';
import type { AccessStore } from '../access/store.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Case, CaseEvent, Origin } from './case.ts';
import { type CaseOfRequestDependencies, caseOfRequest, requestsBehind } from './case-of-request.ts';
import { applyToCase, caseStep, incidentStep, type TriageDependencies } from './cases.ts';
import { comesBack } from './comes-back.ts';
import { BY_THE_BOT, entryOf } from './doing.ts';
import { join } from './incidents.ts';
import { isOpen } from './is-open.ts';
import { leavesIncident } from './leaves-incident.ts';
import { outcomeOf } from './outcome.ts';
import { person } from './person.ts';
import { isNotFound, isSameTrouble, mayBeSameTrouble } from './same-trouble.ts';
import type { TriageStep, TriageStore } from './store.ts';

export interface FollowDependencies extends TriageDependencies {
  /**
   * Has looked at, once, what was told of an incident instead and cannot be part of that any more. Absent: whoever calls goes
   * on with the case, and it is looked at when the queue follows the diagnosis.
   */
  look?: (told: DiagnosisRecord) => Promise<void>;
}

/**
 * Opens the case of a diagnosis, if there is none yet, or makes it one more of the case that its reporter has of the same
 * trouble: the open one, or the resolved one, which is open again with it. Brings that up to date. May run twice and late: what
 * is known already changes nothing.
 */
export async function followDiagnosis(
  record: DiagnosisRecord,
  origin: Origin,
  dependencies: FollowDependencies,
): Promise<Case> {
  const { store } = dependencies;
  const { tenantId } = record;
  const found = await store.byDiagnosis(tenantId, record.id);
  const one =
    found === undefined || isOfAnother(found, record) ? await open(record, origin, dependencies, found) : found;
  if (record.joins !== undefined && one.incidentId === undefined) {
    const joining = await join(one, record.joins, dependencies, record.begunAt);
    if (joining === 'missed' && (await isUnanswered(record, store))) await dependencies.look?.(record);
  }
  const event = eventOf(record);
  if (event === undefined) return one;
  const known =
    event.type === 'diagnosed'
      ? await followLook(one, event, dependencies)
      : await applyToCase(tenantId, one.id, event, dependencies);
  return known ?? one;
}

/** What was found may take the case out of its incident, which counts it no more then. */
async function followLook(
  { tenantId, id }: Case,
  found: Extract<CaseEvent, { type: 'diagnosed' }>,
  { store, now }: TriageDependencies,
): Promise<Case | undefined> {
  for (;;) {
    const one = await store.case(tenantId, id);
    if (one === undefined) return undefined;
    const incident = one.incidentId === undefined ? undefined : await store.incident(tenantId, one.incidentId);
    const learns = caseStep(one, { ...found, ...(incident && { incident }) }, now());
    if ('refused' in learns) return one;
    const steps: TriageStep[] = [learns];
    if (incident !== undefined && leavesIncident(one, found.outcome, incident)) {
      const { reporter, createdAt: reportedAt } = one;
      const others = await store.othersOf(incident.id, one);
      const shrinks = incidentStep(
        incident,
        { type: 'case-left', reporter, reportedAt, ...(others && { others }) },
        now(),
      );
      if (!('refused' in shrinks)) steps.push(shrinks);
    }
    if ((await store.transition(steps)) === 'written') return learns.next;
  }
}

/**
 * All that its reporter was told is an incident. Not while he is being told, for then the record is followed once more; and not
 * where nobody had asked, and somebody has switched it off.
 */
async function isUnanswered(
  { tenantId, conversationId, state, diagnosis, unseen, unasked }: DiagnosisRecord,
  store: Pick<TriageStore, 'isMuted'>,
): Promise<boolean> {
  if (state !== 'done' || diagnosis !== undefined || unseen !== undefined) return false;
  return !unasked || !(await store.isMuted(tenantId, conversationId));
}

/**
 * It has turned out to be about another instance than the case it was taken for one of, which an instance that is not there
 * does not tell. What the case shows stays.
 */
function isOfAnother(one: Case, record: DiagnosisRecord): boolean {
  const { diagnosis, begunAt } = record;
  if (diagnosis === undefined || isNotFound({ outcome: outcomeOf(diagnosis, begunAt) })) return false;
  return one.diagnosisId !== record.id && isOpen(one) && !mayBeSameTrouble(one, record);
}

async function open(
  record: DiagnosisRecord,
  origin: Origin,
  { store, newId, now }: TriageDependencies,
  leaving: Case | undefined,
): Promise<Case> {
  const { tenantId, id: diagnosisId, askedBy, writtenBy, report, begunAt } = record;
  const opened: Omit<Case, 'number'> = {
    tenantId,
    id: newId(),
    version: 1,
    reporter: person(writtenBy ?? askedBy),
    origin,
    diagnosisId,
    report,
    correlationId: diagnosisId,
    createdAt: begunAt,
    status: { state: 'new', at: begunAt },
  };
  const work = [{ kind: 'deliver' }, { kind: 'announce', event: 'case.opened' }] as const;
  const { case: one } = await store.open(opened, work, entryOf(opened, 'opened', now(), BY_THE_BOT), {
    isSame: (open) => isSameTrouble(open, record),
    returning: (resolved) => comesBack(resolved, record, origin, now()),
    mayBeSame: (open) => mayBeSameTrouble(open, record),
    // What leaves a case may be an old report that was looked at again.
    ...(leaving ? { leaving: leaving.id } : { again: [{ kind: 'gather', reportedAt: begunAt }] }),
  });
  return one;
}

function eventOf({
  id: diagnosisId,
  state,
  report,
  diagnosis,
  begunAt,
  unseen,
}: DiagnosisRecord): CaseEvent | undefined {
  if (state === 'waiting-for-answer') return { type: 'question-asked', begunAt };
  if (state === 'done' && unseen !== undefined) return { type: 'unseen', why: unseen, diagnosisId, begunAt };
  if (state !== 'done' || diagnosis === undefined) return undefined;
  return { type: 'diagnosed', outcome: outcomeOf(diagnosis, begunAt), diagnosisId, report };
}

export interface FollowRequestDependencies extends TriageDependencies, CaseOfRequestDependencies {
  store: TriageStore;
  requests: Pick<AccessStore, 'get'>;
}

/** Brings the case behind a request in line with it, if there is one. */
export async function followRequest(request: AccessRequest, dependencies: FollowRequestDependencies): Promise<void> {
  const { tenantId } = request;
  let one = await caseOfRequest(request, dependencies);
  for (const event of eventsOf(request)) {
    if (one === undefined) return;
    const next: string | undefined =
      event.type === 'request-failed' ? await latestOpen(one, request, dependencies) : undefined;
    one = await applyToCase(tenantId, one.id, { ...event, ...(next && { next }) }, dependencies);
    // What became of it meanwhile was no news to the case before.
    const then = next && (await dependencies.requests.get(tenantId, next));
    if (then) await followRequest(then, dependencies);
  }
}

/** Id of the latest of the case's other requests that may still let somebody in. */
async function latestOpen(
  one: Case,
  { tenantId, id }: AccessRequest,
  { store, requests }: FollowRequestDependencies,
): Promise<string | undefined> {
  if (one.requestId !== id || !one.requestOpen) return undefined;
  const others = (await requestsBehind(one, store)).filter((other) => other !== id);
  const found = await Promise.all(others.map((other) => requests.get(tenantId, other)));
  return found
    .filter((request) => request !== undefined)
    .filter((request) => eventsOf(request).every(({ type }) => type === 'requested'))
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    .at(-1)?.id;
}

/** What a request in this state means for its case, the whole way there: an earlier step may not have been seen. */
export function eventsOf({
  id: requestId,
  createdAt: madeAt,
  status,
  extends: prolonged,
}: Pick<AccessRequest, 'id' | 'createdAt' | 'status' | 'extends'>): CaseEvent[] {
  const prolongs = prolonged !== undefined;
  const requested = { type: 'requested', requestId, madeAt, ...(prolongs && { prolongs }) } as const;
  switch (status.state) {
    case 'pending':
    case 'approved':
    case 'failed':
      return [requested];
    case 'granted':
      return status.access === 'effective'
        ? [requested, { type: 'access-works', requestId, worksSince: status.worksSince ?? status.at }]
        : [requested];
    case 'denied':
    case 'withdrawn':
    case 'lapsed':
    case 'ended':
      return [
        { ...requested, over: true },
        { type: 'request-failed', requestId, how: status.state },
      ];
  }
}
