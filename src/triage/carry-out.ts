/** What the queue does for cases and incidents. Every step may run twice and late: what is known already changes nothing. */
import type { Conversation } from '../access/delivery.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import { type Case, type CaseState, OPEN_STATES } from './case.ts';
import { requestsBehind } from './case-of-request.ts';
import { applyToCase, applyToIncident, type TriageDependencies } from './cases.ts';
import { type FollowDependencies, type FollowRequestDependencies, followDiagnosis, followRequest } from './follow.ts';
import type { IncidentWork } from './incident.ts';
import { alignCase, gather } from './incidents.ts';
import { isOpen } from './is-open.ts';
import { originOf } from './origin.ts';
import type { TriageWork } from './store.ts';

export interface CarryOutDependencies extends FollowRequestDependencies, Required<FollowDependencies> {
  diagnoses: Pick<DiagnosisStore, 'get'>;
  conversations: { get(tenantId: string, conversationId: string): Promise<Conversation | undefined> };
}

const PAGE = 50;
/** A wake that is this late was lost. */
const WAKE_LOST_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
/** What could not be followed for so long is tried no more. */
const FOLLOWED_FOR_MS = 7 * 24 * HOUR_MS;
/** At once; the others' turn comes in the hours after. */
const MOST_FOLLOWED = 500;
const MOST_INCIDENTS = 100;
/** What should have followed and has not will not by itself: the queue tries for half an hour. */
const GIVEN_UP_MS = 45 * 60_000;
/** What was lost is found within an hour of that, or when the bot starts again. */
const LOST_FOR_MS = 24 * HOUR_MS;
/** Those that something can still happen to. */
const LIVING_STATES: readonly CaseState[] = [...OPEN_STATES, 'resolved'];

export async function followDiagnosisJob(
  { tenantId, diagnosisId }: { tenantId: string; diagnosisId: string },
  dependencies: CarryOutDependencies,
): Promise<void> {
  const record = await dependencies.diagnoses.get(tenantId, diagnosisId);
  if (record?.triaged) await follow(record, dependencies);
}

async function follow(record: DiagnosisRecord, dependencies: CarryOutDependencies): Promise<void> {
  const conversation = await dependencies.conversations.get(record.tenantId, record.conversationId);
  // Where it was said is forgotten when the bot is removed from there, and the person needs help all the same.
  await followDiagnosis(record, originOf(record, conversation ?? { kind: 'channel' }), dependencies);
}

/** `reportedAt`: of a further report of the case, which counts as the last of its incident. */
export async function gatherJob(
  { tenantId, caseId, reportedAt }: { tenantId: string; caseId: string; reportedAt?: string },
  dependencies: TriageDependencies,
): Promise<void> {
  await gather(tenantId, caseId, dependencies);
  if (reportedAt === undefined) return;
  const one = await dependencies.store.case(tenantId, caseId);
  if (one?.incidentId === undefined) return;
  await applyToIncident(tenantId, one.incidentId, { type: 'reported-again', reportedAt }, dependencies);
}

export async function followRequestJob(
  { tenantId, requestId }: { tenantId: string; requestId: string },
  dependencies: CarryOutDependencies,
): Promise<void> {
  const request = await dependencies.requests.get(tenantId, requestId);
  if (request !== undefined) await followRequest(request, dependencies);
}

/** `at`: the queue goes by the database's clock; where this machine's is behind it, the queue's counts. */
export async function wakeJob(
  { tenantId, caseId, at }: { tenantId: string; caseId: string; at: string },
  { now, ...dependencies }: TriageDependencies,
): Promise<void> {
  const then = () => new Date(Math.max(now().getTime(), Date.parse(at)));
  await applyToCase(tenantId, caseId, { type: 'wake' }, { ...dependencies, now: then });
}

/**
 * Finds what a crash or a lost job has left behind, and puts it right: cases whose diagnosis, request or incident has moved
 * on unseen, and times that came unnoticed; with the first page also cards that lag behind, diagnoses that no case was opened
 * of, cases that should be open again with their incident, incidents that nobody has looked at, and those whose cases are
 * over. One page of a tenant's cases that are not closed; the next one is queued, and all of it again for the next full hour.
 */
export async function reconcileJob(
  { tenantId, after }: { tenantId: string; after?: string },
  dependencies: CarryOutDependencies,
): Promise<void> {
  const { store, now } = dependencies;
  if (after === undefined) {
    // Queued first: a run that fails does not end the series. All replicas queue the same one.
    const hour = new Date((Math.floor(now().getTime() / HOUR_MS) + 1) * HOUR_MS).toISOString();
    await store.queueReconcile(tenantId, { at: hour, slot: hour });
    await queueStaleCards(tenantId, dependencies);
    await queueUnfollowed(tenantId, dependencies);
    await queueIncidents(tenantId, dependencies);
    await queueOver(tenantId, dependencies);
  }
  const { items, cursor } = await store.cases(
    tenantId,
    { states: LIVING_STATES },
    { ...(after !== undefined && { cursor: after }), limit: PAGE },
  );
  for (const one of items) await catchUp(one, dependencies);
  if (cursor !== undefined) await store.queueReconcile(tenantId, { after: cursor });
}

async function queueStaleCards(tenantId: string, { store }: CarryOutDependencies): Promise<void> {
  for (let after: string | undefined; ; ) {
    const stale = await store.staleCards(tenantId, { ...(after !== undefined && { after }), limit: PAGE });
    if (stale.length > 0) await store.queueDeliver(tenantId, stale);
    after = stale.at(-1)?.id;
    if (stale.length < PAGE) return;
  }
}

/** Queued, not done here: what has failed for half an hour may fail again, and the rest must not wait for it. */
async function queueUnfollowed(tenantId: string, { store, now }: CarryOutDependencies): Promise<void> {
  const ago = (ms: number) => new Date(now().getTime() - ms).toISOString();
  const begun = { since: ago(FOLLOWED_FOR_MS), until: ago(GIVEN_UP_MS), limit: MOST_FOLLOWED };
  const lost = await store.withoutCase(tenantId, begun);
  if (lost.length > 0) await store.queueFollow(tenantId, lost);
}

/**
 * The cases that are resolved and should not be (those that are open and should not be are found one by one), and what
 * nobody has looked at since somebody reported it.
 */
async function queueIncidents(tenantId: string, { store, now }: CarryOutDependencies): Promise<void> {
  const open = await store.openIncidents(tenantId, MOST_INCIDENTS);
  const again = open.flatMap((next): TriageWork[] => {
    const { status, createdAt, examined, lastReportAt } = next;
    const late = isLost(createdAt > lastReportAt ? createdAt : lastReportAt, now());
    const work: IncidentWork[] = [
      ...('reopened' in status ? [{ kind: 'align-cases' } as const] : []),
      ...(late && (examined === undefined || examined.at < lastReportAt) ? [{ kind: 'examine' } as const] : []),
    ];
    return work.length === 0 ? [] : [{ kind: 'incident', next, work }];
  });
  if (again.length > 0) await store.queueAgain(again);
}

/** What followed from something at this time was done by now, or will not be. */
function isLost(at: string, now: Date): boolean {
  return now.getTime() - Date.parse(at) > GIVEN_UP_MS;
}

/** The incidents that nobody was told the last case of has ended. */
async function queueOver(tenantId: string, { store }: CarryOutDependencies): Promise<void> {
  for (let after: string | undefined; ; ) {
    const over = await store.withoutOpenCases(tenantId, { ...(after !== undefined && { after }), limit: PAGE });
    if (over.length > 0) {
      await store.queueAgain(over.map((next) => ({ kind: 'incident', next, work: [{ kind: 'settle' }] })));
    }
    after = over.at(-1)?.id;
    if (over.length < PAGE) return;
  }
}

async function catchUp(one: Case, dependencies: CarryOutDependencies): Promise<void> {
  const { tenantId, id, wakeAt } = one;
  const { store, now } = dependencies;
  for (const diagnosisId of await store.diagnosesOf(tenantId, id)) {
    await followDiagnosisJob({ tenantId, diagnosisId }, dependencies);
  }
  for (const requestId of await requestsBehind(one, store)) {
    await followRequestJob({ tenantId, requestId }, dependencies);
  }
  await alignCase(one, dependencies);
  if (wakeAt !== undefined && now().getTime() - Date.parse(wakeAt) > WAKE_LOST_MS) {
    await applyToCase(tenantId, id, { type: 'wake' }, dependencies);
  }
  if (wasNotCompared(one, now())) await store.queueAgain([{ kind: 'case', next: one, work: [{ kind: 'gather' }] }]);
}

/** Whether it may be that nobody has looked for others with the same trouble; looking twice finds the same. */
function wasNotCompared({ status, outcome, incidentId }: Case, now: Date): boolean {
  // What is opened again is compared when it is looked at again.
  if (!isOpen({ status }) || 'reopened' in status || outcome === undefined || incidentId !== undefined) return false;
  return isLost(outcome.at, now) && now.getTime() - Date.parse(outcome.at) < LOST_FOR_MS;
}
