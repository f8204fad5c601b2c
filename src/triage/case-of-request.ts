/** Which case follows a request, and which requests a case follows. */
import type { AccessRequest } from '../access/access-request.ts';
import type { DiagnosisStore } from '../diagnosis/record.ts';
import { type Case, OPEN_STATES } from './case.ts';
import { MOST_CASES } from './hear-reporter.ts';
import { isOpen } from './is-open.ts';
import { samePerson } from './person.ts';
import { placeOf } from './same-trouble.ts';
import type { TriageStore } from './store.ts';

export interface CaseOfRequestDependencies {
  store: Pick<TriageStore, 'byDiagnosis' | 'cases' | 'history'>;
  diagnoses: Pick<DiagnosisStore, 'get'>;
}

/**
 * That of the diagnosis because of which it was made; or else the open one that its requester has handed over from the same
 * chat, where it asks for what that is about. Of the diagnosis, which is his alone, that case learns nothing. What it has
 * followed once it follows to the end.
 */
export async function caseOfRequest(
  request: AccessRequest,
  { store, diagnoses }: CaseOfRequestDependencies,
): Promise<Case | undefined> {
  const { tenantId, id, createdAt, because, requester } = request;
  if (because === undefined) return undefined;
  const own = await store.byDiagnosis(tenantId, because.diagnosisId);
  if (own !== undefined) return own;
  const his = { reporter: requester.objectId, states: [...OPEN_STATES, 'resolved'] } as const;
  const { items } = await store.cases(tenantId, his, { limit: MOST_CASES });
  const handedOver = items.filter((one) => asksForIt(request, one));
  for (const one of handedOver) {
    if (one.requestId === id || (await followedBy(one, store)).includes(id)) return one;
  }
  // A role that was asked for before has not helped.
  const open = handedOver.filter((one) => isOpen(one) && createdAt >= one.status.at);
  if (open.length === 0) return undefined;
  const record = await diagnoses.get(tenantId, because.diagnosisId);
  // What is to be a case will have one of its own.
  if (record === undefined || record.triaged) return undefined;
  return open.find(({ origin }) => placeOf(origin) === record.conversationId);
}

/** Ids of the requests that a case follows, each once: those made because of its diagnoses, then others. */
export async function requestsBehind(
  one: Case,
  store: Pick<TriageStore, 'requestsOf' | 'history'>,
): Promise<readonly string[]> {
  const own = await store.requestsOf(one.tenantId, one.id);
  return one.origin.how === 'handed-over' ? [...new Set([...own, ...(await followedBy(one, store))])] : own;
}

async function followedBy({ tenantId, id }: Case, store: Pick<TriageStore, 'history'>): Promise<string[]> {
  const history = await store.history(tenantId, id);
  return history.flatMap(({ what, detail }) => (what === 'requested' && detail !== undefined ? [detail] : []));
}

/** Whether what was handed over is over once the request works. What is not known is not the same. */
function asksForIt(
  { subject, instance }: Pick<AccessRequest, 'subject' | 'instance'>,
  { origin, outcome, report, reporter }: Pick<Case, 'origin' | 'outcome' | 'report' | 'reporter'>,
): boolean {
  if (origin.how !== 'handed-over' || outcome?.instance?.id.toLowerCase() !== instance.id.toLowerCase()) return false;
  const { kind = 'me' } = report.principal ?? {};
  if (subject.type === 'User') return kind === 'me' && samePerson(subject, reporter);
  const isApp = kind !== 'me' && kind !== 'user';
  return isApp && subject.appId !== undefined && subject.appId.toLowerCase() === outcome.appId;
}
