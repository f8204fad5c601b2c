import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import type { CallOptions, Endpoint } from '../tenant.ts';
import { listFromArm, unreadable } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { assertScope } from './ids.ts';

const listCall = {
  call: 'ARM: list endpoints',
  permission: 'Microsoft.DigitalTwins/digitalTwinsInstances/endpoints/read',
};

/** A value of a property that may be absent, null or empty. */
const text = z.string().min(1).optional().catch(undefined);

/** Which identity of the instance is used; nothing stands for the system-assigned one. */
export const usedIdentity = z.object({ userAssignedIdentity: text }).optional().catch(undefined);

const endpoints = z.array(
  z.object({
    name: z.string(),
    properties: z.object({
      endpointType: z.string(),
      // 'Defaults to KeyBased', says the API; an Event Grid topic knows nothing else.
      authenticationType: z.enum(['KeyBased', 'IdentityBased']).catch('KeyBased'),
      provisioningState: z.string().catch('Unknown'),
      endpointUri: text,
      entityPath: text,
      deadLetterUri: text,
      identity: usedIdentity,
    }),
  }),
);

/** Where the instance delivers events to (Azure Digital Twins control plane, 2023-01-31: DigitalTwinsEndpoint_List). */
export async function listEndpoints(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  instanceId: string,
  options: CallOptions,
): Promise<Endpoint[]> {
  const path = `/${assertScope(instanceId, listCall.call)}/endpoints?api-version=2023-01-31`;
  const answer = endpoints.safeParse(await listFromArm(client, cloud, path, listCall, options));
  if (!answer.success) throw unreadable(listCall, answer.error);
  return answer.data.map(({ name, properties: { endpointUri, entityPath, deadLetterUri, identity, ...rest } }) => ({
    name,
    type: rest.endpointType,
    authentication: rest.authenticationType,
    provisioningState: rest.provisioningState,
    ...(endpointUri !== undefined && { uri: endpointUri }),
    ...(entityPath !== undefined && { entityPath }),
    ...(deadLetterUri !== undefined && { deadLetterUri }),
    ...(identity?.userAssignedIdentity !== undefined && { userAssignedIdentity: identity.userAssignedIdentity }),
  }));
}
