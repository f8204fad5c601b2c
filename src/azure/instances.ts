import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import { type CallOptions, type Instance, TenantError } from '../tenant.ts';
import { postToArm } from './arm-client.ts';
import type { Cloud } from './clouds.ts';

const findCall = {
  call: 'Resource Graph: find Digital Twins instances',
  permission: 'Microsoft.ResourceGraph/resources/read',
};

const privateEndpointConnection = z.object({
  name: z.string().catch(''),
  properties: z.object({ privateLinkServiceConnectionState: z.object({ status: z.string().catch('Unknown') }) }),
});

const rows = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      location: z.string().catch(''),
      subscriptionId: z.string(),
      resourceGroup: z.string(),
      tenantId: z.string(),
      properties: z.object({
        hostName: z.string().catch(''),
        provisioningState: z.string().catch('Unknown'),
        publicNetworkAccess: z.enum(['Enabled', 'Disabled']).catch('Enabled'),
        privateEndpointConnections: z.array(privateEndpointConnection).nullish(),
      }),
    }),
  ),
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
    'project id, name, location, subscriptionId, resourceGroup, tenantId, properties',
    'order by name asc',
    'take 1000',
  ].join(' | ');
  const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01';
  const answer = rows.safeParse(
    await postToArm(client, cloud, path, { query, options: { resultFormat: 'objectArray' } }, findCall, options),
  );
  if (!answer.success) {
    throw new TenantError(`${findCall.call}: Azure's answer could not be read.`, {
      code: 'bad-answer',
      call: findCall.call,
      cause: answer.error,
    });
  }
  return answer.data.data.map(({ properties: { privateEndpointConnections, ...properties }, ...row }) => ({
    ...row,
    ...properties,
    privateEndpoints: (privateEndpointConnections ?? []).map((connection) => ({
      name: connection.name,
      status: connection.properties.privateLinkServiceConnectionState.status,
    })),
  }));
}

/** A KQL string literal. The text comes from a person, so it must not end the literal. */
function literal(text: string): string {
  return `'${text
    .slice(0, 300)
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(/[\r\n]/g, ' ')}'`;
}
