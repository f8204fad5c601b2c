/** What another resource is asked by plant-a, for checks: its identity, event hubs, storage, and the roles there. */
import type { DownstreamFacts } from '../../src/diagnosis/downstream/read-downstream.ts';
import type { Facts } from '../../src/diagnosis/facts.ts';
import type { RoleAssignment, RoleDefinition } from '../../src/rbac/model.ts';
import type { AzureResource, Endpoint, Instance } from '../../src/tenant.ts';
import { alex, customRole, defining, known, plantA, resourceGroup, subscription } from './situation.ts';

/** Object id of plant-a's own identity. */
export const itself = '1d000000-0000-4000-8000-000000000001';
/** A user-assigned identity: resource id and object id. */
export const sharedId = `${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/twins-sender`;
export const shared = '1d000000-0000-4000-8000-000000000002';

export const otherSubscription = '/subscriptions/0a000000-0000-4000-8000-000000000009';
export const events = `${resourceGroup}/providers/Microsoft.EventHub/namespaces/contoso-events`;
export const bus = `${resourceGroup}/providers/Microsoft.ServiceBus/namespaces/contoso-bus`;
export const blobs = `${resourceGroup}/providers/Microsoft.Storage/storageAccounts/contosoblobs`;

const container = 'Microsoft.Storage/storageAccounts/blobServices/containers';
export const eventSender = customRole('event sender', { dataActions: ['Microsoft.EventHub/*/send/action'] });
export const eventOwner = customRole('event owner', { dataActions: ['Microsoft.EventHub/*'] });
export const busSender = customRole('bus sender', { dataActions: ['Microsoft.ServiceBus/*/send/action'] });
export const blobReader = customRole('blob reader', { dataActions: [`${container}/blobs/read`] });
export const blobWriter = customRole('blob writer', { dataActions: [`${container}/blobs/*`] });
/** Named as the built-in role, and without its data actions. */
export const impostor = customRole('Azure Event Hubs Data Sender', { actions: ['*'] });

const roles = [eventSender, eventOwner, busSender, blobReader, blobWriter, impostor];

export const plantWithIdentity: Instance = {
  ...plantA,
  identity: { objectId: itself, userAssigned: [{ id: sharedId, objectId: shared }] },
};

/** The resources the bot sees, unless a test says otherwise. */
export const resources: AzureResource[] = [
  { id: events, name: 'contoso-events', type: 'microsoft.eventhub/namespaces' },
  { id: bus, name: 'contoso-bus', type: 'microsoft.servicebus/namespaces' },
  { id: blobs, name: 'contosoblobs', type: 'microsoft.storage/storageaccounts' },
];

/** An assignment to plant-a's own identity, long ago. */
export function given(role: RoleDefinition, scope: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  const createdOn = '2025-01-01T00:00:00Z';
  return {
    id: 'a',
    scope,
    roleId: role.id,
    principalId: itself,
    principalType: 'ServicePrincipal',
    createdOn,
    ...more,
  };
}

export function endpoint(more: Partial<Endpoint> = {}): Endpoint {
  return {
    name: 'alerts',
    type: 'EventHub',
    authentication: 'IdentityBased',
    provisioningState: 'Succeeded',
    uri: 'sb://contoso-events.servicebus.windows.net/',
    entityPath: 'alerts',
    ...more,
  };
}

/** Facts of plant-a with an identity that holds these roles in its subscription. */
export function downstream(
  held: RoleAssignment[],
  parts: Partial<DownstreamFacts> = {},
  instance: Instance = plantWithIdentity,
): Partial<Facts> {
  const ids = [itself, shared, alex];
  return {
    instance: known({ found: instance, candidates: [instance] }),
    definitions: defining(...roles),
    downstream: {
      resources: known(resources),
      roles: ids.map((objectId) => ({
        objectId,
        subscription,
        held: known(held.filter((each) => objectId === each.principalId || each.principalType === 'Group')),
      })),
      ...parts,
    },
  };
}
