/** Reports of the demo tenant's people, as the diagnosis leaves them: Adele, Alex and Lee are refused, Megan helps. */
import { randomUUID } from 'node:crypto';
import type { Person } from '../../src/access/access-request.ts';
import type { Diagnosis, FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Actor, Case, CaseStatus, Origin } from '../../src/triage/case.ts';
import { plantA } from '../support/situation.ts';

export const alex: Person = { objectId: 'a1e50000-0000-4000-8000-000000000001', displayName: 'Alex Wilber' };
export const adele: Person = { objectId: 'ade10000-0000-4000-8000-000000000003', displayName: 'Adele Vance' };
export const lee: Person = { objectId: '1ee00000-0000-4000-8000-000000000004', displayName: 'Lee Gu' };
export const megan: Actor = {
  objectId: '3e9a0000-0000-4000-8000-000000000002',
  displayName: 'Megan Bowen',
  helpdesk: true,
};

export const inChannel: Origin = { how: 'channel', conversationId: '19:support@thread.tacv2;messageid=1' };

export const start = new Date('2026-03-02T09:00:00.000Z');

export function at(minutes: number): string {
  return new Date(start.getTime() + minutes * 60_000).toISOString();
}

/** Alex's case, reported in a channel. */
export function caseIn(status: CaseStatus, more: Partial<Case> = {}): Case {
  return {
    tenantId: 'contoso',
    id: 'case-1',
    number: 12,
    version: 7,
    reporter: alex,
    origin: inChannel,
    diagnosisId: 'diagnosis-1',
    report: { kind: 'adt-403', redacted: [] },
    correlationId: 'diagnosis-1',
    createdAt: at(0),
    status,
    ...more,
  };
}

/** What was found of a report about plant-a. */
export function diagnosisOf(causes: FindingId[], more: Partial<Diagnosis> = {}): Diagnosis {
  return {
    report: { kind: 'adt-403', status: 403, redacted: [] },
    instance: plantA,
    headline: 'You cannot read twins in plant-a.',
    findings: causes.map((id) => ({ id, verdict: 'confirmed', title: id, why: '', evidence: [] })),
    tookMs: 900,
    azureCalls: 8,
    ...more,
  };
}

/** A finished diagnosis that the helpdesk follows, of a thread of its own, unless a test says otherwise. */
export function recordOf(tenantId: string, askedBy: Person, more: Partial<DiagnosisRecord> = {}): DiagnosisRecord {
  const diagnosis = diagnosisOf(['rbac.missing-data-role']);
  return {
    tenantId,
    id: randomUUID(),
    askedBy,
    report: diagnosis.report,
    conversationId: `19:support@thread.tacv2;messageid=${randomUUID()}`,
    begunAt: at(0),
    state: 'done',
    triaged: true,
    diagnosis,
    ...more,
  };
}
