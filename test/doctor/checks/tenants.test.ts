import assert from 'node:assert/strict';
import { tenants } from '../../../src/doctor/checks/tenants.ts';
import { deployment, foreignTenant, tenantId } from '../deployment.ts';

const outcomesFor = async (...allowedTenants: string[]) =>
  (await tenants.run(deployment({ settings: { allowedTenants } }), {})).map(({ outcome }) => outcome);

describe('the allowed tenants', () => {
  it("are the bot's own", async () => assert.deepEqual(await outcomesFor(tenantId), ['ok']));

  it('are warned about where others are among them: their Azure cannot be read', async () => {
    assert.deepEqual(await outcomesFor(tenantId, foreignTenant), ['ok', 'warning']);
  });

  it("are wrong without the bot's own", async () => {
    assert.deepEqual(await outcomesFor(foreignTenant), ['fault', 'warning']);
  });
});
