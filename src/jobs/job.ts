/** The jobs: their names and what each one carries. */

/** Every job belongs to one access request. */
export interface RequestJob {
  tenantId: string;
  requestId: string;
}

export interface JobData {
  'access.find-approvers': RequestJob;
  'access.deliver': RequestJob;
  'access.grant': RequestJob;
  'access.verify': RequestJob & { at: string };
  'access.wake': RequestJob & { at: string };
  'access.revoke': RequestJob;
  'access.tell-requester': RequestJob & {
    news: 'denied' | 'failed' | 'granted' | 'effective' | 'late' | 'lapsed' | 'ended' | 'nobody-to-ask';
  };
}

export type JobName = keyof JobData;

/** A job to be queued. */
export type Job = {
  [Name in JobName]: {
    name: Name;
    data: JobData[Name];
    /** ISO 8601; not to be run before. Absent: at once. */
    startAfter?: string;
  };
}[JobName];

/** One job at a time and in order for each request, others side by side: what a person reads must not overtake itself. */
const IN_ORDER: readonly JobName[] = ['access.deliver', 'access.tell-requester'];

export const JOB_NAMES: readonly JobName[] = [
  'access.find-approvers',
  'access.deliver',
  'access.grant',
  'access.verify',
  'access.wake',
  'access.revoke',
  'access.tell-requester',
];

export function runsInOrder(name: JobName): boolean {
  return IN_ORDER.includes(name);
}
