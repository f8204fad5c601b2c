/** GET …/permissions: what the caller himself may do at a scope. Conditions and deny assignments do not show. */
import { principalAndGroups } from '../access.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { covers } from '../scopes.ts';
import { type ArmContext, requireScope, scopeOf } from './context.ts';
import { page } from './paging.ts';

export function listPermissions(request: ServiceRequest, params: Params, { state, caller }: ArmContext): Answer {
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  const identities = principalAndGroups(state.groups, caller.objectId);
  const permissions = state.roleAssignments
    .filter((one) => identities.has(one.principalId.toLowerCase()) && covers(one.scope, scope, state))
    .flatMap((one) => state.roleDefinitions.find((role) => role.name === one.roleDefinitionId)?.permissions ?? []);
  return page(request, permissions, state.pageSize);
}
