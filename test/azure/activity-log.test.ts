import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { callArm } from '../playground/azure/contoso.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const NOW = new Date('2026-03-02T10:30:00Z');
const during = { from: '2026-03-02T09:00:00Z', to: NOW.toISOString() };

describe('changes at an instance', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant(
      {
        groups: [{ name: 'Twins Readers', members: ['alex@contoso.com'] }],
        roleAssignments: [
          { principal: 'megan@contoso.com', role: 'Owner', scope: 'contoso-dev' },
          { principal: 'Twins Readers', role: ADT_DATA_READER.name, scope: 'twins-prod' },
        ],
        activityLog: [
          { change: 'deny-added', at: '2026-03-02T09:10:00Z', scope: 'twins-prod' },
          { change: 'network', at: '2026-03-02T09:20:00Z', instance: 'plant-a', publicNetworkAccess: 'Disabled' },
          { change: 'network', at: '2026-03-02T08:20:00Z', instance: 'plant-a', publicNetworkAccess: 'Enabled' },
          {
            change: 'role-removed',
            at: '2026-03-02T09:30:00Z',
            principal: 'Twins Readers',
            role: ADT_DATA_READER.name,
            scope: 'plant-a',
          },
        ],
      },
      { now: () => NOW },
    );
  });
  after(() => contoso.close());

  const changes = () => contoso.tenant.changesAt(contoso.instanceId(), during);
  const group = () => contoso.instanceId().split('/providers/')[0] ?? '';
  const answering = async (events: unknown[]) => {
    const heal = contoso.simulated.inject({
      match: { service: 'arm', path: 'eventtypes' },
      answer: { status: 200, body: { value: events } },
    });
    const { entries } = await changes().finally(heal);
    return entries;
  };
  const event = (operation: string, status: string, more: object) => ({
    operationId: 'one',
    operationName: { value: operation },
    status: { value: status },
    eventTimestamp: '2026-03-02T09:31:50.3772554Z',
    resourceId: `${contoso.instanceId()}/providers/Microsoft.Authorization/roleAssignments/5da83366c94f4d4fbe70c42f937b91a5`,
    ...more,
  });
  const removal = 'Microsoft.Authorization/roleAssignments/delete';
  const write = 'Microsoft.DigitalTwins/digitalTwinsInstances/write';

  it('are read from the log of its subscription, the newest first, none from before', async () => {
    assert.deepEqual(await changes(), {
      entries: [
        {
          kind: 'role-removed',
          at: '2026-03-02T09:30:00.000Z',
          scope: contoso.instanceId(),
          held: { principalId: contoso.idOf('Twins Readers'), roleId: ADT_DATA_READER.id },
        },
        { kind: 'instance-changed', at: '2026-03-02T09:20:00.000Z', publicNetworkAccess: 'Disabled' },
        { kind: 'deny-added', at: '2026-03-02T09:10:00.000Z', scope: group() },
      ],
      complete: true,
    });
  });

  it('are there when somebody has just made them, and not who it was', async () => {
    const token = await contoso.simulated.signIn('megan@contoso.com', 'https://management.azure.com');
    const held = contoso.state.roleAssignments.find(({ principalId }) => principalId === contoso.idOf('Twins Readers'));
    const closing = `${contoso.instanceId()}?api-version=2023-01-31`;
    const body = { properties: { publicNetworkAccess: 'Disabled' } };
    assert.equal((await callArm(contoso.simulated, closing, { token, method: 'PATCH', body })).status, 200);
    const removing = `${held?.scope}/providers/Microsoft.Authorization/roleAssignments/${held?.name}?api-version=2022-04-01`;
    assert.equal((await callArm(contoso.simulated, removing, { token, method: 'DELETE' })).status, 200);
    contoso.simulated.calls.length = 0;
    const { entries } = await changes();
    assert.deepEqual(
      entries.filter(({ at }) => at === NOW.toISOString()).map(({ kind }) => kind),
      ['instance-changed', 'role-removed'],
    );
    for (const { path } of contoso.simulated.calls) assert.doesNotMatch(path, /caller|claims/);
  });

  it('are not there yet while the log lags', async () => {
    contoso.state.logDelayMs = 65 * 60_000;
    const kinds = (await changes()).entries.map(({ kind }) => kind);
    contoso.state.logDelayMs = 0;
    assert.deepEqual(kinds, ['instance-changed', 'deny-added']);
  });

  it('are said to be incomplete where there is more than is read at once', async () => {
    contoso.state.pageSize = 1;
    const { entries, complete } = await changes();
    delete contoso.state.pageSize;
    assert.equal(complete, false);
    assert.ok(entries.length > 0);
  });

  it('are read in the form that comes with the deletion of a whole resource', async () => {
    const properties = {
      principalId: 'e26128967fb9471ca0e0a87ecc5026df',
      roleDefinitionId: 'd57506d44c8d48b1858793c323f6a5a3',
      scope: contoso.instanceId(),
    };
    const [found] = await answering([event(removal, 'Succeeded', { properties })]);
    assert.deepEqual(found, {
      kind: 'role-removed',
      at: '2026-03-02T09:31:50.377Z',
      scope: contoso.instanceId(),
      held: { principalId: 'e2612896-7fb9-471c-a0e0-a87ecc5026df', roleId: ADT_DATA_READER.id },
    });
  });

  const unread: Record<string, object> = {
    'is cut off': { responseBody: '{"properties":{"principalId":"e26128' },
    'is no resource': { responseBody: '[1]' },
    'names no id': { responseBody: JSON.stringify({ properties: { principalId: "x' or 1", roleDefinitionId: '' } }) },
    'is missing': {},
  };
  for (const [what, properties] of Object.entries(unread)) {
    it(`do not say whose role it was where the logged answer ${what}`, async () => {
      const [found] = await answering([event(removal, 'Succeeded', { properties })]);
      assert.deepEqual(found, { kind: 'role-removed', at: '2026-03-02T09:31:50.377Z', scope: contoso.instanceId() });
    });
  }

  it('are only those that were carried out', async () => {
    const requestbody = JSON.stringify({ Properties: { PublicNetworkAccess: 'disabled' } });
    assert.deepEqual(
      await answering([
        event(removal, 'Failed', {}),
        event(removal, 'Started', {}),
        event(write, 'Started', { properties: { requestbody } }),
      ]),
      [],
    );
    const [accepted] = await answering([
      event(write, 'Accepted', { properties: null }),
      event(write, 'Started', { properties: { requestbody }, eventTimestamp: '2026-03-02T09:31:00Z' }),
    ]);
    assert.deepEqual(accepted, {
      kind: 'instance-changed',
      at: '2026-03-02T09:31:50.377Z',
      publicNetworkAccess: 'Disabled',
    });
  });

  it('are refused to a bot without the right, which is named', async () => {
    const heal = contoso.simulated.inject({
      match: { service: 'arm', path: 'eventtypes' },
      answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'No.' } } },
    });
    const { permission } = await failsWith('forbidden', changes().finally(heal));
    assert.equal(permission, 'Microsoft.Insights/eventtypes/values/read');
  });

  it('are not asked for at what is no resource id', async () => {
    await failsWith('rejected', contoso.tenant.changesAt("/subscriptions/x' or resourceUri eq 'y", during));
  });

  it('cannot be read where the answer is not of the documented shape', async () => {
    const heal = contoso.simulated.inject({
      match: { service: 'arm', path: 'eventtypes' },
      answer: { status: 200, body: { value: [{ eventTimestamp: 'yesterday' }] } },
    });
    await failsWith('bad-answer', changes().finally(heal));
  });
});
