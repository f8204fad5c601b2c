/** Making the assignment that was approved. Every step may run twice: a process can die after its last line. */

import type { RoleAssignment } from '../rbac/model.ts';
import { TenantError } from '../tenant.ts';
import type { AccessRequest, StoredAssignment } from './access-request.ts';
import { approveAgain, failureOf, gaveUp, isTemporary } from './assignment-failure.ts';
import { minutesAfter } from './clock.ts';
import { assignmentId, assignmentName, isOwnAssignment } from './grants.ts';
import type { Doing } from './history.ts';
import { notBefore, ownId, type RequestRef, type TimedRef } from './job-ref.ts';
import { type AccessDependencies, applyEvent, stepOf } from './requests.ts';
import { keepsRoleOf, scheduledAssignment, scheduleFailure, scheduleOf } from './scheduled.ts';
import { holds, standingAssignment } from './standing-assignment.ts';

/** Which attempt this is, 1 at the first. */
export interface Attempt {
  attempt: number;
}

/** With growing waits this is about two minutes; a directory that still does not know the principal then needs a person. */
const ATTEMPTS_FOR_NEW_PRINCIPAL = 6;

/**
 * Writes the role assignment. A temporary fault is thrown, so that the job is tried again; a final one fails the request
 * with a reason that a person can act on. Where the approver's identity writes, the click has written it by now, and what
 * the click left is taken up.
 */
export async function grant(
  ref: RequestRef,
  dependencies: AccessDependencies,
  { attempt }: Attempt = { attempt: 1 },
): Promise<void> {
  const { tenantId, requestId } = ref;
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'approved') return;
  if (request.writer === 'approver') return takeUp(request, dependencies);
  const { instance, subject, role } = request;
  const name = assignmentName(instance.id, subject.objectId, role.id);
  try {
    const { id, outcome } = await tenant.createRoleAssignment(name, {
      scope: instance.id,
      roleId: role.id,
      principalId: subject.objectId,
      principalType: subject.type,
      description: `Requested through ADT Support (${requestId}), approved by ${request.status.by.objectId}.`,
    });
    // One of the bot's own name was written by an earlier attempt whose answer got lost.
    const own = isOwnAssignment(id, instance.id, subject.objectId, role.id);
    const assignment = { id, outcome: own ? 'created' : outcome } as const;
    const writtenBy = assignment.outcome === 'created' ? await ownId(dependencies) : undefined;
    await recordAssigned(ref, { assignment, ...(writtenBy && { writtenBy }) }, dependencies);
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    const waitsInVain = error.azureCode === 'PrincipalNotFound' && attempt >= ATTEMPTS_FOR_NEW_PRINCIPAL;
    if (isTemporary(error) && !waitsInVain) throw error;
    const failure = failureOf(error, request, await ownId(dependencies));
    await applyEvent(tenantId, requestId, { type: 'assignment-failed', failure }, dependencies);
  }
}

/** The click that approved has written the assignment, or was interrupted before it could. */
async function takeUp(request: AccessRequest, dependencies: AccessDependencies): Promise<void> {
  const { tenantId, id: requestId } = request;
  if (await adoptStanding(request, dependencies)) return;
  const schedule = await scheduleOf(request, dependencies);
  const makes = schedule?.state === 'made' || schedule?.state === 'under-way';
  if (makes) throw new Error(`Azure is still making the role that request ${requestId} is for.`);
  const failure = schedule === undefined ? approveAgain(request) : scheduleFailure(schedule, request);
  await applyEvent(tenantId, requestId, { type: 'assignment-failed', failure }, dependencies);
}

/** Looks for an assignment that is there already and records it; false where there is none. */
async function adoptStanding(request: AccessRequest, dependencies: AccessDependencies): Promise<boolean> {
  return adoptListed(request, await dependencies.tenant.roleAssignmentsAt(request.instance.id), dependencies);
}

/**
 * Records an assignment that Azure lists; false where there is none. One that another request lives on is not taken: what
 * prolongs it has to have been written by Azure's leave, not only found.
 */
export async function adoptListed(
  request: AccessRequest,
  listed: readonly RoleAssignment[],
  dependencies: AccessDependencies,
): Promise<boolean> {
  const { tenantId, id: requestId, status, writer } = request;
  const standing = standingAssignment(request, listed);
  if (standing === undefined || !('by' in status)) return false;
  const assignment = standing.outcome === 'created' ? standing : await whose(standing, request, dependencies);
  if (assignment.scheduled === undefined) {
    const others = await dependencies.store.alike(request);
    if (others.some((other) => holds(other, assignment.id) || keepsRoleOf(other, request))) return false;
  }
  const author = writer === 'bot' ? await ownId(dependencies) : status.by.objectId;
  const writtenBy = assignment.outcome === 'created' ? author : undefined;
  await recordAssigned({ tenantId, requestId }, { assignment, ...(writtenBy && { writtenBy }) }, dependencies);
  return true;
}

/** One of another name is this request's own where PIM has made it for this request. */
async function whose(
  standing: StoredAssignment,
  request: AccessRequest,
  dependencies: AccessDependencies,
): Promise<StoredAssignment> {
  const schedule = await scheduleOf(request, dependencies);
  return schedule?.state === 'made' ? scheduledAssignment(schedule) : standing;
}

/**
 * The assignment is there: the request is granted, and one that it prolongs hands it over in the same transaction, so that
 * it is never taken away under the new one. Throws where that one is being taken away just now; the job comes back.
 */
export async function recordAssigned(
  { tenantId, requestId }: RequestRef,
  made: { assignment: StoredAssignment; writtenBy?: string },
  { store, policy, now }: AccessDependencies,
  doing?: Doing,
): Promise<AccessRequest | undefined> {
  for (;;) {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return undefined;
    const step = stepOf(request, { type: 'assigned', ...made }, now(), policy, doing);
    if (step === undefined || step.next.status.state !== 'granted') return request;
    const former = request.extends === undefined ? undefined : await store.get(tenantId, request.extends);
    const steps = [step];
    if (former !== undefined && passesOn(former, request, made.assignment)) {
      const handOver = { type: 'extended', by: step.next.status.by, requestId } as const;
      const over = stepOf(former, handOver, now(), policy, doing);
      if (over === undefined)
        throw new Error(`Request ${former.id} is just being ended. Its assignment is made anew then.`);
      steps.push(over);
    }
    const written = await store.transition(steps);
    if (written === 'written') return step.next;
    if (written === 'duplicate') throw new Error(`Request ${requestId} and another one are for the same role.`);
  }
}

/** Whether the former request's role is now the other's. */
function passesOn(former: AccessRequest, request: AccessRequest, { id, scheduled }: StoredAssignment): boolean {
  return holds(former, id) || (scheduled !== undefined && keepsRoleOf(former, request));
}

/** The grant's attempts are used up. */
export async function giveUpGrant(
  { tenantId, requestId }: RequestRef,
  error: string,
  dependencies: AccessDependencies,
): Promise<void> {
  await applyEvent(tenantId, requestId, { type: 'assignment-failed', failure: gaveUp(error) }, dependencies);
}

const WATCH_MINUTES = 1440;
const LONGEST_BETWEEN_LOOKS_MINUTES = 10;

/**
 * After a failure: looks whether the assignment is there all the same, because an answer got lost or somebody has run the
 * command. With doubling waits up to ten minutes, for a day.
 */
export async function watch({ tenantId, requestId, at }: TimedRef, dependencies: AccessDependencies): Promise<void> {
  const request = await dependencies.store.get(tenantId, requestId);
  if (request?.status.state !== 'failed') return;
  if (await adoptStanding(request, dependencies)) return;
  await watchAgain(request, request.status.at, at, dependencies);
}

/** Azure did not answer; the next look may succeed. */
export async function giveUpWatch(
  { tenantId, requestId, at }: TimedRef,
  dependencies: AccessDependencies,
): Promise<void> {
  const request = await dependencies.store.get(tenantId, requestId);
  if (request?.status.state === 'failed') await watchAgain(request, request.status.at, at, dependencies);
}

async function watchAgain(
  request: AccessRequest,
  failedAt: string,
  at: string,
  dependencies: AccessDependencies,
): Promise<void> {
  const now = notBefore(at, dependencies).now();
  const gone = (now.getTime() - Date.parse(failedAt)) / 60_000;
  if (gone >= WATCH_MINUTES) return;
  const wait = Math.min(Math.max(gone, 1), LONGEST_BETWEEN_LOOKS_MINUTES);
  await dependencies.store.queueAgain(request, [{ kind: 'watch', at: minutesAfter(now, wait) }]);
}

/** Takes away what a failed attempt of a withdrawn request may have left behind, unless another request lives on it. */
export async function cleanUp({ tenantId, requestId }: RequestRef, dependencies: AccessDependencies): Promise<void> {
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'withdrawn' || request.writer !== 'bot') return;
  if ((await store.alike(request)).length > 0) return;
  const { instance, subject, role } = request;
  await tenant.deleteRoleAssignment(assignmentId(instance.id, subject.objectId, role.id));
}
