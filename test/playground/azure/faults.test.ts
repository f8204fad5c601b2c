import assert from 'node:assert/strict';
import { parseFault, type SimulatedTenant } from '../../../playground/azure/simulated-tenant.ts';
import { appCredential, armClient, callArm, graphClient, instanceId, startContoso } from './contoso.ts';

describe('faults of the simulated tenant', () => {
  let tenant: SimulatedTenant;
  beforeEach(async () => {
    tenant = await startContoso();
  });
  afterEach(() => tenant.close());

  const PATH = '/subscriptions?api-version=2022-12-01';
  const token = async () => (await appCredential(tenant).getToken('https://management.azure.com/.default')).token;

  it('are read from their text form', () => {
    assert.deepEqual(parseFault('arm:hang'), { match: { service: 'arm' }, answer: 'hang' });
    const throttled = parseFault('resource-graph:429:2');
    assert.equal(throttled.times, 2);
    assert.ok(typeof throttled.answer === 'object' && throttled.answer.headers?.['retry-after'] === '1');
    assert.throws(() => parseFault('arm:slow'), /'arm:slow' is no fault/);
    assert.throws(() => parseFault('exchange:500'), /Services: entra, arm/);
  });

  it('hit only the service they name, as often as they say', async () => {
    tenant.inject({ ...parseFault('arm:500'), times: 1 });
    await graphClient(tenant).api('/users').get();
    assert.equal((await callArm(tenant, PATH, { token: await token() })).status, 500);
    assert.equal((await callArm(tenant, PATH, { token: await token() })).status, 200);
  });

  it('can be limited to a path and a method, and taken away', async () => {
    const remove = tenant.inject({
      match: { service: 'arm', method: 'GET', path: /roleDefinitions/ },
      answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } },
    });
    const client = armClient(tenant);
    await assert.rejects(client.roleDefinitions.list(instanceId(tenant)).next(), { code: 'AuthorizationFailed' });
    assert.equal((await client.roleAssignments.listForScope(instanceId(tenant)).next()).done, false);
    remove();
    assert.equal((await client.roleDefinitions.list(instanceId(tenant)).next()).done, false);
  });

  it('drop the connection, answer rubbish, or never answer', async () => {
    const bearer = await token();
    const remove = tenant.inject(parseFault('arm:disconnect'));
    await assert.rejects(callArm(tenant, PATH, { token: bearer }), /fetch failed/);
    remove();
    tenant.inject({ ...parseFault('arm:rubbish'), times: 1 });
    await assert.rejects(callArm(tenant, PATH, { token: bearer }), SyntaxError);
    tenant.inject(parseFault('arm:hang'));
    const headers = { authorization: `Bearer ${bearer}` };
    const hanging = fetch(`${tenant.endpoints.arm}${PATH}`, { headers, signal: AbortSignal.timeout(50) });
    await assert.rejects(hanging, { name: 'TimeoutError' });
  });
});
