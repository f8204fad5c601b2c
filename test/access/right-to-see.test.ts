import assert from 'node:assert/strict';
import { rightToSee } from '../../src/access/right-to-see.ts';
import type { RoleAssignment } from '../../src/rbac/model.ts';
import * as roles from '../../src/rbac/roles.ts';
import { instance, megan } from './requests.ts';
import { failing, holding, tenantThat } from './tenant-that.ts';

describe('the right to see others’ access', () => {
  const cases: [what: string, held: RoleAssignment[], right: string][] = [
    ['no role at all', [], 'no'],
    ['Owner', [holding(roles.OWNER)], 'yes'],
    ['Contributor', [holding(roles.CONTRIBUTOR)], 'yes'],
    ['a role on its data alone', [holding(roles.ADT_DATA_OWNER)], 'no'],
    ['Contributor elsewhere', [holding(roles.CONTRIBUTOR, { scope: '/subscriptions/other' })], 'no'],
  ];
  for (const [what, held, right] of cases) {
    it(`of somebody who holds ${what}: ${right}`, async () => {
      const tenant = tenantThat({ roleAssignmentsOf: async () => held });
      assert.equal((await rightToSee(instance, megan, tenant, {})).right, right);
    });
  }

  it('is unknown where it could not be read, with the reason', async () => {
    const read = await rightToSee(instance, megan, tenantThat({ roleAssignmentsOf: failing('forbidden') }), {});
    assert.ok(read.right === 'unknown' && /forbidden/.test(read.reason));
  });
});
