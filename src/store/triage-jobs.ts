/** The jobs that carry out the work of cases and incidents. */
import type { Job } from '../jobs/job.ts';
import type { Case, CaseWork } from '../triage/case.ts';
import type { Incident, IncidentWork } from '../triage/incident.ts';
import type { TriageCard, TriageWork } from '../triage/store.ts';
import { slotId } from './slot-id.ts';

export function toTriageJobs(piece: TriageWork): Job[] {
  return piece.kind === 'case'
    ? piece.work.map((work) => caseJob(piece.next, work))
    : piece.work.map((work) => incidentJob(piece.next, work));
}

export function deliverJob(tenantId: string, subject: TriageCard['subject']): Job {
  return { name: 'triage.deliver', data: { tenantId, subject } };
}

export function followJob(tenantId: string, diagnosisId: string): Job {
  return { name: 'triage.follow-diagnosis', data: { tenantId, diagnosisId } };
}

/** To have the case behind a request hear of it. */
export function followRequestJob(tenantId: string, requestId: string): Job {
  return { name: 'triage.follow-request', data: { tenantId, requestId } };
}

function caseJob({ tenantId, id, version, status }: Case, work: CaseWork): Job {
  const one = { tenantId, caseId: id };
  const subject = { kind: 'case', id } as const;
  switch (work.kind) {
    case 'deliver':
      return deliverJob(tenantId, subject);
    case 'gather':
      return { name: 'triage.gather', data: { ...one, ...(work.reportedAt && { reportedAt: work.reportedAt }) } };
    case 'wake':
      return { name: 'triage.wake', data: { ...one, at: work.at }, startAfter: work.at };
    case 'tell-reporter':
      return {
        name: 'triage.tell-reporter',
        data: {
          ...one,
          version,
          ...(work.news === 'asked' ? { news: work.news, askedAt: status.at } : { news: work.news }),
        },
      };
    case 'tell-assignee':
      return { name: 'triage.tell-assignee', data: { ...one, version } };
    case 'settle-incident':
      return { name: 'triage.settle-incident', data: { tenantId, incidentId: work.incidentId } };
    case 'announce':
      return { name: 'triage.announce', data: { tenantId, subject, version, event: work.event } };
  }
}

function incidentJob({ tenantId, id, version }: Incident, work: IncidentWork): Job {
  const one = { tenantId, incidentId: id };
  const subject = { kind: 'incident', id } as const;
  switch (work.kind) {
    case 'deliver':
      return deliverJob(tenantId, subject);
    case 'examine':
      return { name: 'triage.examine', data: one, ...(work.at !== undefined && { startAfter: work.at }) };
    case 'align-cases':
      return { name: 'triage.align-cases', data: one };
    case 'settle':
      return { name: 'triage.settle-incident', data: one };
    case 'announce':
      return { name: 'triage.announce', data: { tenantId, subject, version, event: work.event } };
  }
}

interface When {
  at?: string;
  slot?: string;
}

export function triageReconcileJob(tenantId: string, { after, ...when }: When & { after?: string }): Job {
  const data = { tenantId, ...(after !== undefined && { after }) };
  return { name: 'triage.reconcile', data, ...timing('triage.reconcile', tenantId, when) };
}

export function digestJob(tenantId: string, { day, ...when }: { day: string; at?: string }): Job {
  return {
    name: 'triage.digest',
    data: { tenantId, day },
    ...timing('triage.digest', tenantId, { ...when, slot: day }),
  };
}

export function retainJob(tenantId: string, when: When): Job {
  return { name: 'triage.retain', data: { tenantId }, ...timing('triage.retain', tenantId, when) };
}

/** Of the jobs for one slot only the first is kept: its id follows from the slot. */
function timing(name: string, tenantId: string, { at, slot }: When): { startAfter?: string; id?: string } {
  return {
    ...(at !== undefined && { startAfter: at }),
    ...(slot !== undefined && { id: slotId(name, tenantId, slot) }),
  };
}
