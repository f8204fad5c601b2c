import assert from 'node:assert/strict';
import { guardGrants } from '../../src/doctor/guard-grants.ts';
import { ExcessiveRightError, proveOwnRight } from '../../src/doctor/prove-own-right.ts';
import { DELEGATION_CONDITION } from '../../src/rbac/data-role-delegation.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { type Tenant, TenantError } from '../../src/tenant.ts';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';

type Parts = NonNullable<Parameters<typeof startSmallTenant>[0]>;

const delegate = 'Role Based Access Control Administrator';
const right = { principal: 'ADT Support', role: delegate, scope: 'contoso-dev', condition: DELEGATION_CONDITION };
const owner = { principal: 'ADT Support', role: 'Owner', scope: 'contoso-dev' };

describe('proving that the bot is not too powerful', () => {
  const started: StartedTenant[] = [];
  after(() => Promise.all(started.map((tenant) => tenant.close())));

  async function contoso(parts: Parts = {}): Promise<StartedTenant> {
    const tenant = await startSmallTenant(parts);
    started.push(tenant);
    return tenant;
  }
  const whoIn =
    ({ simulated, idOf }: StartedTenant) =>
    async () => ({ appId: simulated.bot.appId, objectId: idOf('ADT Support') });
  const patient = () => ({ signal: AbortSignal.timeout(30_000) });
  const prove = (tenant: StartedTenant) => proveOwnRight(tenant.tenant, whoIn(tenant), patient());

  it('succeeds with the condition of the manual, and without any right', async () => {
    assert.deepEqual(await prove(await contoso({ roleAssignments: [right] })), { proven: true });
    assert.deepEqual(await prove(await contoso()), { proven: true });
  });

  const wide: [what: string, parts: Parts, says: RegExp][] = [
    ['Owner', { roleAssignments: [owner] }, /Owner at \/subscriptions\/\S+ lets the bot assign every role to anyone/],
    ['Owner beside the right condition', { roleAssignments: [right, owner] }, /Owner at/],
    [
      'a role administrator without a condition',
      { roleAssignments: [{ principal: 'ADT Support', role: delegate, scope: 'twins-prod' }] },
      /resourceGroups\/twins-prod lets the bot assign every role/,
    ],
    [
      'a condition that lets Owner through',
      {
        roleAssignments: [
          { ...right, condition: DELEGATION_CONDITION.replace('5a3}', '5a3, 8e3af657-a8ff-443c-a75c-2fe8c4bcb635}') },
        ],
      },
      /lets the bot assign Owner, despite its condition/,
    ],
    [
      'Owner through a group',
      {
        groups: [{ name: 'Automation', members: ['ADT Support'] }],
        roleAssignments: [{ ...owner, principal: 'Automation' }],
      },
      /Take the bot out of the group .*\n\s+az ad group member remove --group/,
    ],
  ];
  for (const [what, parts, says] of wide) {
    it(`refuses ${what}, and says what to change`, async () => {
      const tenant = await contoso(parts);
      await assert.rejects(prove(tenant), (error) => {
        assert.ok(error instanceof ExcessiveRightError);
        assert.match(error.message, says);
        assert.match(
          error.message,
          /az role assignment create --assignee \S+ --role "Role Based Access Control Administrator"/,
        );
        return true;
      });
    });
  }

  it('is neither proof nor excess while Azure does not answer', async () => {
    const tenant = await contoso({ roleAssignments: [owner] });
    tenant.simulated.inject({ match: { service: 'arm' }, answer: { status: 503 } });
    const proof = await prove(tenant);
    assert.equal(proof.proven, false);
    assert.match('reason' in proof ? proof.reason : '', /Azure did not answer/);
  });

  it('is no proof where no instance is visible, or the bot cannot sign in', async () => {
    const empty = await contoso({ instances: [] });
    assert.deepEqual(await prove(empty), { proven: false, reason: 'The bot sees no instance.' });
    const refused = new TenantError('Entra: sign in: no.', { code: 'unauthenticated', call: 'Entra: sign in' });
    const proof = await proveOwnRight(empty.tenant, () => Promise.reject(refused), patient());
    assert.deepEqual(proof, { proven: false, reason: 'Entra: sign in: no.' });
  });

  it('is no proof while Azure keeps it waiting', async () => {
    const tenant = await contoso({ roleAssignments: [owner] });
    const forever = () => new Promise<never>(() => {});
    const proof = await proveOwnRight(tenant.tenant, forever, { signal: AbortSignal.timeout(1) });
    assert.deepEqual(proof, { proven: false, reason: 'Azure gave no answer in time.' });
  });

  it('counts an excess that was seen, whatever could not be read elsewhere', async () => {
    const tenant = await contoso({
      subscriptions: [{ name: 'contoso-dev' }, { name: 'contoso-test' }],
      resourceGroups: [
        { name: 'twins-prod', subscription: 'contoso-dev' },
        { name: 'twins-test', subscription: 'contoso-test' },
      ],
      instances: [instance('plant-a'), instance('plant-b', { resourceGroup: 'twins-test' })],
      roleAssignments: [{ ...owner, scope: 'contoso-test' }],
    });
    const [dev] = tenant.state.subscriptions;
    tenant.simulated.inject({ match: { path: `/subscriptions/${dev?.subscriptionId}/` }, answer: { status: 503 } });
    await assert.rejects(prove(tenant), ExcessiveRightError);
  });

  describe('again before each role assignment', () => {
    const grant = (tenant: StartedTenant, guarded: Tenant) =>
      guarded.createRoleAssignment('a5510000-0000-4000-8000-000000000001', {
        scope: tenant.instanceId(),
        roleId: ADT_DATA_READER.id,
        principalId: tenant.idOf('alex'),
        principalType: 'User',
        description: 'Requested through ADT Support',
      });
    const puts = ({ simulated }: StartedTenant) => simulated.calls.filter(({ method }) => method === 'PUT').length;

    it('writes with the right condition', async () => {
      const tenant = await contoso({ roleAssignments: [right] });
      assert.equal((await grant(tenant, guardGrants(tenant.tenant, whoIn(tenant)))).outcome, 'created');
      assert.equal(puts(tenant), 1);
    });

    it('writes nothing with a right that has become too wide', async () => {
      const tenant = await contoso({ roleAssignments: [right, owner] });
      await assert.rejects(grant(tenant, guardGrants(tenant.tenant, whoIn(tenant))), { code: 'rejected' });
      assert.equal(puts(tenant), 0);
    });

    it('writes nothing, and can be tried again, while its own roles cannot be read', async () => {
      const tenant = await contoso({ roleAssignments: [right] });
      const guarded = guardGrants(tenant.tenant, whoIn(tenant));
      const mend = tenant.simulated.inject({ match: { service: 'arm', method: 'GET' }, answer: { status: 503 } });
      await assert.rejects(grant(tenant, guarded), { code: 'unavailable' });
      assert.equal(puts(tenant), 0);
      mend();
      assert.equal((await grant(tenant, guarded)).outcome, 'created');
    });

    it('does not pass off a refusal to read its roles as one to write', async () => {
      const tenant = await contoso({ roleAssignments: [right] });
      tenant.simulated.inject({ match: { service: 'arm', method: 'GET' }, answer: { status: 403 } });
      await assert.rejects(grant(tenant, guardGrants(tenant.tenant, whoIn(tenant))), (error) => {
        return error instanceof TenantError && error.code === 'rejected' && error.azureCode === undefined;
      });
    });

    it('still takes away with any right', async () => {
      const tenant = await contoso({ roleAssignments: [right] });
      const guarded = guardGrants(tenant.tenant, whoIn(tenant));
      const { id } = await grant(tenant, guarded);
      tenant.state.roleAssignments.push(
        ...tenant.state.roleAssignments
          .filter(({ principalId }) => principalId === tenant.idOf('ADT Support'))
          .map((one) => ({
            ...one,
            name: 'a5510000-0000-4000-8000-000000000002',
            roleDefinitionId: tenant.roleId('Owner'),
          })),
      );
      await guarded.deleteRoleAssignment(id);
      assert.ok(!tenant.state.roleAssignments.some(({ name }) => id.endsWith(name)));
    });
  });
});
