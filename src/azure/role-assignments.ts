import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { PrincipalType, RoleAssignment } from '../rbac/model.ts';
import { type CallOptions, type CreatedRoleAssignment, type NewRoleAssignment, TenantError } from '../tenant.ts';
import { listFromArm, operationOptions, unreadable } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { asTenantCall } from './errors.ts';
import { assertAssignmentId, assertGuid, assertScope, roleDefinitionId, trailingGuid } from './ids.ts';
import { isRecord } from './is-record.ts';

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
export async function listRoleAssignments(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  scope: string,
  principalId: string | undefined,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  const reaching = principalId === undefined ? '' : ` and assignedTo('${assertGuid(principalId, listCall.call)}')`;
  return list(client, cloud, scope, options, `atScope()${reaching}`);
}

/** Assignments at, above and below `scope` that reach the principal: here and wherever else it holds a role. */
export async function listReachingAssignments(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  scope: string,
  principalId: string,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  return list(client, cloud, scope, options, `assignedTo('${assertGuid(principalId, listCall.call)}')`);
}

/** Those that name the principal itself: all that ARM finds for a group, whose own groups it does not expand. */
export async function listDirectAssignments(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  scope: string,
  principalId: string,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  return list(client, cloud, scope, options, `principalId eq '${assertGuid(principalId, listCall.call)}'`);
}

/** A subscription holds up to 4,000, so they are read without the typed client. */
async function list(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  scope: string,
  options: CallOptions,
  filter: string,
): Promise<RoleAssignment[]> {
  const at = `/${assertScope(scope, listCall.call)}/providers/Microsoft.Authorization/roleAssignments`;
  const path = `${at}?api-version=2022-04-01&$filter=${encodeURIComponent(filter)}`;
  return (await listFromArm(client, cloud, path, listCall, options)).map(readAssignment);
}

/**
 * Creates the assignment under the given name. Azure keeps one assignment per scope, principal and role whatever its
 * name: where it exists already the answer is a conflict, and the existing one is adopted.
 */
export async function createRoleAssignment(
  client: AuthorizationManagementClient,
  cloud: Cloud,
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
        roleDefinitionId: roleDefinitionId(scope, roleId),
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
    return { id: await findExisting(client, cloud, { scope, principalId, roleId }, options), outcome: 'adopted' };
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
export async function findExisting(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  wanted: { scope: string; principalId: string; roleId: string },
  options: CallOptions,
): Promise<string> {
  const assignments = await listRoleAssignments(client, cloud, wanted.scope, undefined, options);
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

function readAssignment(item: unknown): RoleAssignment {
  if (!isRecord(item) || !isRecord(item.properties)) throw unreadable(listCall);
  const { scope, principalId, principalType, condition, createdOn, updatedOn } = item.properties;
  return {
    id: text(item.id),
    scope: text(scope),
    roleId: trailingGuid(text(item.properties.roleDefinitionId)),
    principalId: text(principalId).toLowerCase(),
    principalType: (text(principalType) || 'User') as PrincipalType,
    ...(text(condition) !== '' && { condition: text(condition) }),
    ...(text(createdOn) !== '' && { createdOn: text(createdOn) }),
    ...(text(updatedOn) !== '' && { updatedOn: text(updatedOn) }),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
