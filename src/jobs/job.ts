/** The jobs: their names and what each one carries. */

/** Every job belongs to one tenant. */
export interface TenantJob {
  tenantId: string;
}

/** Most belong to one access request. */
export interface RequestJob extends TenantJob {
  requestId: string;
}

/** Or to one case. */
export interface CaseJob extends TenantJob {
  caseId: string;
}

/** Or to one incident. */
export interface IncidentJob extends TenantJob {
  incidentId: string;
}

/** Or to whatever of the two a card or an announcement is about. */
export interface SubjectJob extends TenantJob {
  subject: { kind: 'case' | 'incident'; id: string };
}

/** Or to a channel that is used for something no more, whose readers are told where it has gone. */
export interface ChannelLeftJob extends TenantJob {
  conversationId: string;
  use: 'approvals' | 'triage';
  /** Object id. */
  by: string;
  to: { team: 'same' } | { team: 'other'; name?: string };
}

export interface JobData {
  'access.find-approvers': RequestJob;
  'access.deliver': RequestJob;
  'access.grant': RequestJob;
  'access.verify': RequestJob & { at: string };
  'access.wake': RequestJob & { at: string };
  'access.revoke': RequestJob;
  'access.clean-up': RequestJob;
  'access.watch': RequestJob & { at: string };
  /** `after`: the page of requests that follows this id; absent: the first. */
  'access.reconcile': TenantJob & { after?: string };
  'access.tell-requester': RequestJob &
    Telling & {
      news:
        | 'denied'
        | 'failed'
        | 'granted'
        | 'effective'
        | 'late'
        | 'lapsed'
        | 'ended'
        | 'nobody-to-ask'
        | 'expires-in-a-day'
        | 'expires-in-an-hour';
    };
  'access.tell-subject': RequestJob &
    Telling & {
      news: 'asked-for-you' | 'granted' | 'effective' | 'ended' | 'expires-in-a-day' | 'expires-in-an-hour';
    };
  'access.tell-approver': RequestJob &
    Telling & {
      /** Object id of an approver, or 'channel' for the approvals channel. */
      to: string;
      news: 'reminder' | 'second-approval' | 'revoke-needed' | 'changed-outside';
    };
  'channel.left': ChannelLeftJob;
  /** To have its card say so. */
  'diagnosis.deleted': TenantJob & { diagnosisId: string; conversationId: string; activityId: string };
  'triage.deliver': SubjectJob;
  'triage.tell-reporter': CaseJob &
    Telling &
    (
      | {
          news: 'asked';
          /** Of several questions it is this one. */
          askedAt: string;
        }
      | { news: 'resolved' | 'incident-resolved' | 'no-answer' | 'reopened' }
    );
  /** The case was given to whoever has it then. */
  'triage.tell-assignee': CaseJob & Telling;
  'triage.announce': SubjectJob &
    Telling & {
      event:
        | 'case.opened'
        | 'case.diagnosed'
        | 'case.joined'
        | 'case.assigned'
        | 'case.waiting'
        | 'case.resumed'
        | 'case.resolved'
        | 'case.reopened'
        | 'case.closed'
        | 'incident.opened'
        | 'incident.resolved'
        | 'incident.reopened';
    };
  /** `reportedAt` (ISO 8601): of a further report of the case. */
  'triage.gather': CaseJob & { reportedAt?: string };
  'triage.wake': CaseJob & { at: string };
  'triage.examine': IncidentJob;
  'triage.align-cases': IncidentJob;
  'triage.settle-incident': IncidentJob;
  'triage.follow-diagnosis': TenantJob & { diagnosisId: string };
  'triage.follow-request': RequestJob;
  /** `after`: the page that follows; absent: the first. */
  'triage.reconcile': TenantJob & { after?: string };
  /** ISO date, by the clock that the digest goes by. */
  'triage.digest': TenantJob & { day: string };
  'triage.retain': TenantJob;
}

/** One piece of news: `version` of its subject tells it from the same news of another time. */
interface Telling {
  version: number;
}

export type JobName = keyof JobData;

/** A job to be queued. */
export type Job = {
  [Name in JobName]: {
    name: Name;
    data: JobData[Name];
    /** ISO 8601; not to be run before. Absent: at once. */
    startAfter?: string;
    /** A UUID; a job whose id is there already is not queued again. */
    id?: string;
  };
}[JobName];

interface Manner {
  /** One at a time and in order for each subject, others side by side: what a person reads must not overtake itself. */
  inOrder?: true;
  /** How many of them run side by side in one process. */
  workers?: number;
}

/** What sweeps through everything has no hurry, and no use of company. */
const SWEEP: Manner = { workers: 1 };
const READ: Manner = { inOrder: true };

const MANNERS: Record<JobName, Manner> = {
  'access.find-approvers': {},
  'access.deliver': READ,
  'access.grant': {},
  'access.verify': {},
  'access.wake': {},
  'access.revoke': {},
  'access.clean-up': {},
  'access.watch': {},
  'access.reconcile': {},
  'access.tell-requester': READ,
  'access.tell-subject': READ,
  'access.tell-approver': READ,
  'channel.left': {},
  'diagnosis.deleted': SWEEP,
  'triage.deliver': READ,
  'triage.tell-reporter': READ,
  'triage.tell-assignee': READ,
  'triage.announce': READ,
  'triage.gather': {},
  'triage.wake': {},
  'triage.examine': {},
  'triage.align-cases': {},
  'triage.settle-incident': {},
  'triage.follow-diagnosis': {},
  'triage.follow-request': {},
  'triage.reconcile': SWEEP,
  'triage.digest': { ...SWEEP, ...READ },
  'triage.retain': SWEEP,
};

/** Workers of a process for one kind of job, where nothing else is said. */
const WORKERS = 4;

export const JOB_NAMES = Object.keys(MANNERS) as readonly JobName[];

export function runsInOrder(name: JobName): boolean {
  return MANNERS[name].inOrder === true;
}

export function workersFor(name: JobName): number {
  return MANNERS[name].workers ?? WORKERS;
}

/** The one thing that a job is about, besides its tenant; empty where it is about nothing less. */
export function subjectOf(data: JobData[JobName]): Record<string, string> {
  if ('requestId' in data) return { requestId: data.requestId };
  if ('caseId' in data) return { caseId: data.caseId };
  if ('incidentId' in data) return { incidentId: data.incidentId };
  if ('diagnosisId' in data) return { diagnosisId: data.diagnosisId };
  if ('subject' in data) return { [`${data.subject.kind}Id`]: data.subject.id };
  return {};
}
