import assert from 'node:assert/strict';
import { ADT_DATA_OWNER } from '../../src/rbac/roles.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

describe('eligible roles', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      groups: [{ name: 'Engineers', members: ['alex@contoso.com'] }],
      eligibleRoles: [
        { principal: 'Engineers', role: ADT_DATA_OWNER.name, scope: 'twins-prod' },
        { principal: 'lee@contoso.com', role: ADT_DATA_OWNER.name, scope: 'plant-a' },
      ],
    });
  });
  after(() => contoso.close());

  const ofAlex = () => contoso.tenant.eligibleRolesOf(contoso.idOf('alex'), contoso.instanceId());
  const answered = async (status: number, code: string) => {
    const heal = contoso.simulated.inject({
      match: { service: 'arm', path: 'roleEligibilityScheduleInstances' },
      answer: { status, body: { error: { code, message: 'As a test wants it.' } } },
    });
    return ofAlex().finally(heal);
  };

  it('are listed as the assignments they would become, through groups too', async () => {
    const [found, ...others] = await ofAlex();
    assert.deepEqual(others, []);
    const { id, ...rest } = found ?? {};
    assert.match(id ?? '', /\/roleEligibilityScheduleInstances\//);
    assert.deepEqual(rest, {
      scope: contoso.instanceId().split('/providers/')[0],
      roleId: ADT_DATA_OWNER.id,
      principalId: contoso.idOf('Engineers'),
      principalType: 'Group',
    });
  });

  it('are none in a tenant without the licence', async () => {
    assert.deepEqual(await answered(400, 'AadPremiumLicenseRequired'), []);
  });

  it('are refused to a bot without the right, which is named', async () => {
    const { permission } = await failsWith('forbidden', answered(403, 'AuthorizationFailed'));
    assert.equal(permission, 'Microsoft.Authorization/roleEligibilityScheduleInstances/read');
    await failsWith('rejected', answered(400, 'InvalidFilter'));
  });
});
