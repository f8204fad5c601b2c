const MANAGEMENT_GROUP = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/;

/** A resource id in the form that is compared: lower case, without trailing slash; the tenant root '/' becomes ''. */
function normal(scope: string): string {
  const lower = scope.toLowerCase();
  return lower.endsWith('/') ? lower.slice(0, -1) : lower;
}

/** Whether two resource ids name the same scope, whatever their case and trailing slash. */
export function sameScope(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/**
 * Whether what is assigned at `scope` reaches `target`: scopes inherit from the tenant root over management groups,
 * subscription and resource group to the resource (Azure RBAC docs, "Understand scope").
 *
 * A resource id does not say which management groups it lies under. `managementGroups` names those above the target
 * (lower case); without it every management group counts as above, which holds for records that Azure listed for the
 * target, because such a list has no other groups in it.
 */
export function isAtOrAbove(scope: string, target: string, managementGroups?: ReadonlySet<string>): boolean {
  // An empty scope is a record that could not be read; it must not pass for the root.
  if (!scope.startsWith('/') || !target.startsWith('/')) return false;
  const above = normal(scope);
  const below = normal(target);
  if (above === below) return true;
  const group = MANAGEMENT_GROUP.exec(above)?.[1];
  if (group !== undefined) return below !== '' && (managementGroups === undefined || managementGroups.has(group));
  return below.startsWith(`${above}/`);
}

/** `/subscriptions/{id}` of any scope in a subscription. */
export function subscriptionOf(scope: string): string {
  return scope.split('/').slice(0, 3).join('/');
}
