import type { RoleAssignment, RoleDefinition } from '../rbac/model.ts';
import type { CallOptions, Instance, Tenant } from '../tenant.ts';

export interface OwnRoles {
  /** Those of the groups the bot is in, too. */
  assignments: RoleAssignment[];
  definitions: ReadonlyMap<string, RoleDefinition>;
}

/** The bot's own roles anywhere in a subscription and above it. */
export function readOwnRolesIn(
  tenant: Tenant,
  botObjectId: string,
  subscriptionId: string,
  options: CallOptions,
): Promise<OwnRoles> {
  const subscription = `/subscriptions/${subscriptionId}`;
  const assignments = tenant.roleAssignmentsIn(botObjectId, subscription, options);
  return withDefinitions(tenant, subscription, assignments, options);
}

/** Those that reach one scope. */
export function readOwnRolesAt(
  tenant: Tenant,
  botObjectId: string,
  scope: string,
  options: CallOptions,
): Promise<OwnRoles> {
  return withDefinitions(tenant, scope, tenant.roleAssignmentsOf(botObjectId, scope, options), options);
}

async function withDefinitions(
  tenant: Tenant,
  scope: string,
  reading: Promise<RoleAssignment[]>,
  options: CallOptions,
): Promise<OwnRoles> {
  const having = reading.then(
    (assignments) => assignments.map(({ roleId }) => roleId),
    () => [],
  );
  const [assignments, definitions] = await Promise.all([
    reading,
    tenant.roleDefinitions(scope, { ...options, having }),
  ]);
  return { assignments, definitions };
}

/** Subscriptions that have instances, each with its instances. */
export function bySubscription(instances: readonly Instance[]): Map<string, Instance[]> {
  return Map.groupBy(instances, ({ subscriptionId }) => subscriptionId.toLowerCase());
}

/** One instance of each resource group: rights differ below a subscription mostly by group. */
export function oneOfEachGroup(instances: readonly Instance[]): Instance[] {
  return [...new Map(instances.map((each) => [each.resourceGroup.toLowerCase(), each])).values()];
}
