/** Cases follow what happens elsewhere: to the diagnosis that answers them, and to the access request made because of it. */
import type { AccessRequest } from '../access/access-request.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Case, CaseEvent, Origin } from './case.ts';
import { applyToCase, type TriageDependencies } from './cases.ts';
import { BY_THE_BOT, entryOf } from './doing.ts';
import { join } from './incidents.ts';
import { outcomeOf } from './outcome.ts';
import { person } from './person.ts';

/**
 * Opens the case of a diagnosis, if there is none yet, and brings it up to date. May run twice and late: what is known
 * already changes nothing.
 */
export async function followDiagnosis(
  record: DiagnosisRecord,
  origin: Origin,
  dependencies: TriageDependencies,
): Promise<Case> {
  const { store } = dependencies;
  const { tenantId } = record;
  const found = await store.byDiagnosis(tenantId, record.id);
  const one = found ?? (await open(record, origin, dependencies));
  if (record.joins !== undefined && one.incidentId === undefined) {
    const incident = await store.incident(tenantId, record.joins);
    if (incident !== undefined) await join(one, incident, dependencies);
  }
  const event = eventOf(record);
  return (event && (await applyToCase(tenantId, one.id, event, dependencies))) ?? one;
}

async function open(
  { tenantId, id: diagnosisId, askedBy, writtenBy, report, begunAt }: DiagnosisRecord,
  origin: Origin,
  { store, newId, now }: TriageDependencies,
): Promise<Case> {
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
  return (await store.open(opened, work, entryOf(opened, 'opened', now(), BY_THE_BOT))).case;
}

function eventOf({ state, diagnosis, begunAt }: DiagnosisRecord): CaseEvent | undefined {
  if (state === 'waiting-for-answer') return { type: 'question-asked' };
  if (state !== 'done' || diagnosis === undefined) return undefined;
  return { type: 'diagnosed', outcome: outcomeOf(diagnosis, begunAt) };
}

/** Brings the case behind a request in line with it, if there is one. */
export async function followRequest(request: AccessRequest, dependencies: TriageDependencies): Promise<void> {
  const { tenantId, because } = request;
  if (because === undefined) return;
  const one = await dependencies.store.byDiagnosis(tenantId, because.diagnosisId);
  if (one === undefined) return;
  for (const event of eventsOf(request)) await applyToCase(tenantId, one.id, event, dependencies);
}

/** What a request in this state means for its case, the whole way there: an earlier step may not have been seen. */
export function eventsOf({
  id: requestId,
  createdAt: madeAt,
  status,
}: Pick<AccessRequest, 'id' | 'createdAt' | 'status'>): CaseEvent[] {
  const requested: CaseEvent = { type: 'requested', requestId, madeAt };
  switch (status.state) {
    case 'pending':
    case 'approved':
    case 'failed':
      return [requested];
    case 'granted':
      return status.access === 'effective' ? [requested, { type: 'access-works', requestId }] : [requested];
    case 'denied':
    case 'withdrawn':
    case 'lapsed':
    case 'ended':
      return [{ type: 'request-failed', requestId, how: status.state }];
  }
}
