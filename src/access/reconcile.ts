/**
 * Finds what a crash, a lost job or somebody outside has left behind, and puts it right. Everything here only repeats what
 * is already on record or writes down what Azure shows, so it may run at any time, twice, and side by side.
 */
import type { RoleAssignment } from '../rbac/model.ts';
import { TenantError } from '../tenant.ts';
import type { AccessRequest, Work } from './access-request.ts';
import { endAs } from './carry-out-end.ts';
import { adoptListed } from './carry-out-grant.ts';
import type { AccessDependencies } from './requests.ts';
import { outcomeInAzure } from './standing-assignment.ts';
import { removesItself } from './transitions/ending.ts';

const MINUTE_MS = 60_000;
/** A job that is this late was lost: the queue tries for half an hour. */
const LOST_MS = 45 * MINUTE_MS;
const WAKE_LOST_MS = 5 * MINUTE_MS;
/** Azure may not list an assignment yet that was made just now. */
const LISTED_AFTER_MS = 15 * MINUTE_MS;

const PAGE = 50;
const INSTANCES_AT_A_TIME = 4;

/** The work that a request waits for and that should have been done by now. Pure. */
export function overdueWork(request: AccessRequest, now: Date): Work[] {
  const { status, wakeAt, createdAt } = request;
  const since = (at: string) => now.getTime() - Date.parse(at);
  const work: Work[] = [];
  if (wakeAt !== undefined && since(wakeAt) > WAKE_LOST_MS) work.push({ kind: 'wake', at: now.toISOString() });
  if (status.state === 'pending' && since(createdAt) > LOST_MS) {
    // Copies for approvers are made by the delivery itself, so that one that was lost leaves none that could be stale.
    work.push(status.approversFound ? { kind: 'deliver' } : { kind: 'find-approvers' });
  }
  const unverified = status.state === 'granted' && status.access === 'checking' && status.ending === undefined;
  if (unverified && since(status.at) > LOST_MS) work.push({ kind: 'verify', at: now.toISOString() });
  return work;
}

export interface Reconciled {
  /** Where the next page begins; absent after the last one. */
  next?: string;
  /** Questions about instances and requests that Azure did not answer. */
  unanswered: number;
}

/** One page of a tenant's open requests, and the cards of all its requests that lag behind. */
export async function reconcile(
  { tenantId, after }: { tenantId: string; after?: string },
  dependencies: AccessDependencies,
): Promise<Reconciled> {
  const { store, now } = dependencies;
  const page = { ...(after !== undefined && { after }), limit: PAGE };
  const open = await store.open(tenantId, page);
  const last = open.length < PAGE ? undefined : open.at(-1)?.id;
  for (const request of open) {
    const work = overdueWork(request, now());
    if (work.length > 0) await store.queueAgain(request, work);
  }
  const unanswered = await holdAgainstAzure(open, dependencies);
  await deliverStale(tenantId, after, last, dependencies);
  return { ...(last !== undefined && { next: last }), unanswered };
}

/** The job 'access.reconcile': one page, and what comes after it: the next page, or the next full hour's run. */
export async function reconcileJob(
  ref: { tenantId: string; after?: string },
  dependencies: AccessDependencies,
): Promise<void> {
  const { store, now } = dependencies;
  if (ref.after === undefined) {
    // Queued first: a run that fails does not end the series. All replicas queue the same one.
    const hour = new Date(Math.floor(now().getTime() / 3_600_000 + 1) * 3_600_000).toISOString();
    await store.queueReconcile(ref.tenantId, { at: hour, slot: hour });
  }
  const { next } = await reconcile(ref, dependencies);
  if (next !== undefined) await store.queueReconcile(ref.tenantId, { after: next });
}

async function deliverStale(
  tenantId: string,
  after: string | undefined,
  last: string | undefined,
  { store }: AccessDependencies,
): Promise<void> {
  let from = after;
  for (;;) {
    const stale = await store.withStaleCards(tenantId, { ...(from !== undefined && { after: from }), limit: PAGE });
    // Those behind this page's last request are the next page's.
    const here = stale.filter(({ id }) => last === undefined || id <= last);
    for (const request of here) await store.queueAgain(request, [{ kind: 'deliver' }]);
    from = here.at(-1)?.id;
    if (here.length < PAGE || from === undefined) return;
  }
}

/** One listing an instance tells of all requests on it. */
async function holdAgainstAzure(open: readonly AccessRequest[], dependencies: AccessDependencies): Promise<number> {
  const { tenant, now } = dependencies;
  const settled = open.filter(
    ({ status }) =>
      (status.state === 'granted' || status.state === 'failed') &&
      now().getTime() - Date.parse(status.at) > LISTED_AFTER_MS,
  );
  const byInstance = [...Map.groupBy(settled, ({ instance }) => instance.id.toLowerCase()).values()];
  let unanswered = 0;
  const withoutAnswer = (error: unknown): undefined => {
    if (!(error instanceof TenantError)) throw error;
    unanswered += 1;
  };
  const takeNext = async (): Promise<void> => {
    for (let requests = byInstance.pop(); requests !== undefined; requests = byInstance.pop()) {
      const [first] = requests;
      if (first === undefined) continue;
      const listed = await tenant.roleAssignmentsAt(first.instance.id).catch(withoutAnswer);
      if (listed === undefined) continue;
      for (const request of requests) await settle(request, listed, dependencies).catch(withoutAnswer);
    }
  };
  await Promise.all(Array.from({ length: INSTANCES_AT_A_TIME }, takeNext));
  return unanswered;
}

async function settle(
  request: AccessRequest,
  listed: readonly RoleAssignment[],
  dependencies: AccessDependencies,
): Promise<void> {
  const { tenantId, id: requestId, status } = request;
  if (status.state === 'failed') {
    await adoptListed(request, listed, dependencies);
    return;
  }
  if (status.state !== 'granted') return;
  const found = outcomeInAzure(request, status, listed);
  // A listing that lags must not leave behind an access that was to end: once the request has ended, nothing would end it.
  if (found.is === 'gone' && status.expiresAt !== null && removesItself(request, status)) {
    const removed = await dependencies.tenant.deleteRoleAssignment(status.assignment.id).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
  await endAs(found, { tenantId, requestId }, dependencies);
}
