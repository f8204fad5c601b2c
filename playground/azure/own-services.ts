/** What an instance uses itself: its identities, and the resources that it hands data to. */
import type { EndpointRecord, InstanceRecord, TenantState } from './records.ts';
import type { IdOf, References } from './references.ts';
import type { TenantFile } from './tenant-file.ts';

type InstanceInFile = TenantFile['instances'][number];
type OwnServices = Pick<InstanceRecord, 'systemIdentity' | 'userIdentities' | 'endpoints' | 'dataHistory'>;

/** Secrets are never shown. */
const HIDDEN = '****';

/** Adds the service principal of the instance's own identity to the tenant. */
export function ownServices(
  instance: InstanceInFile,
  id: string,
  path: string,
  state: TenantState,
  names: References,
  idOf: IdOf,
): OwnServices {
  const systemIdentity = addSystemIdentity(instance, id, state, idOf);
  const identityOf = (name: string, place: string) => userIdentity(name, `${path}.${place}`, state, names);
  /** As ARM shows it: nothing stands for the system-assigned one. */
  const used = (name: string | undefined, place: string) =>
    name === undefined ? {} : { identity: { type: 'UserAssigned', userAssignedIdentity: identityOf(name, place).id } };
  const resource = (name: string, type: string, place: string) => {
    const found = state.resources.find((one) => one.name === name && one.type.toLowerCase() === type.toLowerCase());
    if (found === undefined) names.faults.push({ path: `${path}.${place}`, message: `no ${type} called '${name}'` });
    return found?.id ?? '';
  };

  return {
    ...(systemIdentity === undefined ? {} : { systemIdentity }),
    userIdentities: instance.userIdentities.map((name, at) => identityOf(name, `userIdentities[${at}]`)),
    endpoints: instance.endpoints.map((endpoint, at) => ({
      name: endpoint.name,
      properties: { ...endpointProperties(endpoint), ...used(endpoint.identity, `endpoints[${at}].identity`) },
    })),
    dataHistory: instance.dataHistory.map((connection, at): EndpointRecord => {
      const [namespace = '', hub = ''] = connection.eventHub.split('/');
      const [cluster = '', database = ''] = connection.database.split('/');
      const place = `dataHistory[${at}]`;
      return {
        name: connection.name,
        properties: {
          connectionType: 'AzureDataExplorer',
          provisioningState: connection.provisioningState,
          adxEndpointUri: `https://${cluster}.westeurope.kusto.windows.net`,
          adxResourceId: resource(cluster, 'Microsoft.Kusto/clusters', `${place}.database`),
          adxDatabaseName: database,
          adxTableName: 'AdtPropertyEvents',
          eventHubEndpointUri: `sb://${namespace}.servicebus.windows.net/`,
          eventHubNamespaceResourceId: resource(namespace, 'Microsoft.EventHub/namespaces', `${place}.eventHub`),
          eventHubEntityPath: hub,
          eventHubConsumerGroup: '$Default',
          ...used(connection.identity, `${place}.identity`),
        },
      };
    }),
  };
}

function endpointProperties(endpoint: InstanceInFile['endpoints'][number]): Record<string, unknown> {
  const { type, authentication, namespace, entity, deadLetters, provisioningState } = endpoint;
  const byIdentity = authentication === 'IdentityBased' && type !== 'EventGrid';
  const usual = {
    endpointType: type,
    provisioningState,
    createdTime: '2024-03-05T08:40:00.0000000Z',
    authenticationType: byIdentity ? 'IdentityBased' : 'KeyBased',
    deadLetterSecret: deadLetters === undefined || byIdentity ? null : HIDDEN,
    deadLetterUri: deadLetters === undefined || !byIdentity ? null : deadLetterUri(deadLetters),
  };
  if (byIdentity) {
    return { ...usual, endpointUri: `sb://${namespace}.servicebus.windows.net`, entityPath: entity ?? null };
  }
  switch (type) {
    case 'EventGrid':
      return {
        ...usual,
        TopicEndpoint: `https://${namespace}.westeurope-1.eventgrid.azure.net/api/events`,
        accessKey1: HIDDEN,
        accessKey2: HIDDEN,
      };
    case 'EventHub':
      return { ...usual, connectionStringPrimaryKey: HIDDEN, connectionStringSecondaryKey: HIDDEN };
    case 'ServiceBus':
      return { ...usual, primaryConnectionString: HIDDEN, secondaryConnectionString: HIDDEN };
  }
}

function deadLetterUri(place: string): string {
  const [account = '', container = ''] = place.split('/');
  return `https://${account}.blob.core.windows.net/${container}`;
}

/** Entra calls it by the instance's name. */
function addSystemIdentity(
  { name, systemIdentity }: InstanceInFile,
  instanceId: string,
  state: TenantState,
  idOf: IdOf,
): string | undefined {
  if (systemIdentity === undefined) return undefined;
  const id = systemIdentity === true ? idOf('identity of', instanceId) : systemIdentity;
  state.servicePrincipals.push({
    id,
    appId: idOf('client of', instanceId),
    displayName: name,
    servicePrincipalType: 'ManagedIdentity',
    graphPermissions: [],
    alternativeNames: ['isExplicit=False', instanceId],
    publishedScopes: [],
  });
  return id;
}

function userIdentity(
  name: string,
  path: string,
  state: TenantState,
  names: References,
): InstanceRecord['userIdentities'][number] {
  const principalId = names.servicePrincipal(name, path);
  const found = state.servicePrincipals.find((one) => one.id === principalId);
  const [kind, id = ''] = found?.alternativeNames ?? [];
  if (found !== undefined && kind !== 'isExplicit=True') {
    names.faults.push({ path, message: `'${name}' is no user-assigned managed identity` });
  }
  return { id, principalId, clientId: found?.appId ?? '' };
}
