import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { armClient, instanceId, roleId, startContoso, userId } from '../contoso.ts';

const HOST = 'plant-a.api.weu.digitaltwins.azure.net';
const ADT = 'https://digitaltwins.azure.net';

describe('simulated Digital Twins data plane', () => {
  let clock = new Date('2026-03-02T10:00:00Z');
  let tenant: SimulatedTenant;
  beforeEach(async () => {
    clock = new Date('2026-03-02T10:00:00Z');
    tenant = await startContoso({ now: () => clock, propagationMs: 60_000 });
  });
  afterEach(() => tenant.close());

  async function call(user: string, method: string, path: string, body?: unknown) {
    const token = await tenant.signIn(`${user}@contoso.com`, ADT);
    return tenant.dataPlane(HOST, { method, path, token, ...(body === undefined ? {} : { body }) });
  }

  it('refuses even the Owner of the subscription with an empty 403', async () => {
    const answer = await call('megan', 'GET', '/models');
    assert.deepEqual([answer.status, answer.body, answer.headers['content-length']], [403, '', '0']);
  });

  it('lets a Data Reader read and query, and nothing else', async () => {
    assert.equal((await call('lee', 'GET', '/models')).status, 200);
    assert.equal((await call('lee', 'GET', '/digitaltwins/pump-1')).status, 200);
    assert.equal((await call('lee', 'GET', '/digitaltwins/pump-1/relationships')).status, 200);
    assert.equal((await call('lee', 'POST', '/query', { query: 'SELECT * FROM digitaltwins' })).status, 200);
    assert.equal((await call('lee', 'GET', '/jobs/imports')).status, 200);
    for (const [method, path] of [
      ['POST', '/models'],
      ['PUT', '/digitaltwins/pump-2'],
      ['PATCH', '/digitaltwins/pump-1'],
      ['DELETE', '/digitaltwins/pump-1'],
      ['PUT', '/digitaltwins/pump-1/relationships/r1'],
      ['DELETE', '/models/dtmi:contoso:Tank;1'],
      ['PUT', '/eventroutes/r1'],
      ['PUT', '/jobs/imports/j1'],
    ] as const) {
      const answer = await call('lee', method, path, {});
      assert.deepEqual([method, path, answer.status, answer.body], [method, path, 403, '']);
    }
  });

  it('lets a Data Owner upload a model, make a twin, change it and find it by a query', async () => {
    const app = tenant.state.servicePrincipals.find((one) => one.displayName === 'twin-sync');
    const token = await tenant.appToken(app?.appId ?? '', ADT);
    const send = (method: string, path: string, body: unknown) => tenant.dataPlane(HOST, { method, path, token, body });
    const model = { '@id': 'dtmi:contoso:Valve;1', '@type': 'Interface', '@context': 'dtmi:dtdl:context;3' };
    assert.equal((await send('POST', '/models', [model])).status, 201);
    assert.equal((await send('POST', '/models', [model])).status, 409);
    const twin = { $metadata: { $model: 'dtmi:contoso:Valve;1' }, open: false };
    assert.equal((await send('PUT', '/digitaltwins/valve-1', twin)).status, 200);
    const patch = [{ op: 'replace', path: '/open', value: true }];
    assert.equal((await send('PATCH', '/digitaltwins/valve-1', patch)).status, 204);
    const query = "SELECT * FROM digitaltwins T WHERE IS_OF_MODEL(T, 'dtmi:contoso:Valve;1') AND T.$dtId = 'valve-1'";
    const { value } = JSON.parse((await send('POST', '/query', { query })).body);
    assert.deepEqual([value.length, value[0].$dtId, value[0].open], [1, 'valve-1', true]);
    const missing = await send('GET', '/digitaltwins/valve-9', undefined);
    assert.deepEqual([missing.status, missing.headers['x-ms-error-code']], [404, 'DigitalTwinNotFound']);
  });

  it('lets a new role count only after it has propagated', async () => {
    await armClient(tenant).roleAssignments.create(instanceId(tenant), randomUUID(), {
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roleId(tenant, 'Azure Digital Twins Data Reader')}`,
      principalId: userId(tenant, 'alex'),
      principalType: 'User',
    });
    assert.equal((await call('alex', 'GET', '/models')).status, 403);
    clock = new Date('2026-03-02T10:01:00Z');
    assert.equal((await call('alex', 'GET', '/models')).status, 200);
  });

  it('refuses every public call with a body when public network access is disabled', async () => {
    const [plantA] = tenant.state.instances;
    if (plantA !== undefined) plantA.publicNetworkAccess = 'Disabled';
    const answer = await call('lee', 'GET', '/models');
    assert.deepEqual(
      [answer.status, answer.body],
      [403, '{"statusCode":403,"message":"Public network access disabled by policy."}'],
    );
  });

  it('does not tell an unknown host from a token of another tenant', async () => {
    const notFound = { statusCode: 404, message: 'Sub-domain not found.' };
    const token = await tenant.signIn('lee@contoso.com', ADT);
    const unknown = await tenant.dataPlane('plant-z.api.weu.digitaltwins.azure.net', {
      method: 'GET',
      path: '/models',
      token,
    });
    assert.deepEqual([unknown.status, JSON.parse(unknown.body)], [404, notFound]);
    const other = await startContoso({}, (file) => {
      file.tenant.id = '5f0c1f34-8a1e-4c55-9d55-0c7d7f6e2b11';
    });
    try {
      const foreign = await other.signIn('lee@contoso.com', ADT);
      const answer = await tenant.dataPlane(HOST, { method: 'GET', path: '/models', token: foreign });
      assert.deepEqual([answer.status, JSON.parse(answer.body)], [404, notFound]);
    } finally {
      await other.close();
    }
  });

  it('answers 401 without a token, with an expired one, and with one for another service', async () => {
    const plain = { method: 'GET', path: '/models' };
    assert.equal((await tenant.dataPlane(HOST, plain)).status, 401);
    const arm = await tenant.signIn('lee@contoso.com', 'https://management.azure.com');
    assert.equal((await tenant.dataPlane(HOST, { ...plain, token: arm })).status, 401);
    const token = await tenant.signIn('lee@contoso.com', ADT);
    clock = new Date('2026-03-02T11:30:00Z');
    assert.equal((await tenant.dataPlane(HOST, { ...plain, token })).status, 401);
  });
});
