import type { RoleAssignment as ArmRoleAssignment, AuthorizationManagementClient } from '@azure/arm-authorization';
import type { PrincipalType, RoleAssignment } from '../rbac/model.ts';
import { type CallOptions, type CreatedRoleAssignment, type NewRoleAssignment, TenantError } from '../tenant.ts';
import { operationOptions } from './arm-client.ts';
import { asTenantCall } from './errors.ts';
import { assertAssignmentId, assertGuid, assertScope, subscriptionOf, trailingGuid } from './ids.ts';

const listCall = {
  call: 'ARM: list role assignments',
  permission: 'Microsoft.Authorization/roleAssignments/read',
};
const createCall = {
  call: 'ARM: create role assignment',
  permission: 'Microsoft.Authorization/roleAssignments/write',
};
const deleteCall = {
  call: 'ARM: delete role assignment',
  permission: 'Microsoft.Authorization/roleAssignments/delete',
};

/**
 * Assignments at or above `scope`; with `principalId`, those that reach it directly or through nested groups
 * (`assignedTo` expands them; it works for users and service principals, not for groups).
 */
export function listRoleAssignments(
  client: AuthorizationManagementClient,
  scope: string,
  principalId: string | undefined,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  return list(client, scope, options, () =>
    principalId === undefined ? 'atScope()' : `atScope() and assignedTo('${assertGuid(principalId, listCall.call)}')`,
  );
}

/** Assignments at, above and below `scope` that reach the principal: here and wherever else it holds a role. */
export function listReachingAssignments(
  client: AuthorizationManagementClient,
  scope: string,
  principalId: string,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  return list(client, scope, options, () => `assignedTo('${assertGuid(principalId, listCall.call)}')`);
}

/** Those that name the principal itself: all that ARM finds for a group, whose own groups it does not expand. */
export function listDirectAssignments(
  client: AuthorizationManagementClient,
  scope: string,
  principalId: string,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  return list(client, scope, options, () => `principalId eq '${assertGuid(principalId, listCall.call)}'`);
}

function list(
  client: AuthorizationManagementClient,
  scope: string,
  options: CallOptions,
  filter: () => string,
): Promise<RoleAssignment[]> {
  return asTenantCall(listCall, async () => {
    const path = assertScope(scope, listCall.call);
    const assignments: RoleAssignment[] = [];
    const found = client.roleAssignments.listForScope(path, { ...operationOptions(options), filter: filter() });
    for await (const item of found) assignments.push(readAssignment(item));
    return assignments;
  });
}

/**
 * Creates the assignment under the given name. Azure keeps one assignment per scope, principal and role whatever its
 * name: where it exists already the answer is a conflict, and the existing one is adopted.
 */
export async function createRoleAssignment(
  client: AuthorizationManagementClient,
  name: string,
  request: NewRoleAssignment,
  options: CallOptions,
): Promise<CreatedRoleAssignment> {
  const { scope } = request;
  const path = assertScope(scope, createCall.call);
  const principalId = assertGuid(request.principalId, createCall.call);
  const roleId = assertGuid(request.roleId, createCall.call);
  try {
    const created = await client.roleAssignments.create(
      path,
      assertGuid(name, createCall.call),
      {
        roleDefinitionId: `${subscriptionOf(scope)}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
        principalId,
        principalType: request.principalType,
        description: request.description.slice(0, 1_024),
      },
      operationOptions(options),
    );
    if (!created.id)
      throw new TenantError(`${createCall.call}: Azure's answer names no assignment.`, {
        code: 'bad-answer',
        call: createCall.call,
      });
    return { id: created.id, outcome: 'created' };
  } catch (error) {
    if (!isRecord(error) || error.code !== 'RoleAssignmentExists')
      return asTenantCall(createCall, () => Promise.reject(error));
    return { id: await findExisting(client, { scope, principalId, roleId }, options), outcome: 'adopted' };
  }
}

/** Deletes by full id. An assignment that is no longer there is what was wanted. */
export function deleteRoleAssignment(
  client: AuthorizationManagementClient,
  id: string,
  options: CallOptions,
): Promise<void> {
  return asTenantCall(deleteCall, async () => {
    try {
      await client.roleAssignments.deleteById(assertAssignmentId(id, deleteCall.call), operationOptions(options));
    } catch (error) {
      if (!isRecord(error) || error.statusCode !== 404) throw error;
    }
  });
}

/** The conflict's text names the existing assignment only in newer versions of ARM, so it is looked up instead. */
async function findExisting(
  client: AuthorizationManagementClient,
  wanted: { scope: string; principalId: string; roleId: string },
  options: CallOptions,
): Promise<string> {
  const assignments = await listRoleAssignments(client, wanted.scope, undefined, options);
  const existing = assignments.find(
    (assignment) =>
      assignment.principalId === wanted.principalId &&
      assignment.roleId === wanted.roleId &&
      assignment.scope.toLowerCase() === wanted.scope.toLowerCase(),
  );
  if (existing === undefined) {
    throw new TenantError(`${createCall.call}: Azure says the assignment exists, and does not list it.`, {
      code: 'conflict',
      call: createCall.call,
      azureCode: 'RoleAssignmentExists',
    });
  }
  return existing.id;
}

function readAssignment(item: ArmRoleAssignment): RoleAssignment {
  return {
    id: item.id ?? '',
    scope: item.scope ?? '',
    roleId: trailingGuid(item.roleDefinitionId ?? ''),
    principalId: (item.principalId ?? '').toLowerCase(),
    principalType: (item.principalType ?? 'User') as PrincipalType,
    ...(item.condition && { condition: item.condition }),
    ...(item.createdOn && { createdOn: item.createdOn.toISOString() }),
    ...(item.updatedOn && { updatedOn: item.updatedOn.toISOString() }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
