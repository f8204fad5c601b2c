import { type FindApprovers, findApprovers, giveUpFindApprovers, giveUpVerify, verify } from '../access/carry-out.ts';
import { giveUpRevoke, revoke, wake } from '../access/carry-out-end.ts';
import { cleanUp, giveUpGrant, giveUpWatch, grant, watch } from '../access/carry-out-grant.ts';
import type { DeliveryStore } from '../access/delivery.ts';
import { reconcileJob } from '../access/reconcile.ts';
import type { AccessDependencies } from '../access/requests.ts';
import { approversAt } from '../diagnosis/approvers.ts';
import type { DeadJob, Handlers } from '../jobs/queue.ts';
import type { Notifier } from '../teams/notifier.ts';
import type { Tenant } from '../tenant.ts';

/** What the queue does for requests, and what where a job has used up its attempts. */
export function requestJobs(
  access: AccessDependencies,
  { notifier, tenant, deliveries }: { notifier: Notifier; tenant: Tenant; deliveries: DeliveryStore },
): { handlers: Partial<Handlers>; giveUp: (dead: DeadJob) => Promise<void> } {
  const find: FindApprovers = (scope, write) => approversAt(scope, write, tenant);
  return {
    handlers: {
      'access.find-approvers': (ref) => findApprovers(ref, find, access),
      'access.deliver': notifier.deliver,
      'access.tell-requester': notifier.tellRequester,
      'access.tell-subject': notifier.tellSubject,
      'access.tell-approver': notifier.tellApprover,
      'access.grant': (ref, run) => grant(ref, access, run),
      'access.verify': (ref) => verify(ref, access),
      'access.wake': (ref) => wake(ref, access),
      'access.revoke': (ref) => revoke(ref, access),
      'access.clean-up': (ref) => cleanUp(ref, access),
      'access.watch': (ref) => watch(ref, access),
      'access.reconcile': async (ref) => {
        await reconcileJob(ref, access);
        if (ref.after === undefined) await deliveries.queueUnsentNews(ref.tenantId);
      },
    },
    async giveUp(dead) {
      if (dead.name === 'access.find-approvers') await giveUpFindApprovers(dead.data, access);
      if (dead.name === 'access.grant') await giveUpGrant(dead.data, dead.error, access);
      if (dead.name === 'access.verify') await giveUpVerify(dead.data, access);
      if (dead.name === 'access.revoke') await giveUpRevoke(dead.data, dead.error, access);
      if (dead.name === 'access.watch') await giveUpWatch(dead.data, access);
    },
  };
}
