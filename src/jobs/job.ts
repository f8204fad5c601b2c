/** The jobs: their names and what each one carries. */

/** Every job belongs to one tenant. */
export interface TenantJob {
  tenantId: string;
}

/** Most belong to one access request. */
export interface RequestJob extends TenantJob {
  requestId: string;
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
}

/** One piece of news: `version` of the request tells it from the same news of another time. */
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

/** One job at a time and in order for each request, others side by side: what a person reads must not overtake itself. */
const IN_ORDER: readonly JobName[] = [
  'access.deliver',
  'access.tell-requester',
  'access.tell-subject',
  'access.tell-approver',
];

export const JOB_NAMES: readonly JobName[] = [
  'access.find-approvers',
  'access.deliver',
  'access.grant',
  'access.verify',
  'access.wake',
  'access.revoke',
  'access.clean-up',
  'access.watch',
  'access.reconcile',
  'access.tell-requester',
  'access.tell-subject',
  'access.tell-approver',
];

export function runsInOrder(name: JobName): boolean {
  return IN_ORDER.includes(name);
}
