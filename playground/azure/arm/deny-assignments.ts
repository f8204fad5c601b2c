/** Deny assignments: list and get. Nobody can write them directly, in Azure neither. */
import type { DenyAssignmentRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, recordId, requireScope, scopeOf } from './context.ts';
import { armError } from './errors.ts';
import { inReach, readScopeFilter } from './filters.ts';
import { page } from './paging.ts';

const READ = 'Microsoft.Authorization/denyAssignments/read';
const EVERYONE = '00000000-0000-0000-0000-000000000000';

/** `assignedTo` finds those that name the principal or one of its groups, not those that name everyone. */
export function listDenyAssignments(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  requireAction(state, caller, READ, scope);
  const text = request.query.get('$filter');
  const byName = /^denyAssignmentName eq '([^']*)'$/i.exec(text ?? '')?.[1];
  const filter = readScopeFilter(byName === undefined ? text : null, state, caller.objectId);
  const found = state.denyAssignments.filter(
    (one) =>
      inReach(filter, one.scope, scope, state) &&
      (byName === undefined || one.denyAssignmentName === byName) &&
      (filter.principals === undefined || one.principals.some((id) => filter.principals?.has(id))),
  );
  return page(
    request,
    found.map((one) => denyAssignmentJson(one, state)),
    state.pageSize,
  );
}

export function getDenyAssignment(_: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  requireAction(state, caller, READ, scopeOf(state, params.scope));
  const found = state.denyAssignments.find((one) => one.name === params.name?.toLowerCase());
  if (found === undefined) {
    throw armError(404, 'DenyAssignmentNotFound', `The deny assignment '${params.name}' is not found.`);
  }
  return { status: 200, body: denyAssignmentJson(found, state) };
}

function denyAssignmentJson(one: DenyAssignmentRecord, state: TenantState) {
  const principal = (id: string) => ({ id, type: principalType(id, state) });
  return {
    properties: {
      denyAssignmentName: one.denyAssignmentName,
      description: null,
      permissions: one.permissions.map((permission) => ({ ...permission, condition: null, conditionVersion: null })),
      scope: one.scope,
      doNotApplyToChildScopes: one.doNotApplyToChildScopes,
      principals: one.principals.map(principal),
      excludePrincipals: one.excludePrincipals.map(principal),
      isSystemProtected: one.isSystemProtected,
    },
    id: recordId(one.scope, 'denyAssignments', one.name),
    type: 'Microsoft.Authorization/denyAssignments',
    name: one.name,
  };
}

function principalType(id: string, state: TenantState): string {
  if (id === EVERYONE) return 'SystemDefined';
  if (state.users.some((user) => user.id === id)) return 'User';
  return state.groups.some((group) => group.id === id) ? 'Group' : 'ServicePrincipal';
}
