import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { callArm, startContoso, subscriptionId } from '../contoso.ts';

const INSTANCES =
  "resources | where type =~ 'microsoft.digitaltwins/digitaltwinsinstances' | project name | order by name asc";

describe('simulated Resource Graph', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startContoso();
  });
  after(() => tenant.close());

  async function query(user: string, text: string, more: object = {}) {
    const token = await tenant.signIn(`${user}@contoso.com`, 'https://management.azure.com/');
    const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01';
    return callArm(tenant, path, { token, method: 'POST', body: { query: text, ...more } });
  }

  it('shows each caller the resources that he may read', async () => {
    const seen = async (user: string) => (await query(user, INSTANCES)).body.data?.map((row) => row.name);
    assert.deepEqual(await seen('megan'), ['plant-a', 'plant-b']);
    assert.deepEqual(await seen('adele'), ['plant-a']);
    assert.deepEqual(await seen('lee'), []);
  });

  it('searches the subscriptions that are named', async () => {
    const other = { subscriptions: ['11111111-2222-4333-8444-555555555555'] };
    assert.equal((await query('megan', INSTANCES, other)).body.totalRecords, 0);
    const own = { subscriptions: [subscriptionId(tenant)] };
    assert.equal((await query('megan', INSTANCES, own)).body.totalRecords, 2);
  });

  it('lists subscriptions as resource containers', async () => {
    const text =
      "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project subscriptionId, name";
    const { body } = await query('megan', text);
    assert.deepEqual(body.data, [{ subscriptionId: subscriptionId(tenant), name: 'contoso-dev' }]);
  });

  it('finds other resources by type and name', async () => {
    const id = `/subscriptions/${subscriptionId(tenant)}/resourceGroups/twins-prod/providers/Microsoft.Storage/storageAccounts/contosoblobs`;
    const type = 'Microsoft.Storage/storageAccounts';
    const place = { subscriptionId: subscriptionId(tenant), resourceGroup: 'twins-prod' };
    tenant.state.resources.push({ id, name: 'contosoblobs', type, ...place });
    const text =
      "resources | where type in~ ('microsoft.storage/storageaccounts') | where name in~ ('CONTOSOBLOBS') | project id, type";
    assert.deepEqual((await query('megan', text)).body.data, [{ id, type: 'microsoft.storage/storageaccounts' }]);
    assert.deepEqual((await query('lee', text)).body.data, []);
  });

  it('cuts long answers and says so', async () => {
    const { body } = await query('megan', INSTANCES, { options: { $top: 1 } });
    assert.deepEqual([body.totalRecords, body.count, body.resultTruncated], [2, 1, 'true']);
    const rest = await query('megan', INSTANCES, { options: { $top: 1, $skipToken: body.$skipToken } });
    assert.deepEqual(rest.body.data, [{ name: 'plant-b' }]);
  });

  it('refuses a query that it cannot read', async () => {
    const { status, body } = await query('megan', 'resources | where');
    assert.equal(status, 400);
    assert.deepEqual(
      [body.error?.code, body.error?.details?.map((one) => one.code)],
      ['BadRequest', ['InvalidQuery', 'ParserFailure']],
    );
  });
});
