import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { callArm, instanceId, subscriptionId } from '../contoso.ts';
import { startWith } from '../small-tenant.ts';

const NOW = new Date('2026-03-02T10:30:00Z');
const FROM = "eventTimestamp ge '2026-03-02T09:00:00Z'";

describe('the simulated activity log', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startWith(
      {
        users: [{ name: 'Alex Wilber' }, { name: 'Megan Bowen' }, { name: 'Lee Gu' }],
        roleAssignments: [
          { principal: 'Megan Bowen', role: 'Owner', scope: 'contoso-dev' },
          { principal: 'Alex Wilber', role: 'Reader', scope: 'twins-prod' },
          { principal: 'Lee Gu', role: 'Reader', scope: 'contoso-dev' },
        ],
        activityLog: [
          { change: 'network', at: '2026-03-02T09:20:00Z', instance: 'plant-a', publicNetworkAccess: 'Disabled' },
          { change: 'deny-added', at: '2026-03-02T09:10:00Z', scope: '/' },
        ],
      },
      { now: () => NOW },
    );
  });
  after(() => tenant.close());

  const token = (name: string) => tenant.signIn(`${name}@contoso.com`, 'https://management.azure.com');
  async function list(filter: string, { as = 'lee', select = '' } = {}) {
    const query = `api-version=2015-04-01&$filter=${encodeURIComponent(filter)}${select && `&$select=${select}`}`;
    const path = `/subscriptions/${subscriptionId(tenant)}/providers/microsoft.insights/eventtypes/management/values?${query}`;
    return callArm(tenant, path, { token: await token(as) });
  }

  it('has the beginning and the end of a change, and none of what is above the subscription', async () => {
    const { body } = await list(FROM);
    assert.deepEqual(
      body.value?.map(({ status }) => Object(status).value),
      ['Started', 'Succeeded'],
    );
    assert.equal(body.value?.[0]?.operationId, body.value?.[1]?.operationId);
  });

  it('is narrowed by one thing, and cut to what is selected', async () => {
    const { body } = await list(`${FROM} and resourceUri eq '${instanceId(tenant)}'`, { select: 'eventTimestamp' });
    assert.deepEqual(body.value, [
      { eventTimestamp: '2026-03-02T09:20:00.0000000Z' },
      { eventTimestamp: '2026-03-02T09:20:00.0000000Z' },
    ]);
    assert.deepEqual((await list(`${FROM} and resourceProvider eq 'Microsoft.Authorization'`)).body.value, []);
    assert.deepEqual((await list(`${FROM} and eventTimestamp le '2026-03-02T09:15:00Z'`)).body.value, []);
  });

  const refused: Record<string, string> = {
    'no start': "resourceProvider eq 'Microsoft.Authorization'",
    'a start that is too long ago': "eventTimestamp ge '2025-01-01T00:00:00Z'",
    'two things at once': `${FROM} and resourceProvider eq 'a' and resourceGroupName eq 'b'`,
    'anything else': `${FROM} and caller eq 'megan@contoso.com'`,
  };
  for (const [what, filter] of Object.entries(refused)) {
    it(`refuses ${what}`, async () => assert.equal((await list(filter)).status, 400));
  }

  it('is not for whoever may read only a part of the subscription', async () => {
    const { status, body } = await list(FROM, { as: 'alex' });
    assert.equal(status, 403);
    assert.match(body.error?.message ?? '', /Microsoft\.Insights\/eventtypes\/values\/read/);
  });

  it('grows with each change, which a reader may not make', async () => {
    const path = `${instanceId(tenant)}?api-version=2023-01-31`;
    const open = { method: 'PATCH', body: { properties: { publicNetworkAccess: 'Enabled' } } };
    assert.equal((await callArm(tenant, path, { token: await token('lee'), ...open })).status, 403);
    assert.equal((await callArm(tenant, path, { token: await token('megan'), ...open })).status, 200);
    const wrong = { method: 'PATCH', body: { tags: {} } };
    assert.equal((await callArm(tenant, path, { token: await token('megan'), ...wrong })).status, 400);
    assert.equal(tenant.state.instances[0]?.publicNetworkAccess, 'Enabled');
    assert.equal((await list(FROM)).body.value?.length, 4);
  });
});
