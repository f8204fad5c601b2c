import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import type { CallOptions, DataHistoryConnection } from '../tenant.ts';
import { listFromArm, unreadable } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { usedIdentity } from './endpoints.ts';
import { assertScope } from './ids.ts';

const listCall = {
  call: 'ARM: list data history connections',
  permission: 'Microsoft.DigitalTwins/digitalTwinsInstances/timeSeriesDatabaseConnections/read',
};

const connections = z.array(
  z.object({
    name: z.string(),
    properties: z.object({
      provisioningState: z.string().catch('Unknown'),
      adxResourceId: z.string(),
      adxDatabaseName: z.string(),
      eventHubNamespaceResourceId: z.string(),
      eventHubEntityPath: z.string(),
      identity: usedIdentity,
    }),
  }),
);

/** Data history of the instance (Azure Digital Twins control plane, 2023-01-31: TimeSeriesDatabaseConnections_List). */
export async function listDataHistory(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  instanceId: string,
  options: CallOptions,
): Promise<DataHistoryConnection[]> {
  const path = `/${assertScope(instanceId, listCall.call)}/timeSeriesDatabaseConnections?api-version=2023-01-31`;
  const answer = connections.safeParse(await listFromArm(client, cloud, path, listCall, options));
  if (!answer.success) throw unreadable(listCall, answer.error);
  return answer.data.map(({ name, properties }) => ({
    name,
    provisioningState: properties.provisioningState,
    adxResourceId: properties.adxResourceId,
    adxDatabaseName: properties.adxDatabaseName,
    eventHubNamespaceId: properties.eventHubNamespaceResourceId,
    eventHub: properties.eventHubEntityPath,
    ...(properties.identity?.userAssignedIdentity !== undefined && {
      userAssignedIdentity: properties.identity.userAssignedIdentity,
    }),
  }));
}
