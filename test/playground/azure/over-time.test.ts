import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../playground/azure/simulated-tenant.ts';
import type { TenantFileInput } from '../../../playground/azure/tenant-file.ts';
import { byPerson } from '../tenants/calls.ts';
import { armClient, instanceId, userId } from './contoso.ts';
import { DATA_OWNER, startWith } from './small-tenant.ts';

describe('the simulated tenant over time', () => {
  let clock = new Date();
  let tenant: SimulatedTenant | undefined;
  beforeEach(() => {
    clock = new Date('2026-03-02T10:00:00Z');
  });
  afterEach(() => tenant?.close());

  const start = async (parts: Partial<TenantFileInput>) => {
    tenant = await startWith(parts, { now: () => clock });
    return tenant;
  };
  const later = (minutes: number) => {
    clock = new Date(clock.getTime() + minutes * 60_000);
  };
  const alex = { principal: 'Alex Wilber', role: DATA_OWNER };
  const statusFor = async (one: SimulatedTenant) => (await byPerson(one, 'alex@contoso.com')).status;

  async function listed<T>(list: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = [];
    for await (const one of list) found.push(one);
    return found;
  }

  describe('a new role assignment', () => {
    it('shows in ARM at once and counts in the data plane when it has spread', async () => {
      const one = await start({
        propagation: 10,
        roleAssignments: [{ ...alex, scope: 'plant-a', createdOn: '3 minutes ago' }],
      });
      const filter = `atScope() and assignedTo('${userId(one, 'alex')}')`;
      const assignments = await listed(armClient(one).roleAssignments.listForScope(instanceId(one), { filter }));
      assert.deepEqual(
        assignments.map(({ createdOn }) => createdOn?.toISOString()),
        ['2026-03-02T09:57:00.000Z'],
      );
      later(6);
      assert.equal(await statusFor(one), 403);
      later(1);
      assert.equal(await statusFor(one), 200);
    });

    it('takes longer from a management group, when the file says so', async () => {
      const one = await start({
        propagation: 10,
        propagationAtManagementGroups: 180,
        managementGroups: [{ name: 'contoso' }, { name: 'plants', parent: 'contoso' }],
        subscriptions: [{ name: 'contoso-dev', managementGroup: 'plants' }],
        roleAssignments: [{ ...alex, scope: 'contoso', createdOn: '1 hour ago' }],
      });
      assert.equal(await statusFor(one), 403);
      later(120);
      assert.equal(await statusFor(one), 200);
    });
  });

  describe('an eligible role', () => {
    const activeOf = (one: SimulatedTenant) =>
      listed(
        armClient(one).roleAssignmentScheduleInstances.listForScope(instanceId(one), {
          filter: `assignedTo('${userId(one, 'alex')}')`,
        }),
      );
    const eligibleOf = (one: SimulatedTenant) =>
      listed(
        armClient(one).roleEligibilityScheduleInstances.listForScope(instanceId(one), {
          filter: `assignedTo('${userId(one, 'alex')}')`,
        }),
      );

    it('counts while it is activated, and is only eligible again when the activation has ended', async () => {
      const one = await start({
        eligibleRoles: [{ ...alex, scope: 'twins-prod' }],
        roleAssignments: [{ ...alex, scope: 'twins-prod', createdOn: '1 hour ago', activatedUntil: 'in 30 minutes' }],
      });
      const [eligible] = await eligibleOf(one);
      const [active] = await activeOf(one);
      assert.deepEqual(
        [active?.assignmentType, active?.endDateTime?.toISOString()],
        ['Activated', '2026-03-02T10:30:00.000Z'],
      );
      assert.equal(active?.linkedRoleEligibilityScheduleInstanceId, eligible?.id);
      assert.equal(await statusFor(one), 200);

      later(30);
      assert.equal(await statusFor(one), 403);
      assert.deepEqual(await activeOf(one), []);
      assert.equal((await eligibleOf(one)).length, 1);
      assert.deepEqual(
        await listed(
          armClient(one).roleAssignments.listForScope(instanceId(one), {
            filter: `principalId eq '${userId(one, 'alex')}'`,
          }),
        ),
        [],
      );
    });

    it('reaches the members of a group, from its beginning to its end', async () => {
      const one = await start({
        groups: [{ name: 'Engineers', members: ['Alex Wilber'] }],
        eligibleRoles: [
          { principal: 'Engineers', role: DATA_OWNER, scope: 'plant-a', from: 'in 1 hour', until: 'in 2 hours' },
        ],
      });
      assert.deepEqual(await eligibleOf(one), []);
      later(60);
      assert.deepEqual(
        (await eligibleOf(one)).map((found) => found.memberType),
        ['Group'],
      );
      later(60);
      assert.deepEqual(await eligibleOf(one), []);
    });
  });
});
