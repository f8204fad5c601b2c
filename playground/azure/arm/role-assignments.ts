/** Role assignments: list, get and delete. */
import { decideAccess } from '../access.ts';
import type { RoleAssignmentRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { foldScope } from '../scopes.ts';
import { logDone } from './activity-log.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, recordId, requireScope, roleDefinitionId, scopeOf } from './context.ts';
import { armError } from './errors.ts';
import { inReach, readScopeFilter } from './filters.ts';
import { page } from './paging.ts';

const READ = 'Microsoft.Authorization/roleAssignments/read';
const DELETE = 'Microsoft.Authorization/roleAssignments/delete';

export function listRoleAssignments(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  requireAction(state, caller, READ, scope);
  const filter = readScopeFilter(request.query.get('$filter'), state, caller.objectId);
  const found = state.roleAssignments.filter(
    (one) =>
      inReach(filter, one.scope, scope, state) &&
      (filter.principals === undefined || filter.principals.has(one.principalId.toLowerCase())),
  );
  return page(request, found.map(roleAssignmentJson), state.pageSize);
}

export function getRoleAssignment(_: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const scope = scopeOf(state, params.scope);
  requireAction(state, caller, READ, scope);
  const found = findRoleAssignment(context, scope, params.name);
  if (found === undefined) {
    throw armError(404, 'RoleAssignmentNotFound', `The role assignment '${params.name}' is not found.`);
  }
  return { status: 200, body: roleAssignmentJson(found) };
}

/** 200 with the deleted assignment, 204 when there was none. */
export function deleteRoleAssignment(_: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  const found = findRoleAssignment(context, scope, params.name);
  // With nothing there, a condition on what may be deleted has nothing to judge.
  const decision = decideAccess(state, caller.objectId, DELETE, 'control', scope, found);
  if (found === undefined && decision.outcome === 'condition-not-fulfilled') return { status: 204 };
  requireAction(state, caller, DELETE, scope, found);
  if (found === undefined) return { status: 204 };
  state.roleAssignments.splice(state.roleAssignments.indexOf(found), 1);
  const body = roleAssignmentJson(found);
  logDone(context, { operation: DELETE, method: 'DELETE', resourceId: body.id, responseBody: body });
  return { status: 200, body };
}

function findRoleAssignment(
  { state }: ArmContext,
  scope: string,
  name: string | undefined,
): RoleAssignmentRecord | undefined {
  return state.roleAssignments.find(
    (one) => one.name === name?.toLowerCase() && foldScope(one.scope) === foldScope(scope),
  );
}

export function roleAssignmentJson(one: RoleAssignmentRecord) {
  return {
    properties: {
      roleDefinitionId: roleDefinitionId(one.scope, one.roleDefinitionId),
      principalId: one.principalId,
      principalType: one.principalType,
      scope: one.scope,
      condition: one.condition ?? null,
      conditionVersion: one.condition === undefined ? null : '2.0',
      createdOn: one.createdOn,
      updatedOn: one.updatedOn,
      createdBy: one.createdBy,
      updatedBy: one.createdBy,
      delegatedManagedIdentityResourceId: null,
      description: one.description ?? null,
    },
    id: recordId(one.scope, 'roleAssignments', one.name),
    type: 'Microsoft.Authorization/roleAssignments',
    name: one.name,
  };
}
