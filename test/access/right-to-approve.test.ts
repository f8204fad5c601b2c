import assert from 'node:assert/strict';
import { rightToApprove } from '../../src/access/right-to-approve.ts';
import type { DenyAssignment, RoleAssignment } from '../../src/rbac/model.ts';
import * as roles from '../../src/rbac/roles.ts';
import type { Tenant } from '../../src/tenant.ts';
import { instance, megan, pending, requestIn } from './requests.ts';
import { failing, holding, tenantThat } from './tenant-that.ts';

const request = requestIn(pending);
const owners = '9e000000-0000-4000-8000-000000000001';

const locked: DenyAssignment = {
  id: 'deny',
  name: 'Locked',
  scope: instance.id,
  permissions: [{ actions: ['Microsoft.Authorization/*'], notActions: [], dataActions: [], notDataActions: [] }],
  principals: [owners],
  excludePrincipals: [],
  doNotApplyToChildScopes: false,
};

async function rightWith(held: RoleAssignment[], more: Partial<Tenant> = {}) {
  const tenant = tenantThat({ roleAssignmentsOf: async () => held, ...more });
  return (await rightToApprove(request, megan, tenant, {})).right;
}

describe('the right to approve', () => {
  const cases: [what: string, held: RoleAssignment[], right: string][] = [
    ['no role at all', [], 'no'],
    ['Owner', [holding(roles.OWNER)], 'yes'],
    ['Owner through a group', [holding(roles.OWNER, { principalId: owners, principalType: 'Group' })], 'yes'],
    ['Contributor', [holding(roles.CONTRIBUTOR)], 'no'],
    ['the very role that is asked for', [holding(roles.ADT_DATA_OWNER)], 'no'],
    ['Owner under a condition nobody can read', [holding(roles.OWNER, { condition: '@Environment[x]' })], 'unknown'],
  ];
  for (const [what, held, right] of cases) {
    it(`of somebody who holds ${what}: ${right}`, async () => {
      assert.equal(await rightWith(held), right);
    });
  }

  it('is read afresh for the person and the instance at hand', async () => {
    const asked: unknown[] = [];
    const signal = AbortSignal.timeout(1_000);
    const tenant = tenantThat({
      async roleAssignmentsOf(...question) {
        asked.push(question);
        return [];
      },
    });
    await rightToApprove(request, megan, tenant, { signal });
    assert.deepEqual(asked, [[megan.objectId, instance.id, { signal }]]);
  });

  it('is taken away by a deny assignment that reaches the person through a group', async () => {
    const denied = { denyAssignmentsAt: async () => [locked], groupsOf: async () => [owners] };
    assert.equal(await rightWith([holding(roles.OWNER)], denied), 'no');
    assert.equal(await rightWith([holding(roles.OWNER)], { ...denied, groupsOf: async () => [] }), 'yes');
  });

  for (const call of ['roleAssignmentsOf', 'roleDefinitions', 'denyAssignmentsAt'] as const) {
    it(`is unknown, with the reason, while ${call} gives no answer`, async () => {
      const tenant = tenantThat({ roleAssignmentsOf: async () => [holding(roles.OWNER)], [call]: failing('timeout') });
      const right = await rightToApprove(request, megan, tenant, {});
      assert.deepEqual(right, { right: 'unknown', reason: 'ARM: some call: timeout.' });
    });
  }

  it('lets a fault of our own through', async () => {
    const tenant = tenantThat({ roleAssignmentsOf: () => Promise.reject(new TypeError('a fault')) });
    await assert.rejects(rightToApprove(request, megan, tenant, {}), TypeError);
  });
});
