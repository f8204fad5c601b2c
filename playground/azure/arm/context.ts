/** What every ARM operation gets besides the request. */
import type { Caller } from '../entra/tokens.ts';
import type { TenantState } from '../records.ts';
import { canonicalScope } from '../references.ts';
import { foldScope } from '../scopes.ts';
import { armError } from './errors.ts';

export interface ArmContext {
  state: TenantState;
  caller: Caller;
  now: () => Date;
}

/** The scope part of a path in the tenant's own spelling; '' is the tenant root. */
export function scopeOf(state: TenantState, text: string | undefined): string {
  return canonicalScope(state, text === undefined || text === '' ? '/' : text);
}

/** The id of a record under a scope: '/' + scope + '/providers/Microsoft.Authorization/{kind}/{name}'. */
export function recordId(scope: string, kind: string, name: string): string {
  return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/${kind}/${name}`;
}

/** As Azure writes it: under the subscription of the scope, or at the tenant for wider scopes. */
export function roleDefinitionId(scope: string, name: string): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
}

/** Throws ARM's 404 when the subscription, the resource group or the resource of a scope does not exist. */
export function requireScope(state: TenantState, scope: string, deep: boolean): void {
  const match = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(?:\/providers\/([^/]+\/[^/]+\/[^/]+))?)?$/i.exec(
    scope,
  );
  if (match === null) return;
  const [, subscriptionId = '', group, resource] = match;
  if (!state.subscriptions.some((sub) => sub.subscriptionId === subscriptionId.toLowerCase())) {
    throw armError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  }
  if (group === undefined) return;
  const groups = state.resourceGroups.filter((one) => one.subscriptionId === subscriptionId.toLowerCase());
  if (!groups.some((one) => one.name.toLowerCase() === group.toLowerCase())) {
    throw armError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  if (!deep || resource === undefined) return;
  if (![...state.instances, ...state.resources].some(({ id }) => foldScope(id) === foldScope(scope))) {
    throw resourceNotFound(resource, group);
  }
}

export function resourceNotFound(resource: string, group: string) {
  const message =
    `The Resource '${resource}' under resource group '${group}' was not found. For more details please go to ` +
    'https://aka.ms/ARMResourceNotFoundFix';
  return armError(404, 'ResourceNotFound', message);
}
