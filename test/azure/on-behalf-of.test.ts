import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { Approver } from '../../src/azure/approver.ts';
import { createOnBehalfOf } from '../../src/azure/on-behalf-of.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { TenantError } from '../../src/tenant.ts';
import { botApp, instanceId, startContoso, userId } from '../playground/azure/contoso.ts';
import { assertionOf } from './assertion-of.ts';

const name = '11111111-2222-5333-8444-555555555555';

describe('acting on behalf of the approver', () => {
  let tenant: SimulatedTenant;

  before(async () => {
    tenant = await startContoso({}, (file) => {
      // Nothing here is the bot's own doing.
      file.roleAssignments = file.roleAssignments.filter(({ principal }) => principal !== file.bot);
      file.roleAssignments.push({ principal: file.bot, role: 'Reader', scope: 'contoso-dev' });
    });
  });
  after(() => tenant.close());
  beforeEach(() => {
    tenant.state.mfa = 'never';
    tenant.state.roleAssignments = tenant.state.roleAssignments.filter((one) => one.name !== name);
    tenant.calls.length = 0;
  });

  const app = () => ({ clientId: tenant.bot.appId, proof: { clientSecret: tenant.bot.secret } });
  const signedIn = (who: string, as = {}) => tenant.signIn(`${who}@contoso.com`, `api://botid-${tenant.bot.appId}`, as);

  async function as(who: string, signIn = {}) {
    const token = await signedIn(who, signIn);
    return createOnBehalfOf(app(), cloudOf(tenant))({ token, tenantId: tenant.tenantId });
  }

  async function acting(who: string, signIn = {}): Promise<Approver> {
    const approver = await as(who, signIn);
    assert.ok('createRoleAssignment' in approver, 'another sign-in is needed');
    return approver;
  }

  const wanted = () => ({
    scope: instanceId(tenant),
    roleId: ADT_DATA_READER.id,
    principalId: userId(tenant, 'alex'),
    principalType: 'User' as const,
    description: 'Requested through ADT Support.',
  });
  const writes = () => tenant.calls.filter(({ service, method }) => service === 'arm' && /PUT|DELETE/.test(method));
  const made = () => tenant.state.roleAssignments.find((one) => one.name === name);

  it('writes as the person: Azure names the person as the creator', async () => {
    const written = await (await acting('megan')).createRoleAssignment(name, wanted());
    assert.deepEqual(written, {
      id: `${instanceId(tenant)}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      outcome: 'created',
    });
    assert.equal(made()?.createdBy, userId(tenant, 'megan'));
    assert.deepEqual(
      writes().map(({ caller }) => caller),
      [userId(tenant, 'megan')],
    );
  });

  it('takes away as the person, and once more is well', async () => {
    const approver = await acting('megan');
    await approver.createRoleAssignment(name, wanted());
    const id = `${instanceId(tenant)}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    assert.equal(await approver.deleteRoleAssignment(id), 'deleted');
    assert.equal(await approver.deleteRoleAssignment(id), 'deleted');
    assert.equal(made(), undefined);
  });

  it('has no more right than the person', async () => {
    const approver = await acting('adele');
    await assert.rejects(approver.createRoleAssignment(name, wanted()), (error: unknown) => {
      assert.ok(error instanceof TenantError);
      assert.equal(error.azureCode, 'AuthorizationFailed');
      return true;
    });
  });

  it('says what ARM asks for where it demands MFA, after one attempt with the one token', async () => {
    tenant.state.mfa = 'azure-writes';
    const approver = await acting('megan');
    const written = await approver.createRoleAssignment(name, wanted());
    assert.deepEqual(written, {
      needs: 'mfa',
      claims: '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}',
    });
    assert.equal(writes().length, 1);
    assert.equal(made(), undefined);
    const deleted = await approver.deleteRoleAssignment(
      `${instanceId(tenant)}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    );
    assert.notEqual(deleted, 'deleted');
    assert.equal(writes().length, 2);
  });

  it('writes where the person’s sign-in in Teams had MFA already', async () => {
    tenant.state.mfa = 'azure-writes';
    const written = await (await acting('megan', { mfa: true })).createRoleAssignment(name, wanted());
    assert.ok('outcome' in written);
  });

  it('says what Conditional Access asks for where it refuses the exchange, which is not repeated', async () => {
    tenant.state.mfa = 'azure-sign-in';
    assert.deepEqual(await as('megan'), {
      needs: 'mfa',
      claims: '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}',
    });
    const exchanges = tenant.calls.filter(({ service, method }) => service === 'entra' && method === 'POST');
    assert.equal(exchanges.length, 1);
    assert.deepEqual(writes(), []);
  });

  it('says that consent is missing', async () => {
    const grants = tenant.state.permissionGrants.splice(0);
    try {
      // A registration without any permission for ARM is told so in another way.
      const { requiredResourceAccess } = botApp(tenant);
      requiredResourceAccess.push({ resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013', resourceAccess: [] });
      assert.deepEqual(await as('megan'), { needs: 'consent' });
    } finally {
      tenant.state.permissionGrants.push(...grants);
    }
  });

  it('says that the sign-in is too old', async () => {
    assert.deepEqual(await as('megan', { ageSeconds: 3_700 }), { needs: 'sign-in' });
  });

  it('blames nobody’s sign-in for a wrong secret, and does not repeat it', async () => {
    const wrong = { clientId: tenant.bot.appId, proof: { clientSecret: 'hunter2-hunter2' } };
    const token = await signedIn('megan');
    const acted = createOnBehalfOf(wrong, cloudOf(tenant))({ token, tenantId: tenant.tenantId });
    await assert.rejects(acted, (error: unknown) => {
      assert.ok(error instanceof TenantError);
      assert.equal(error.code, 'unauthenticated');
      assert.match(error.message, /AADSTS7000215/);
      assert.doesNotMatch(error.message, /hunter2/);
      assert.ok(!error.message.includes(token));
      return true;
    });
  });

  describe('with the token of a managed identity in place of a secret', () => {
    const trusting = () => ({
      clientId: tenant.bot.appId,
      proof: { getAssertion: assertionOf(tenant, 'func-telemetry') },
    });

    it('writes as the person all the same', async () => {
      const identity = tenant.state.servicePrincipals.find(({ displayName }) => displayName === 'func-telemetry');
      const { trusts } = botApp(tenant);
      trusts.push(identity?.id ?? '');
      const token = await signedIn('megan');
      const approver = await createOnBehalfOf(trusting(), cloudOf(tenant))({ token, tenantId: tenant.tenantId });
      assert.ok('createRoleAssignment' in approver);
      assert.ok('outcome' in (await approver.createRoleAssignment(name, wanted())));
      trusts.pop();
    });

    it('is refused where the registration does not trust the identity', async () => {
      const token = await signedIn('megan');
      const acted = createOnBehalfOf(trusting(), cloudOf(tenant))({ token, tenantId: tenant.tenantId });
      await assert.rejects(acted, /AADSTS700213/);
    });
  });
});
