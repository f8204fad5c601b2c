/** What time brings, and taking away what has ended. Every step may run twice: a process can die after its last line. */

import { TenantError } from '../tenant.ts';
import type { AccessRequest } from './access-request.ts';
import { isTemporary, removalFailureOf } from './assignment-failure.ts';
import { removeCommandFor } from './commands.ts';
import { notBefore, ownId, type RequestRef, type TimedRef } from './job-ref.ts';
import { type AccessDependencies, applyEvent } from './requests.ts';
import { holds, outcomeInAzure } from './standing-assignment.ts';
import { removesItself } from './transitions/ending.ts';

/**
 * A time that the request was waiting for has come: a reminder, a notice, the lapse or the end. Before a person is asked to
 * take something away, Azure is asked whether it is still there.
 */
export async function wake({ tenantId, requestId, at }: TimedRef, dependencies: AccessDependencies): Promise<void> {
  const due = notBefore(at, dependencies);
  const request = await dependencies.store.get(tenantId, requestId);
  if (request !== undefined && waitsForSomebodyElse(request, due.now())) {
    if (await endIfGone(request, due)) return;
  }
  const approvers = request?.approvers.map(({ objectId }) => objectId) ?? [];
  const timeZones = await dependencies.timeZonesOf?.(tenantId, approvers);
  await applyEvent(tenantId, requestId, { type: 'wake', ...(timeZones && { timeZones }) }, due);
}

/** What the bot does not take away itself and whose time has come. */
function waitsForSomebodyElse(request: AccessRequest, now: Date): boolean {
  const { status } = request;
  if (status.state !== 'granted' || removesItself(request, status)) return false;
  const due = status.ending?.nextTryAt ?? status.expiresAt;
  return due !== null && now.getTime() >= Date.parse(due);
}

/** Ends a granted request whose assignment Azure no longer lists, or lists changed. */
async function endIfGone(request: AccessRequest, dependencies: AccessDependencies): Promise<boolean> {
  const { tenantId, id, instance, status } = request;
  if (status.state !== 'granted') return false;
  const found = outcomeInAzure(request, status, await dependencies.tenant.roleAssignmentsAt(instance.id));
  return endAs(found, { tenantId, requestId: id }, dependencies);
}

/** Writes what was found in Azure; false where the assignment stands as it was granted. */
export async function endAs(
  found: ReturnType<typeof outcomeInAzure>,
  { tenantId, requestId }: RequestRef,
  dependencies: AccessDependencies,
): Promise<boolean> {
  if (found.is === 'there') return false;
  const event =
    found.is === 'gone' ? { type: 'already-gone' as const } : { type: 'changed-outside' as const, what: found.what };
  await applyEvent(tenantId, requestId, event, dependencies);
  return true;
}

/**
 * Takes away exactly the assignment this bot made. Only ever asked for once the access is to end. Where the bot may not, it
 * looks whether somebody has. What Azure forbids is told to a person; the request wakes again and again until it is gone.
 */
export async function revoke({ tenantId, requestId }: RequestRef, dependencies: AccessDependencies): Promise<void> {
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'granted' || request.status.ending === undefined) return;
  const { assignment } = request.status;
  if (!removesItself(request, request.status)) {
    await endIfGone(request, dependencies);
    return;
  }
  // Where another request has come to live on the same assignment, this one ends and leaves it there.
  const others = await store.alike(request);
  if (others.some((other) => holds(other, assignment.id) && !isEnding(other))) {
    await applyEvent(tenantId, requestId, { type: 'revoked' }, dependencies);
    return;
  }
  try {
    await tenant.deleteRoleAssignment(assignment.id);
  } catch (error) {
    if (!(error instanceof TenantError) || isTemporary(error)) throw error;
    const failure = removalFailureOf(error, request, await ownId(dependencies));
    await applyEvent(tenantId, requestId, { type: 'removal-failed', failure }, dependencies);
    return;
  }
  const writtenBy = await ownId(dependencies);
  await applyEvent(tenantId, requestId, { type: 'revoked', ...(writtenBy && { writtenBy }) }, dependencies);
}

function isEnding({ status }: AccessRequest): boolean {
  return status.state === 'granted' && status.ending !== undefined;
}

/** The removal's attempts are used up; the next wake tries again, and a person is told meanwhile. */
export async function giveUpRevoke(
  { tenantId, requestId }: RequestRef,
  error: string,
  dependencies: AccessDependencies,
): Promise<void> {
  const request = await dependencies.store.get(tenantId, requestId);
  if (request?.status.state !== 'granted' || !removesItself(request, request.status)) return;
  const failure = {
    code: 'gave-up',
    message: `Azure did not take the role away, tried for half an hour: ${error}`,
    command: removeCommandFor(request),
  };
  await applyEvent(tenantId, requestId, { type: 'removal-failed', failure }, dependencies);
}
