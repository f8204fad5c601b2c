import assert from 'node:assert/strict';
import type { Principal } from '../../src/diagnosis/diagnosis.ts';
import { subjectOf } from '../../src/teams/subject-of.ts';
import { failing } from '../access/tenant-that.ts';

const asker = { objectId: 'A1' };
const app: Principal = {
  kind: 'service-principal',
  objectId: 's1',
  appId: 'c1',
  displayName: 'twin-sync',
  self: false,
};
const owners = (...all: string[]) => ({ applicationOwners: async () => all });

describe('whom a role is asked for', () => {
  it('is an app, with whether the asker owns its registration', async () => {
    const subject = { objectId: 's1', displayName: 'twin-sync', type: 'ServicePrincipal', appId: 'c1' };
    assert.deepEqual(await subjectOf(app, asker, owners('a1')), { ...subject, ownedByRequester: true });
    assert.deepEqual(await subjectOf(app, asker, owners()), { ...subject, ownedByRequester: false });
    assert.deepEqual(await subjectOf(app, asker, { applicationOwners: failing('timeout') }), subject);
  });

  it('is a managed identity where the directory knows it as one, which nobody owns', async () => {
    const tenant = { applicationOwners: async () => assert.fail('a managed identity has no registration') };
    assert.deepEqual(await subjectOf({ ...app, managedIdentity: true }, asker, tenant), {
      objectId: 's1',
      displayName: 'twin-sync',
      type: 'ServicePrincipal',
      appId: 'c1',
      managedIdentity: true,
    });
  });
});
