/** GET /subscriptions: those in which the caller holds any control-plane role, at, above or below. */
import { principalAndGroups } from '../access.ts';
import type { SubscriptionRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { covers } from '../scopes.ts';
import { type ArmContext, requireScope } from './context.ts';
import { armError } from './errors.ts';
import { page } from './paging.ts';

export function listSubscriptions(request: ServiceRequest, _: Params, { state, caller }: ArmContext): Answer {
  const seen = state.subscriptions.filter((subscription) => holdsRoleIn(state, caller.objectId, subscription));
  return page(
    request,
    seen.map((subscription) => subscriptionJson(state, subscription)),
    state.pageSize,
  );
}

export function getSubscription(_: ServiceRequest, params: Params, { state, caller }: ArmContext): Answer {
  const id = (params.subscription ?? '').toLowerCase();
  requireScope(state, `/subscriptions/${id}`, false);
  const found = state.subscriptions.find((subscription) => subscription.subscriptionId === id);
  if (found === undefined || !holdsRoleIn(state, caller.objectId, found)) {
    const client = `The client '${caller.userPrincipalName ?? caller.appId}' with object id '${caller.objectId}'`;
    throw armError(
      403,
      'AuthorizationFailed',
      `${client} does not have authorization to perform action 'Microsoft.Resources/subscriptions/read' over scope ` +
        `'/subscriptions/${id}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    );
  }
  return { status: 200, body: subscriptionJson(state, found) };
}

export function holdsRoleIn(state: TenantState, principalId: string, subscription: SubscriptionRecord): boolean {
  const identities = principalAndGroups(state.groups, principalId);
  const scope = `/subscriptions/${subscription.subscriptionId}`;
  return state.roleAssignments.some((one) => {
    if (!identities.has(one.principalId.toLowerCase())) return false;
    if (!covers(one.scope, scope, state) && !covers(scope, one.scope, state)) return false;
    const role = state.roleDefinitions.find((definition) => definition.name === one.roleDefinitionId);
    return role?.permissions.some((permission) => permission.actions.length > 0) ?? false;
  });
}

function subscriptionJson(state: TenantState, subscription: SubscriptionRecord) {
  return {
    id: `/subscriptions/${subscription.subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.subscriptionId,
    tenantId: state.tenantId,
    displayName: subscription.displayName,
    state: subscription.state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}
