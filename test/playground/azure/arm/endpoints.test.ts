import assert from 'node:assert/strict';
import { type SimulatedTenant, startTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { parseTenantFile } from '../../../../playground/azure/tenant-file.ts';
import { createTenantState } from '../../../../playground/azure/tenant-state.ts';
import { callArm } from '../contoso.ts';

const group = '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2/resourceGroups/twins-prod/providers';
const plantA = `${group}/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`;
const PROD = { resourceGroup: 'twins-prod' };

const file = {
  description: 'An instance that hands its data on',
  resources: [
    { name: 'contoso-events', type: 'Microsoft.EventHub/namespaces' },
    { name: 'contoso-adx', type: 'Microsoft.Kusto/clusters' },
  ],
  managedIdentities: [{ name: 'twins-sender', assigned: 'user' as const }],
  instances: [
    {
      name: 'plant-a',
      systemIdentity: true as const,
      userIdentities: ['twins-sender'],
      endpoints: [
        { name: 'alerts', namespace: 'contoso-events', entity: 'alerts', deadLetters: 'contosodead/letters' },
        { name: 'topic', type: 'EventGrid' as const, namespace: 'contoso-topic' },
        { name: 'old', type: 'ServiceBus' as const, authentication: 'KeyBased' as const, namespace: 'contoso-bus' },
      ],
      dataHistory: [
        {
          name: 'history',
          eventHub: 'contoso-events/history',
          database: 'contoso-adx/twins',
          identity: 'twins-sender',
        },
      ],
    },
  ],
  roleAssignments: [
    { principal: 'Megan Bowen', role: 'Owner', scope: 'contoso-dev' },
    { principal: 'plant-a', role: 'Azure Event Hubs Data Sender', scope: 'contoso-events' },
  ],
};

describe('what a simulated instance hands data to', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startTenant(parseTenantFile(file));
    tenant.trust();
  });
  after(() => tenant.close());

  const call = async (path: string, user = 'megan', version = '2023-01-31') => {
    const token = await tenant.signIn(`${user}@contoso.com`, 'https://management.azure.com/');
    return callArm(tenant, `${path}?api-version=${version}`, { token });
  };

  it('lists endpoints without their secrets', async () => {
    const { status, body } = await call(`${plantA}/endpoints`);
    assert.equal(status, 200);
    const properties = (at: number) => body.value?.[at]?.properties as Record<string, unknown> | undefined;
    assert.deepEqual(
      body.value?.map(({ name }, at) => [name, properties(at)?.authenticationType]),
      [
        ['alerts', 'IdentityBased'],
        ['topic', 'KeyBased'],
        ['old', 'KeyBased'],
      ],
    );
    assert.equal(properties(0)?.endpointUri, 'sb://contoso-events.servicebus.windows.net');
    assert.equal(properties(0)?.deadLetterUri, 'https://contosodead.blob.core.windows.net/letters');
    assert.equal(properties(2)?.primaryConnectionString, '****');
  });

  it('lists data history with the identity that writes it', async () => {
    const { body } = await call(`${plantA}/timeSeriesDatabaseConnections`);
    const properties = body.value?.[0]?.properties as Record<string, unknown> | undefined;
    assert.equal(properties?.adxResourceId, `${group}/Microsoft.Kusto/clusters/contoso-adx`);
    assert.equal(properties?.eventHubEntityPath, 'history');
    assert.deepEqual(properties?.identity, {
      type: 'UserAssigned',
      userAssignedIdentity: `/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2/resourcegroups/twins-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/twins-sender`,
    });
  });

  it('refuses who may not read them, and knows only the versions that have them', async () => {
    const refused = await call(`${plantA}/endpoints`, 'alex');
    assert.deepEqual([refused.status, refused.body.error?.code], [403, 'AuthorizationFailed']);
    const old = await call(`${plantA}/timeSeriesDatabaseConnections`, 'megan', '2020-12-01');
    assert.deepEqual([old.status, old.body.error?.code], [400, 'InvalidResourceType']);
    assert.match(old.body.error?.message ?? '', /'digitalTwinsInstances\/timeSeriesDatabaseConnections'/);
  });

  it('gives the instance both kinds of identity', async () => {
    const { body } = await call(plantA);
    const { identity } = body as unknown as { identity: { type: string; userAssignedIdentities: object } };
    assert.equal(identity.type, 'SystemAssigned,UserAssigned');
    assert.equal(Object.keys(identity.userAssignedIdentities).length, 1);
  });

  it('lets a role be given at another resource, and to the identity of the instance', async () => {
    const { state } = tenant;
    const own = state.servicePrincipals.find(({ displayName }) => displayName === 'plant-a');
    const given = state.roleAssignments.find(({ principalId }) => principalId === own?.id);
    assert.equal(given?.scope, `${group}/Microsoft.EventHub/namespaces/contoso-events`);
    assert.equal(state.instances[0]?.systemIdentity, own?.id);
  });

  it('names what the file gets wrong', () => {
    const wrong = {
      description: 'x',
      managedIdentities: [{ name: 'func' }],
      resources: [{ name: 'contoso-events', type: 'Microsoft.EventHub/namespaces', resourceGroup: 'nowhere' }],
      instances: [
        {
          ...PROD,
          name: 'plant-a',
          userIdentities: ['func', 'nobody'],
          dataHistory: [{ name: 'history', eventHub: 'contoso-events/history', database: 'contoso-adx/twins' }],
        },
      ],
    };
    assert.throws(
      () => createTenantState(parseTenantFile(wrong), new Date()),
      (error: Error) => {
        for (const part of [
          "resources[0].resourceGroup: no resource group called 'nowhere'",
          "instances[0].userIdentities[0]: 'func' is no user-assigned managed identity",
          "instances[0].userIdentities[1]: no service principal called 'nobody'",
          "instances[0].dataHistory[0].database: no Microsoft.Kusto/clusters called 'contoso-adx'",
          "instances[0].dataHistory[0].eventHub: no Microsoft.EventHub/namespaces called 'contoso-events'",
        ]) {
          assert.ok(error.message.includes(part), `${part}\n${error.message}`);
        }
        return true;
      },
    );
  });
});
