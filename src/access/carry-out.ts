/** Finding the approvers, and looking whether the access works. Every step may run twice: a process can die after its last line. */

import { evaluateAccess } from '../rbac/evaluate.ts';
import type { RoleAssignmentWrite } from '../rbac/model.ts';
import { tokenIds } from '../rbac/token-ids.ts';
import { TenantError } from '../tenant.ts';
import type { FoundApprover } from './access-request.ts';
import { isTemporary } from './assignment-failure.ts';
import { notBefore, type RequestRef, type TimedRef } from './job-ref.ts';
import { type AccessDependencies, applyEvent } from './requests.ts';
import { expectedActions } from './roles.ts';
import { withTimeZones } from './time-zones.ts';

export type { RequestRef, TimedRef } from './job-ref.ts';

/** Who can make this assignment, by name. Rejects with TenantError where Azure gives no answer. */
export type FindApprovers = (scope: string, write: RoleAssignmentWrite) => Promise<readonly FoundApprover[]>;

export async function findApprovers(
  { tenantId, requestId }: RequestRef,
  find: FindApprovers,
  dependencies: AccessDependencies,
): Promise<void> {
  const request = await dependencies.store.get(tenantId, requestId);
  if (request?.status.state !== 'pending' || request.status.approversFound) return;
  const { instance, role, subject } = request;
  const write = { roleId: role.id, principalId: subject.objectId, principalType: subject.type };
  try {
    const found = await find(instance.id, write);
    const zones = await dependencies.timeZonesOf?.(
      tenantId,
      found.map(({ objectId }) => objectId),
    );
    const approvers = zones === undefined ? found : withTimeZones(found, zones);
    await applyEvent(tenantId, requestId, { type: 'approvers-found', approvers }, dependencies);
  } catch (error) {
    if (!(error instanceof TenantError) || isTemporary(error)) throw error;
    await giveUpFindApprovers({ tenantId, requestId }, dependencies);
  }
}

/** Nobody is known by name. The request still goes to the approvals channel, and the requester gets the command. */
export async function giveUpFindApprovers(
  { tenantId, requestId }: RequestRef,
  dependencies: AccessDependencies,
): Promise<void> {
  await applyEvent(tenantId, requestId, { type: 'approvers-found', approvers: [] }, dependencies);
}

/** Looks whether Azure's rules now let the subject do what the role is for. */
export async function verify({ tenantId, requestId, at }: TimedRef, dependencies: AccessDependencies): Promise<void> {
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'granted' || request.status.access !== 'checking') return;
  const { instance, subject, role } = request;
  const [assignments, definitions, denies] = await Promise.all([
    tenant.roleAssignmentsOf(subject.objectId, instance.id),
    tenant.roleDefinitions(instance.id, { having: [role.id] }),
    tenant.denyAssignmentsAt(instance.id),
  ]);
  const groups = denies.length === 0 ? [] : await tenant.groupsOf({ objectId: subject.objectId, type: subject.type });
  const principalIds = tokenIds(subject.objectId, assignments, groups);
  const effective = expectedActions(role.id).every(
    (action) =>
      evaluateAccess({ action, plane: 'data', scope: instance.id, principalIds }, { assignments, definitions, denies })
        .access === 'allow',
  );
  await applyEvent(tenantId, requestId, { type: 'access-checked', effective }, notBefore(at, dependencies));
}

/** Azure did not say whether it works, which for the requester comes to the same as not yet. */
export async function giveUpVerify(
  { tenantId, requestId, at }: TimedRef,
  dependencies: AccessDependencies,
): Promise<void> {
  const event = { type: 'access-checked', effective: false } as const;
  await applyEvent(tenantId, requestId, event, notBefore(at, dependencies));
}
