import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../playground/azure/simulated-tenant.ts';
import { appCredential, armClient, callArm, graphClient, instanceId, roleId, startContoso, userId } from './contoso.ts';

describe('the simulated tenant, through the real clients', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startContoso();
  });
  after(() => tenant.close());

  it('gives the bot an ARM token for its secret', async () => {
    const token = await appCredential(tenant).getToken('https://management.azure.com/.default');
    assert.ok(token.token.split('.').length === 3);
  });

  it('lists the assignments at and above an instance that reach Megan through nested groups', async () => {
    const megan = userId(tenant, 'megan');
    const found = [];
    const filter = `atScope() and assignedTo('${megan}')`;
    for await (const one of armClient(tenant).roleAssignments.listForScope(instanceId(tenant), { filter })) {
      found.push(one);
    }
    assert.equal(found.length, 1);
    assert.ok(found[0]?.roleDefinitionId?.endsWith(roleId(tenant, 'Owner')));
  });

  it('refuses Alex, grants him the role through ARM, and then answers him', async () => {
    const host = 'plant-a.api.weu.digitaltwins.azure.net';
    const token = await tenant.signIn('alex@contoso.com', 'https://digitaltwins.azure.net');
    const call = { method: 'GET', path: '/models', token };
    const refused = await tenant.dataPlane(host, call);
    assert.deepEqual([refused.status, refused.body, refused.headers['content-length']], [403, '', '0']);

    const created = await armClient(tenant).roleAssignments.create(
      instanceId(tenant),
      'b9c3c9c5-6b5e-4a53-9a4e-5a0a4a1b8f10',
      {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roleId(tenant, 'Azure Digital Twins Data Reader')}`,
        principalId: userId(tenant, 'alex'),
        principalType: 'User',
      },
    );
    assert.equal(created.scope, instanceId(tenant));
    const answered = await tenant.dataPlane(host, call);
    assert.equal(answered.status, 200);
    assert.deepEqual(
      JSON.parse(answered.body).value.map((model: { id: string }) => model.id),
      ['dtmi:contoso:Pump;1', 'dtmi:contoso:Tank;1'],
    );
  });

  it('finds an instance by its host name in Resource Graph', async () => {
    const { token } = await appCredential(tenant).getToken('https://management.azure.com/.default');
    const query =
      "resources | where type =~ 'microsoft.digitaltwins/digitaltwinsinstances' and properties.hostName =~ 'PLANT-B.api.weu.digitaltwins.azure.net' | project id, name";
    const answer = await callArm(tenant, '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01', {
      token,
      method: 'POST',
      body: { query },
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body.data, [{ id: instanceId(tenant, 'plant-b'), name: 'plant-b' }]);
  });

  it('answers Graph look-ups, one by one and in a batch', async () => {
    const graph = graphClient(tenant);
    const alex = await graph.api('/users/alex@contoso.com').select('id,displayName').get();
    assert.equal(alex.id, userId(tenant, 'alex'));
    const batch = await graph.api('/$batch').post({
      requests: [
        { id: '1', method: 'GET', url: "/applications(appId='00000000-1111-2222-3333-444444444444')" },
        { id: '2', method: 'GET', url: `/users/${userId(tenant, 'megan')}/transitiveMemberOf?$select=displayName` },
      ],
    });
    const [missing, groups] = ['1', '2'].map((id) => batch.responses.find((one: { id: string }) => one.id === id));
    assert.equal(missing.status, 404);
    assert.equal(missing.body.error.code, 'Request_ResourceNotFound');
    const names = groups.body.value.map((group: { displayName: string }) => group.displayName);
    assert.ok(names.includes('Twins Owners') && names.includes('Platform Owners'), String(names));
  });

  it('keeps a record of the calls with the caller', () => {
    const bot = tenant.state.servicePrincipals.find((one) => one.appId === tenant.bot.appId);
    const arm = tenant.calls.find((call) => call.service === 'arm');
    assert.equal(arm?.caller, bot?.id);
    assert.ok((arm?.endedAt ?? 0) >= (arm?.startedAt ?? 1));
  });
});
