import type { AccessRequest, Work } from '../access/access-request.ts';
import type { Job } from '../jobs/job.ts';
import { slotId } from './slot-id.ts';
import { followRequestJob } from './triage-jobs.ts';

/** The jobs that carry out the work of a request. */
export function toJobs({ tenantId, id, version }: AccessRequest, work: readonly Work[]): Job[] {
  return work.map((piece): Job => {
    const request = { tenantId, requestId: id };
    switch (piece.kind) {
      case 'verify':
      case 'wake':
      case 'watch':
        return { name: `access.${piece.kind}`, data: { ...request, at: piece.at }, startAfter: piece.at };
      case 'grant':
      case 'revoke':
        return { name: `access.${piece.kind}`, data: request, ...(piece.at && { startAfter: piece.at }) };
      case 'tell-requester':
        return { name: 'access.tell-requester', data: { ...request, version, news: piece.news } };
      case 'tell-subject':
        return { name: 'access.tell-subject', data: { ...request, version, news: piece.news } };
      case 'tell-approver':
        return { name: 'access.tell-approver', data: { ...request, version, to: piece.to, news: piece.news } };
      default:
        return { name: `access.${piece.kind}`, data: request };
    }
  });
}

/** What the case behind a request hears of it, however it has changed. */
export function followJobs({ tenantId, id, because }: AccessRequest): Job[] {
  return because === undefined ? [] : [followRequestJob(tenantId, id)];
}

/** Of the jobs for one slot only the first is kept: its id follows from the slot. */
export function reconcileJob(
  tenantId: string,
  { at, after, slot }: { at?: string; after?: string; slot?: string },
): Job {
  return {
    name: 'access.reconcile',
    data: { tenantId, ...(after !== undefined && { after }) },
    ...(at !== undefined && { startAfter: at }),
    ...(slot !== undefined && { id: slotId('reconcile', tenantId, slot) }),
  };
}
