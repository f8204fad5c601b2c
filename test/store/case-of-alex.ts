import { randomUUID } from 'node:crypto';
import type { Case, CaseEvent } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import type { TriageEntry, TriageStep } from '../../src/triage/store.ts';
import { alex } from './request-of-alex.ts';

type Opened = Omit<Case, 'number'>;

/** A case as its diagnosis leaves it. */
export function caseOfAlex(tenantId: string, changes: Partial<Opened> = {}): Opened {
  return {
    tenantId,
    id: randomUUID(),
    version: 1,
    reporter: alex,
    origin: { how: 'channel', conversationId: '19:support;messageid=1' },
    diagnosisId: randomUUID(),
    report: { kind: 'adt-403', status: 403, errorCode: 'AADSTS65001', redacted: ['jwt'] },
    outcome: {
      headline: 'You have no data role on plant-a – „żółw“.',
      causes: ['rbac.missing-data-role'],
      possible: [],
      instance: { id: '/subscriptions/s/plant-a', name: 'plant-a' },
      at: '2026-03-02T09:00:02.000Z',
    },
    traits: ['instance:/subscriptions/s/plant-a'],
    correlationId: 'c0440000-0000-4000-8000-000000000001',
    createdAt: '2026-03-02T09:00:00.000Z',
    status: { state: 'new', at: '2026-03-02T09:00:00.000Z' },
    ...changes,
  };
}

export function incidentAt(tenantId: string, changes: Partial<Incident> = {}): Omit<Incident, 'number'> {
  return {
    tenantId,
    id: randomUUID(),
    version: 1,
    trait: { kind: 'instance', key: 'instance:/subscriptions/s/plant-a', label: 'plant-a' },
    since: '2026-03-02T09:00:00.000Z',
    lastReportAt: '2026-03-02T09:10:00.000Z',
    cases: 3,
    affected: [alex],
    people: 3,
    correlationId: 'c0440000-0000-4000-8000-000000000001',
    createdAt: '2026-03-02T09:11:00.000Z',
    status: { state: 'open' },
    ...changes,
  };
}

export function entryOf(
  { tenantId, id, version }: Pick<Case, 'tenantId' | 'id' | 'version'>,
  what: TriageEntry['what'],
  more: Partial<TriageEntry> = {},
): TriageEntry {
  return {
    tenantId,
    subjectId: id,
    version,
    at: '2026-03-02T09:05:00.000Z',
    what,
    from: { kind: 'channel', conversationId: '19:support' },
    correlationId: 'click-1',
    ...more,
  };
}

/** The next version of a case, changed so. */
export function stepOf(
  before: Case,
  changes: Partial<Case>,
  what: CaseEvent['type'] = 'claim',
): Extract<TriageStep, { kind: 'case' }> {
  const next = { ...before, version: before.version + 1, ...changes };
  return { kind: 'case', next, work: [], entry: entryOf(next, what) };
}
