/** Finds what a name in a tenant file means, and keeps a list of the names that mean nothing or too much. */

import type { PrincipalType, RoleDefinitionRecord, TenantState } from './records.ts';
import { foldScope } from './scopes.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Fault {
  path: string;
  message: string;
}

/** The id that something of this kind and name has when the file gives none. */
export type IdOf = (kind: string, name: string) => string;

export interface Principal {
  id: string;
  type: PrincipalType;
}

export interface References {
  readonly faults: Fault[];
  /**
   * A user, group, app or managed identity, by name, user principal name, app id or object id; 'former NAME' for a
   * deleted one of that name, 'application NAME' for an app registration.
   */
  principal(name: string, path: string, unknownType?: PrincipalType): Principal;
  /** Object id of a service principal, by display name or app id. */
  servicePrincipal(name: string, path: string): string;
  user(name: string, path: string): string;
  /** GUID of a role, by name or GUID. */
  role(name: string, path: string): string;
  /** A scope by the name of an instance or another resource, a resource group, subscription or management group, its last name or the last few, or in full. */
  scope(name: string, path: string): string;
  subscription(name: string | undefined, path: string): string;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

export function createReferences(state: TenantState, idOf: IdOf): References {
  const faults: Fault[] = [];

  function one<T>(found: T[], name: string, what: string, path: string, otherwise: T): T {
    const [first] = found;
    if (first !== undefined && found.length === 1) return first;
    faults.push({ path, message: `${found.length === 0 ? `no ${what}` : `more than one ${what}`} called '${name}'` });
    return otherwise;
  }

  const users = (name: string) =>
    state.users.filter((user) => [user.id, user.userPrincipalName, user.displayName].some((text) => same(text, name)));
  const groups = (name: string) =>
    state.groups.filter((group) => [group.id, group.displayName].some((text) => same(text, name)));
  const servicePrincipals = (name: string) =>
    state.servicePrincipals.filter((sp) => [sp.id, sp.appId, sp.displayName].some((text) => same(text, name)));
  const nobody = { id: NOBODY };

  const principals = (name: string): Principal[] => [
    ...users(name).map(({ id }) => ({ id, type: 'User' as const })),
    ...groups(name).map(({ id }) => ({ id, type: 'Group' as const })),
    ...servicePrincipals(name).map(({ id }) => ({ id, type: 'ServicePrincipal' as const })),
  ];

  return {
    faults,
    principal(name, path, unknownType = 'ServicePrincipal') {
      const found = principals(name);
      if (found.length === 0 && GUID.test(name)) return { id: name, type: unknownType };
      const [, special, rest = ''] = found.length > 0 ? [] : (/^(former|application) (.+)$/.exec(name) ?? []);
      if (special === 'former') return { id: idOf('former', rest), type: principals(rest)[0]?.type ?? unknownType };
      if (special === 'application') {
        const apps = state.applications.filter((app) => same(app.displayName, rest));
        return { id: one<{ id: string }>(apps, rest, 'app', path, nobody).id, type: 'ServicePrincipal' };
      }
      return one(found, name, 'user, group, app or managed identity', path, { id: NOBODY, type: 'User' });
    },
    servicePrincipal: (name, path) =>
      one<{ id: string }>(servicePrincipals(name), name, 'service principal', path, nobody).id,
    user: (name, path) => one<{ id: string }>(users(name), name, 'user', path, nobody).id,
    role(name, path) {
      const found = state.roleDefinitions.filter((role) => same(role.name, name) || same(role.roleName, name));
      return one<Pick<RoleDefinitionRecord, 'name'>>(found, name, 'role', path, { name: NOBODY }).name;
    },
    scope(name, path) {
      if (name.startsWith('/')) return canonicalScope(state, name);
      return one(
        scopesCalled(state, name),
        name,
        'instance, resource group, subscription or management group',
        path,
        '/',
      );
    },
    subscription(name, path) {
      const found = state.subscriptions.filter(
        (sub) => name === undefined || same(sub.subscriptionId, name) || same(sub.displayName, name),
      );
      const nameless = 'the only one (name it: there are several)';
      return one<{ subscriptionId: string }>(found, name ?? nameless, 'subscription', path, { subscriptionId: NOBODY })
        .subscriptionId;
    },
  };
}

/** Every scope of the tenant with its name: management groups, subscriptions, resource groups, instances, other resources. */
function knownScopes(state: TenantState): { id: string; name: string }[] {
  return [
    ...state.managementGroups.map(({ name }) => ({
      id: `/providers/Microsoft.Management/managementGroups/${name}`,
      name,
    })),
    ...state.subscriptions.map((sub) => ({ id: `/subscriptions/${sub.subscriptionId}`, name: sub.displayName })),
    ...state.resourceGroups.map((group) => ({
      id: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
      name: group.name,
    })),
    ...[...state.instances, ...state.resources].map(({ id, name }) => ({ id, name })),
  ];
}

/** The scope with the tenant's own spelling, when it is one that the tenant has. */
export function canonicalScope(state: TenantState, scope: string): string {
  const folded = foldScope(scope);
  if (folded === '/') return '/';
  const known = knownScopes(state).find((one) => foldScope(one.id) === folded);
  return known?.id ?? scope.replace(/\/+/g, '/').replace(/\/$/, '');
}

/** 'plant-a', or 'twins-test/plant-a' and 'contoso-lab/twins-test' where the last name alone is not clear. */
function scopesCalled(state: TenantState, name: string): string[] {
  const [last = '', ...above] = name.split('/').reverse();
  const known = knownScopes(state);
  const isCalled = (scope: { id: string; name: string }, wanted: string) =>
    same(scope.name, wanted) || same(scope.id.slice(scope.id.lastIndexOf('/') + 1), wanted);
  const isBelow = (scope: { id: string }, wanted: string) =>
    known.some((outer) => isCalled(outer, wanted) && foldScope(scope.id).startsWith(`${foldScope(outer.id)}/`));
  return known
    .filter((scope) => isCalled(scope, last) && above.every((wanted) => isBelow(scope, wanted)))
    .map((scope) => scope.id);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
