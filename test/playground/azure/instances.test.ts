import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../playground/azure/simulated-tenant.ts';
import type { TenantFileInput } from '../../../playground/azure/tenant-file.ts';
import { byPerson, QUERY } from '../tenants/calls.ts';
import { callArm, instanceId } from './contoso.ts';
import { DATA_OWNER, startWith } from './small-tenant.ts';

describe('instances in the simulated tenant', () => {
  let tenant: SimulatedTenant | undefined;
  afterEach(() => tenant?.close());
  const start = async (parts: Partial<TenantFileInput>) => {
    tenant = await startWith(parts);
    return tenant;
  };
  const alexIsDataOwner = { principal: 'Alex Wilber', role: DATA_OWNER, scope: 'contoso-dev' };

  describe('an instance', () => {
    const resourceGraph = async (one: SimulatedTenant) => {
      const token = await one.appToken(one.bot.appId, 'https://management.azure.com/');
      const query =
        "resources | where type =~ 'microsoft.digitaltwins/digitaltwinsinstances' | project name, properties | order by name asc";
      const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01';
      return (await callArm(one, path, { token, method: 'POST', body: { query } })).body.data ?? [];
    };
    const stateOf = ({ properties }: Record<string, unknown>) =>
      (properties as { privateEndpointConnections: Connection[] }).privateEndpointConnections.map(
        (connection) => connection.properties.privateLinkServiceConnectionState.status,
      );
    interface Connection {
      properties: { privateLinkServiceConnectionState: { status: string } };
    }

    it('shows the state of each private endpoint in ARM and in Resource Graph', async () => {
      const privateEndpoints = (['Pending', 'Rejected', 'Disconnected', 'Approved'] as const).map((status) => ({
        name: status.toLowerCase(),
        status,
      }));
      const one = await start({ instances: [{ name: 'plant-a', privateEndpoints }] });
      const expected = ['Pending', 'Rejected', 'Disconnected', 'Approved'];
      assert.deepEqual((await resourceGraph(one)).map(stateOf), [expected]);
      const token = await one.appToken(one.bot.appId, 'https://management.azure.com/');
      const { body } = await callArm(one, `${instanceId(one)}?api-version=2023-01-31`, { token });
      assert.deepEqual(stateOf(body), expected);
    });

    for (const [state, status] of [
      ['Succeeded', 200],
      ['Updating', 200],
      ['Suspending', 503],
      ['Failed', 503],
      ['Provisioning', 404],
      ['Deleting', 404],
    ] as const) {
      it(`answers ${status} while it is ${state}`, async () => {
        const one = await start({
          instances: [{ name: 'plant-a', provisioningState: state }],
          roleAssignments: [alexIsDataOwner],
        });
        assert.equal((await byPerson(one, 'alex@contoso.com')).status, status);
      });
    }

    it('stays hidden from the bot in a subscription that it cannot read, and answers there all the same', async () => {
      const one = await start({
        subscriptions: [{ name: 'contoso-dev' }, { name: 'contoso-lab', hiddenFromBot: true }],
        resourceGroups: [
          { name: 'twins-prod', subscription: 'contoso-dev' },
          { name: 'twins-lab', subscription: 'contoso-lab' },
        ],
        instances: [{ name: 'plant-a' }, { name: 'plant-z', resourceGroup: 'twins-lab' }],
        roleAssignments: [{ ...alexIsDataOwner, scope: 'contoso-lab' }],
      });
      assert.deepEqual(
        (await resourceGraph(one)).map(({ name }) => name),
        ['plant-a'],
      );
      const token = await one.appToken(one.bot.appId, 'https://management.azure.com/');
      const path = `${instanceId(one, 'plant-z')}?api-version=2023-01-31`;
      assert.equal((await callArm(one, path, { token })).body.error?.code, 'AuthorizationFailed');
      assert.equal((await byPerson(one, 'alex@contoso.com', QUERY, 'plant-z')).status, 200);
      assert.equal((await byPerson(one, 'alex@contoso.com', QUERY, 'plant-a')).status, 403);
    });
  });
});
