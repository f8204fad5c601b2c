/** ARM scopes: how they are written, compared and nested. */

const MANAGEMENT_GROUP = '/providers/microsoft.management/managementgroups/';

/** Where subscriptions and management groups hang; both lists may be left out. */
export interface Hierarchy {
  subscriptions?: readonly { subscriptionId: string; managementGroup?: string }[];
  managementGroups?: readonly { name: string; parent?: string }[];
}

/** One slash between segments, none at the end, lower case; '/' is the tenant root. */
export function foldScope(scope: string): string {
  const folded = scope.replace(/\/+/g, '/').replace(/\/$/, '').toLowerCase();
  return folded === '' ? '/' : folded;
}

export function isManagementGroup(scope: string): boolean {
  return foldScope(scope).startsWith(MANAGEMENT_GROUP);
}

/** The scope itself and every scope above it, folded, up to the tenant root. */
function scopeAndAbove(scope: string, hierarchy: Hierarchy): string[] {
  const start = foldScope(scope);
  if (start === '/') return ['/'];
  if (start.startsWith(MANAGEMENT_GROUP)) {
    return [...managementGroupAndAbove(start.slice(MANAGEMENT_GROUP.length), hierarchy), '/'];
  }
  const segments = start.split('/').slice(1);
  const chain = segments.map((_, index) => `/${segments.slice(0, segments.length - index).join('/')}`);
  const subscription = hierarchy.subscriptions?.find((one) => one.subscriptionId.toLowerCase() === segments[1]);
  const parent = subscription?.managementGroup;
  return [...chain, ...(parent === undefined ? [] : managementGroupAndAbove(parent.toLowerCase(), hierarchy)), '/'];
}

/** Whether `outer` is `inner` or lies above it. */
export function covers(outer: string, inner: string, hierarchy: Hierarchy): boolean {
  return scopeAndAbove(inner, hierarchy).includes(foldScope(outer));
}

function managementGroupAndAbove(name: string, hierarchy: Hierarchy): string[] {
  const above: string[] = [];
  let current: string | undefined = name;
  while (current !== undefined && !above.includes(MANAGEMENT_GROUP + current)) {
    above.push(MANAGEMENT_GROUP + current);
    const folded: string = current;
    current = hierarchy.managementGroups?.find((one) => one.name.toLowerCase() === folded)?.parent?.toLowerCase();
  }
  return above;
}
