/**
 * The simulated services' own access decision: Azure RBAC's documented steps ("How Azure RBAC determines if a user has
 * access to a resource"), written as plainly as possible and apart from the bot's evaluation, so that the two can be
 * tested against each other.
 *
 * Conditions: on the data plane an assignment with a condition does not grant, since Digital Twins evaluates none that
 * this simulation knows. On the control plane the delegation condition on role assignments is evaluated; one that
 * cannot be read does not grant.
 */
import { delegationAllows, type RoleAssignmentAttributes } from './delegation-condition.ts';
import type { RolePermission } from './records.ts';
import { covers, foldScope, type Hierarchy } from './scopes.ts';

const EVERYONE = '00000000-0000-0000-0000-000000000000';

export interface AccessTenant extends Hierarchy {
  roleAssignments: readonly { scope: string; roleDefinitionId: string; principalId: string; condition?: string }[];
  /** `name` is the GUID that an assignment's `roleDefinitionId` ends with. */
  roleDefinitions: readonly { name: string; permissions: readonly RolePermission[] }[];
  denyAssignments: readonly Deny[];
  groups: readonly { id: string; members: readonly string[] }[];
}

interface Deny {
  name: string;
  denyAssignmentName: string;
  scope: string;
  permissions: readonly RolePermission[];
  principals: readonly string[];
  excludePrincipals: readonly string[];
  doNotApplyToChildScopes: boolean;
}

export type Plane = 'data' | 'control';

export type Decision =
  | { outcome: 'allowed' }
  | { outcome: 'no-role' }
  | { outcome: 'condition-not-fulfilled' }
  | { outcome: 'denied'; by: Deny };

/** Whether the principal, or a group it is in, may do `action` at `scope`. A deny assignment wins over every role. */
export function allows(
  tenant: AccessTenant,
  principalObjectId: string,
  action: string,
  plane: Plane,
  scope: string,
  attributes?: RoleAssignmentAttributes,
): boolean {
  return decideAccess(tenant, principalObjectId, action, plane, scope, attributes).outcome === 'allowed';
}

/** As `allows`, with the reason. `attributes` describe the role assignment being written or deleted. */
export function decideAccess(
  tenant: AccessTenant,
  principalObjectId: string,
  action: string,
  plane: Plane,
  scope: string,
  attributes?: RoleAssignmentAttributes,
): Decision {
  const identities = principalAndGroups(tenant.groups, principalObjectId);

  const deny = tenant.denyAssignments.find((one) => denyApplies(one, identities, action, plane, scope, tenant));
  if (deny !== undefined) return { outcome: 'denied', by: deny };

  let conditionMissed = false;
  for (const assignment of tenant.roleAssignments) {
    if (!identities.has(assignment.principalId.toLowerCase())) continue;
    if (!covers(assignment.scope, scope, tenant)) continue;
    const role = tenant.roleDefinitions.find((one) => sameGuid(one.name, assignment.roleDefinitionId));
    if (!role?.permissions.some((permission) => permits(permission, action, plane))) continue;
    if (!assignment.condition) return { outcome: 'allowed' };
    if (plane === 'control' && delegationAllows(assignment.condition, action, attributes))
      return { outcome: 'allowed' };
    conditionMissed = true;
  }
  return { outcome: conditionMissed ? 'condition-not-fulfilled' : 'no-role' };
}

/** Object ids the principal acts with: its own and those of its groups, direct or nested. Lower case. */
export function principalAndGroups(
  groups: readonly { id: string; members: readonly string[] }[],
  principalObjectId: string,
): Set<string> {
  const found = new Set([principalObjectId.toLowerCase()]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const group of groups) {
      if (group.members.some((member) => found.has(member.toLowerCase()))) found.add(group.id.toLowerCase());
    }
  }
  return found;
}

/** Whether one permission block includes the action: its actions minus its notActions, of the plane asked about. */
function permits(permission: RolePermission, action: string, plane: Plane): boolean {
  const included = plane === 'data' ? permission.dataActions : permission.actions;
  const excluded = plane === 'data' ? permission.notDataActions : permission.notActions;
  return included.some((one) => matches(one, action)) && !excluded.some((one) => matches(one, action));
}

function denyApplies(
  deny: Deny,
  identities: ReadonlySet<string>,
  action: string,
  plane: Plane,
  scope: string,
  hierarchy: Hierarchy,
): boolean {
  const reaches = deny.doNotApplyToChildScopes
    ? foldScope(deny.scope) === foldScope(scope)
    : covers(deny.scope, scope, hierarchy);
  const named = (ids: readonly string[]) => ids.some((id) => identities.has(id.toLowerCase()));
  const meant = deny.principals.includes(EVERYONE) || named(deny.principals);
  const blocks = deny.permissions.some((permission) => permits(permission, action, plane));
  return reaches && meant && !named(deny.excludePrincipals) && blocks;
}

/** '*' stands for any text, slashes included; case does not count. */
function matches(pattern: string, action: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'i').test(action);
}

function sameGuid(one: string, other: string): boolean {
  return lastSegment(one) === lastSegment(other);
}

function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}
