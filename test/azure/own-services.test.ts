import assert from 'node:assert/strict';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const subscription = '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2';
const providers = `${subscription}/resourceGroups/twins-prod/providers`;
const sender = `${subscription}/resourcegroups/twins-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/twins-sender`;

describe('what an instance hands its data to', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      limits: { pageSize: 2 },
      managedIdentities: [{ name: 'twins-sender', assigned: 'user' }],
      resources: [
        { name: 'contoso-events', type: 'Microsoft.EventHub/namespaces' },
        { name: 'contoso-adx', type: 'Microsoft.Kusto/clusters' },
        { name: 'contosoblobs', type: 'Microsoft.Storage/storageAccounts' },
      ],
      instances: [
        instance('plant-a', {
          systemIdentity: true,
          userIdentities: ['twins-sender'],
          endpoints: [
            { name: 'alerts', namespace: 'contoso-events', entity: 'alerts', deadLetters: 'contosoblobs/letters' },
            { name: 'orders', type: 'ServiceBus', namespace: 'contoso-bus', entity: 'o', identity: 'twins-sender' },
            { name: 'topic', type: 'EventGrid', namespace: 'contoso-topic', provisioningState: 'Failed' },
          ],
          dataHistory: [{ name: 'history', eventHub: 'contoso-events/history', database: 'contoso-adx/twins' }],
        }),
        instance('plant-b', { systemIdentity: true }),
        instance('plant-c'),
      ],
    });
  });
  after(() => contoso.close());

  const answering = async (body: unknown, path: string) => {
    const heal = contoso.simulated.inject({ match: { service: 'arm', path }, answer: { status: 200, body } });
    try {
      return await contoso.tenant.endpointsOf(contoso.instanceId());
    } finally {
      heal();
    }
  };

  it('is handed on as its identities: its own, user-assigned ones, or none', async () => {
    const [a, b, c] = await contoso.tenant.findInstances({});
    assert.deepEqual(a?.identity, {
      objectId: contoso.idOf('plant-a'),
      userAssigned: [{ id: sender, objectId: contoso.idOf('twins-sender') }],
    });
    assert.deepEqual(b?.identity, { objectId: contoso.idOf('plant-b'), userAssigned: [] });
    assert.equal(c?.identity, undefined);
  });

  it('are endpoints, page by page', async () => {
    assert.deepEqual(await contoso.tenant.endpointsOf(contoso.instanceId()), [
      {
        name: 'alerts',
        type: 'EventHub',
        authentication: 'IdentityBased',
        provisioningState: 'Succeeded',
        uri: 'sb://contoso-events.servicebus.windows.net',
        entityPath: 'alerts',
        deadLetterUri: 'https://contosoblobs.blob.core.windows.net/letters',
      },
      {
        name: 'orders',
        type: 'ServiceBus',
        authentication: 'IdentityBased',
        provisioningState: 'Succeeded',
        uri: 'sb://contoso-bus.servicebus.windows.net',
        entityPath: 'o',
        userAssignedIdentity: sender,
      },
      { name: 'topic', type: 'EventGrid', authentication: 'KeyBased', provisioningState: 'Failed' },
    ]);
    assert.deepEqual(await contoso.tenant.endpointsOf(contoso.instanceId('plant-b')), []);
  });

  it('are data history connections', async () => {
    assert.deepEqual(await contoso.tenant.dataHistoryOf(contoso.instanceId()), [
      {
        name: 'history',
        provisioningState: 'Succeeded',
        adxResourceId: `${providers}/Microsoft.Kusto/clusters/contoso-adx`,
        adxDatabaseName: 'twins',
        eventHubNamespaceId: `${providers}/Microsoft.EventHub/namespaces/contoso-events`,
        eventHub: 'history',
      },
    ]);
  });

  it('are found wherever they are, by type and by name in any case', async () => {
    const find = (types: string[], names?: string[]) =>
      contoso.tenant.findResources({ types, ...(names && { names }) });
    const events = {
      id: `${providers}/Microsoft.EventHub/namespaces/contoso-events`,
      name: 'contoso-events',
      type: 'microsoft.eventhub/namespaces',
    };
    assert.deepEqual(await find(['Microsoft.EventHub/namespaces'], ['Contoso-Events', 'other']), [events]);
    assert.deepEqual(await find(['Microsoft.EventHub/namespaces', 'Microsoft.ServiceBus/namespaces']), [events]);
    assert.deepEqual(await find(['Microsoft.EventHub/namespaces'], ["x') or name !~ ('"]), []);
  });

  it('are not looked for where no name is given', async () => {
    contoso.simulated.calls.length = 0;
    assert.deepEqual(await contoso.tenant.findResources({ types: ['Microsoft.EventHub/namespaces'], names: [] }), []);
    assert.equal(contoso.simulated.calls.length, 0);
  });

  it('are refused with the permission that is missing', async () => {
    const body = { error: { code: 'AuthorizationFailed', message: 'No.' } };
    for (const [path, kind] of [
      ['/endpoints', 'endpoints'],
      ['/timeSeriesDatabaseConnections', 'timeSeriesDatabaseConnections'],
    ] as const) {
      const heal = contoso.simulated.inject({ match: { service: 'arm', path }, answer: { status: 403, body } });
      const { permission } = await failsWith(
        'forbidden',
        kind === 'endpoints'
          ? contoso.tenant.endpointsOf(contoso.instanceId())
          : contoso.tenant.dataHistoryOf(contoso.instanceId()),
      );
      heal();
      assert.equal(permission, `Microsoft.DigitalTwins/digitalTwinsInstances/${kind}/read`);
    }
  });

  it('are not read where the answer has another shape', async () => {
    await failsWith('bad-answer', answering({ value: [{ name: 'alerts' }] }, '/endpoints'));
    await failsWith('bad-answer', answering([], '/endpoints'));
    const [bare] = await answering({ value: [{ name: 'x', properties: { endpointType: 'EventHub' } }] }, '/endpoints');
    assert.deepEqual(bare, {
      name: 'x',
      type: 'EventHub',
      authentication: 'KeyBased',
      provisioningState: 'Unknown',
    });
  });

  it('are not read on from an address that is not Azure Resource Manager', async () => {
    const value: unknown[] = [];
    await failsWith('bad-answer', answering({ value, nextLink: 'https://example.com/next' }, '/endpoints'));
    await failsWith('bad-answer', answering({ value, nextLink: 'not an address' }, '/endpoints'));
  });

  it('are asked only of an instance', async () => {
    await failsWith('rejected', contoso.tenant.endpointsOf('/subscriptions/x?y'));
    await failsWith('rejected', contoso.tenant.dataHistoryOf(`${contoso.instanceId()}/../..`));
  });
});
