import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import type { CallOptions, Instance, InstanceIdentity } from '../tenant.ts';
import type { Cloud } from './clouds.ts';
import { literal, queryResources } from './resource-graph.ts';

const privateEndpointConnection = z.object({
  name: z.string().catch(''),
  properties: z.object({ privateLinkServiceConnectionState: z.object({ status: z.string().catch('Unknown') }) }),
});

const objectId = z.string().toLowerCase().optional().catch(undefined);

/** As ARM shows it: `type` is 'None', 'SystemAssigned', 'UserAssigned' or both. */
const identity = z
  .object({
    principalId: objectId,
    userAssignedIdentities: z
      .record(z.string(), z.object({ principalId: objectId }).nullable().catch(null))
      .nullish()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined);

const row = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().catch(''),
  subscriptionId: z.string(),
  resourceGroup: z.string(),
  tenantId: z.string(),
  identity,
  properties: z.object({
    hostName: z.string().catch(''),
    provisioningState: z.string().catch('Unknown'),
    publicNetworkAccess: z.enum(['Enabled', 'Disabled']).catch('Enabled'),
    privateEndpointConnections: z.array(privateEndpointConnection).nullish(),
  }),
});

/** Instances visible to the bot in every subscription of the tenant, in one call. A host name is never built, only compared. */
export async function findInstances(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  by: { id?: string; name?: string; hostName?: string },
  options: CallOptions,
): Promise<Instance[]> {
  const query = [
    'resources',
    "where type =~ 'microsoft.digitaltwins/digitaltwinsinstances'",
    ...(by.id === undefined ? [] : [`where id =~ ${literal(by.id)}`]),
    ...(by.name === undefined ? [] : [`where name =~ ${literal(by.name)}`]),
    ...(by.hostName === undefined ? [] : [`where properties.hostName =~ ${literal(by.hostName)}`]),
    'project id, name, location, subscriptionId, resourceGroup, tenantId, identity, properties',
    'order by name asc',
    'take 1000',
  ];
  const rows = await queryResources(client, cloud, 'Resource Graph: find Digital Twins instances', query, row, options);
  return rows.map(({ properties: { privateEndpointConnections, ...properties }, identity: assigned, ...plain }) => {
    const own = readIdentity(assigned);
    return {
      ...plain,
      ...properties,
      ...(own && { identity: own }),
      privateEndpoints: (privateEndpointConnections ?? []).map((connection) => ({
        name: connection.name,
        status: connection.properties.privateLinkServiceConnectionState.status,
      })),
    };
  });
}

function readIdentity(assigned: z.output<typeof identity>): InstanceIdentity | undefined {
  const system = assigned?.principalId;
  const userAssigned = Object.entries(assigned?.userAssignedIdentities ?? {}).map(([id, each]) => {
    return { id, ...(each?.principalId !== undefined && { objectId: each.principalId }) };
  });
  if (system === undefined && userAssigned.length === 0) return undefined;
  return { ...(system !== undefined && { objectId: system }), userAssigned };
}
