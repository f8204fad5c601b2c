/** PUT of a role assignment, with the errors of the Azure RBAC troubleshooting page. */
import type { PrincipalType, RoleAssignmentRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { foldScope } from '../scopes.ts';
import { logDone } from './activity-log.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, requireScope, scopeOf } from './context.ts';
import { armError, undashed } from './errors.ts';
import { roleAssignmentJson } from './role-assignments.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WRITE = 'Microsoft.Authorization/roleAssignments/write';

interface Wanted {
  scope: string;
  roleDefinitionId: string;
  principalId: string;
  principalType?: string;
  condition?: string;
  description?: string;
}

/** 201 for a new assignment, 200 when the same one got another description or condition. */
export function createRoleAssignment(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller, now } = context;
  const scope = scopeOf(state, params.scope);
  const name = params.name ?? '';
  if (!GUID.test(name)) {
    const message = `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`;
    throw armError(400, 'InvalidRoleAssignmentId', message);
  }
  requireScope(state, scope, true);
  const wanted = wantedAssignment(request, scope);
  const directoryType = typeInDirectory(state, wanted.principalId);
  requireAction(state, caller, WRITE, scope, {
    roleDefinitionId: wanted.roleDefinitionId,
    principalId: wanted.principalId,
    principalType: wanted.principalType ?? directoryType ?? '',
  });
  requireRole(state, wanted.roleDefinitionId);
  const principalType = checkedPrincipalType(state, wanted, directoryType);

  const sameName = state.roleAssignments.find((one) => one.name === name.toLowerCase());
  if (sameName !== undefined) return updated(sameName, wanted, now());
  const same = state.roleAssignments.find((one) => sameGrant(one, wanted));
  if (same !== undefined) throw alreadyExists(same);
  requireRoom(state, scope);

  const time = now().toISOString();
  const created: RoleAssignmentRecord = {
    name: name.toLowerCase(),
    scope,
    roleDefinitionId: wanted.roleDefinitionId,
    principalId: wanted.principalId,
    principalType,
    ...(wanted.condition === undefined ? {} : { condition: wanted.condition }),
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    createdOn: time,
    updatedOn: time,
    createdBy: caller.objectId,
  };
  state.roleAssignments.push(created);
  const body = roleAssignmentJson(created);
  logDone(context, { operation: WRITE, method: 'PUT', resourceId: body.id, requestBody: jsonBody(request) });
  return { status: 201, body };
}

function wantedAssignment(request: ServiceRequest, scope: string): Wanted {
  const properties = jsonBody(request)?.properties;
  if (typeof properties !== 'object' || properties === null) {
    throw armError(400, 'InvalidCreateRoleAssignmentRequest', 'The request to create role assignment is not valid.');
  }
  const text = (name: string) => {
    const value: unknown = Reflect.get(properties, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const role = text('roleDefinitionId')?.split('/').at(-1);
  const principalId = text('principalId');
  if (role === undefined || !GUID.test(role)) {
    throw armError(
      400,
      'InvalidRoleDefinitionId',
      `The role definition ID '${role ?? ''}' is not valid. The role definition ID must be a GUID.`,
    );
  }
  if (principalId === undefined || !GUID.test(principalId)) {
    throw armError(
      400,
      'InvalidPrincipalId',
      `The Principal ID '${principalId ?? ''}' is not valid. Principal ID must be a GUID.`,
    );
  }
  const principalType = text('principalType');
  const condition = text('condition');
  const description = text('description');
  return {
    scope,
    roleDefinitionId: role.toLowerCase(),
    principalId: principalId.toLowerCase(),
    ...(principalType === undefined ? {} : { principalType }),
    ...(condition === undefined ? {} : { condition }),
    ...(description === undefined ? {} : { description }),
  };
}

/** Throws ARM's 404 where there is no role definition of this GUID. */
export function requireRole(state: TenantState, role: string): void {
  if (state.roleDefinitions.some((one) => one.name === role)) return;
  const message = `The specified role definition with ID '${undashed(role)}' does not exist.`;
  throw armError(404, 'RoleDefinitionDoesNotExist', message);
}

/**
 * ARM looks the principal up only to find its type: with a principalType in the request an unknown principal is taken
 * as it is (that is the documented way around replication delay), and shows as "Identity not found" in the portal.
 */
function checkedPrincipalType(
  state: TenantState,
  wanted: Wanted,
  directoryType: PrincipalType | undefined,
): PrincipalType {
  const stated = (['User', 'Group', 'ServicePrincipal'] as const).find((type) => type === wanted.principalType);
  if (directoryType === undefined) {
    if (stated !== undefined) return stated;
    throw armError(
      400,
      'PrincipalNotFound',
      `Principal ${undashed(wanted.principalId)} does not exist in the directory ${state.tenantId}. Check that you have ` +
        'the correct principal ID. If you are creating this principal and then immediately assigning a role, this error ' +
        'might be related to a replication delay. In this case, set the role assignment principalType property to a ' +
        'value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype',
    );
  }
  if (wanted.principalType === undefined || stated === directoryType) return directoryType;
  throw armError(
    400,
    'UnmatchedPrincipalType',
    // The misspelling is the service's own.
    `The PrincipalId '${undashed(wanted.principalId)}' has type '${directoryType}' , which is different from specified ` +
      `PrinciaplType '${wanted.principalType}'.`,
  );
}

export function typeInDirectory(state: TenantState, id: string): PrincipalType | undefined {
  if (state.users.some((one) => one.id === id)) return 'User';
  if (state.groups.some((one) => one.id === id)) return 'Group';
  return state.servicePrincipals.some((one) => one.id === id) ? 'ServicePrincipal' : undefined;
}

/** A PUT to a name that is taken: only the description and the condition may differ, and a plain repeat is a conflict. */
function updated(existing: RoleAssignmentRecord, wanted: Wanted, now: Date): Answer {
  if (!sameGrant(existing, wanted)) {
    const message = 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.';
    throw armError(400, 'RoleAssignmentUpdateNotPermitted', message);
  }
  if (existing.description === wanted.description && existing.condition === wanted.condition) {
    throw alreadyExists(existing);
  }
  delete existing.description;
  delete existing.condition;
  if (wanted.description !== undefined) existing.description = wanted.description;
  if (wanted.condition !== undefined) existing.condition = wanted.condition;
  existing.updatedOn = now.toISOString();
  return { status: 200, body: roleAssignmentJson(existing) };
}

/** Azure keeps one assignment of a role for a principal at a scope. */
export function sameGrant(
  one: RoleAssignmentRecord,
  wanted: Pick<Wanted, 'scope' | 'roleDefinitionId' | 'principalId'>,
): boolean {
  return (
    one.roleDefinitionId === wanted.roleDefinitionId &&
    one.principalId.toLowerCase() === wanted.principalId &&
    foldScope(one.scope) === foldScope(wanted.scope)
  );
}

function alreadyExists(existing: RoleAssignmentRecord) {
  const message = `The role assignment already exists. The ID of the existing role assignment is ${undashed(existing.name)}.`;
  return armError(409, 'RoleAssignmentExists', message);
}

/** The limit counts the subscription's own assignments and everything below it. */
export function requireRoom(state: TenantState, scope: string): void {
  const subscription = /^\/subscriptions\/[^/]+/.exec(foldScope(scope))?.[0];
  if (subscription === undefined) return;
  const held = state.roleAssignments.filter((one) => `${foldScope(one.scope)}/`.startsWith(`${subscription}/`)).length;
  if (held < state.roleAssignmentLimit) return;
  throw armError(
    400,
    'RoleAssignmentLimitExceeded',
    'No more role assignments can be created (code: RoleAssignmentLimitExceeded).',
  );
}
