import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RoleAssignment, RoleAssignmentCreateParameters } from '@azure/arm-authorization';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { armClient, fixedToken, instanceId, roleId, startContoso, subscriptionId, userId } from '../contoso.ts';

describe('simulated role assignments', () => {
  let tenant: SimulatedTenant;
  beforeEach(async () => {
    tenant = await startContoso();
  });
  afterEach(() => tenant.close());

  const as = async (user: string) =>
    armClient(tenant, fixedToken(await tenant.signIn(`${user}@contoso.com`, 'https://management.azure.com/')));

  const wanted = (change: Partial<RoleAssignmentCreateParameters> = {}): RoleAssignmentCreateParameters => ({
    roleDefinitionId: `/subscriptions/${subscriptionId(tenant)}/providers/Microsoft.Authorization/roleDefinitions/${roleId(tenant, 'Azure Digital Twins Data Reader')}`,
    principalId: userId(tenant, 'alex'),
    principalType: 'User',
    ...change,
  });

  async function list(scope: string, filter?: string, client = armClient(tenant)): Promise<RoleAssignment[]> {
    const found: RoleAssignment[] = [];
    const options = filter === undefined ? {} : { filter };
    for await (const one of client.roleAssignments.listForScope(scope, options)) found.push(one);
    return found;
  }

  const scopes = (found: RoleAssignment[]) => new Set(found.map((one) => one.scope));

  describe('listing', () => {
    it('shows what is at and above the scope with atScope(), and what is below as well without it', async () => {
      const group = `/subscriptions/${subscriptionId(tenant)}/resourceGroups/twins-prod`;
      const subscription = `/subscriptions/${subscriptionId(tenant)}`;
      assert.deepEqual(scopes(await list(group, 'atScope()')), new Set([subscription, group]));
      assert.deepEqual(scopes(await list(group)), new Set([subscription, group, instanceId(tenant)]));
    });

    it('shows inherited assignments of management groups and of the tenant root', async () => {
      const other = await startContoso({}, (file) => {
        file.managementGroups.push({ name: 'contoso-mg', displayName: 'Contoso' });
        for (const subscription of file.subscriptions) subscription.managementGroup = 'contoso-mg';
        const role = 'Reader';
        file.roleAssignments.push({ principal: 'alex@contoso.com', role, scope: 'contoso-mg' });
        file.roleAssignments.push({ principal: 'alex@contoso.com', role, scope: '/' });
      });
      try {
        const found = await list(instanceId(other), `principalId eq ${userId(other, 'alex')}`, armClient(other));
        assert.deepEqual(scopes(found), new Set(['/', '/providers/Microsoft.Management/managementGroups/contoso-mg']));
        assert.ok(found.every((one) => one.roleDefinitionId?.startsWith('/providers/Microsoft.Authorization/')));
      } finally {
        await other.close();
      }
    });

    it('looks through nested groups with assignedTo, and does not with principalId', async () => {
      const megan = userId(tenant, 'megan');
      assert.equal((await list(instanceId(tenant), `assignedTo('${megan}')`)).length, 1);
      assert.equal((await list(instanceId(tenant), `principalId eq '${megan}'`)).length, 0);
      assert.equal((await list(instanceId(tenant), `principalId eq ${megan}`)).length, 0);
      const group = tenant.state.groups.find((one) => one.displayName === 'Platform Owners')?.id;
      assert.equal((await list(instanceId(tenant), `principalId eq '${group}'`)).length, 1);
      assert.equal((await list(instanceId(tenant), `assignedTo('${group}')`)).length, 0);
    });

    it('refuses a filter that ARM does not have', async () => {
      await assert.rejects(list(instanceId(tenant), "roleDefinitionId eq 'x'"), {
        statusCode: 400,
        code: 'UnsupportedQuery',
      });
    });

    it('comes whole where the tenant sets no size of a page', async () => {
      const [one] = tenant.state.roleAssignments;
      assert.ok(one);
      for (let count = 0; count < 150; count += 1) {
        tenant.state.roleAssignments.push({ ...one, name: randomUUID(), principalId: randomUUID() });
      }
      tenant.calls.length = 0;
      assert.ok((await list(instanceId(tenant), 'atScope()')).length > 150);
      assert.equal(tenant.calls.filter((call) => call.service === 'arm').length, 1);
    });

    it('comes in pages that the client follows', async () => {
      const whole = await list(instanceId(tenant), 'atScope()');
      tenant.state.pageSize = 2;
      tenant.calls.length = 0;
      const paged = await list(instanceId(tenant), 'atScope()');
      assert.deepEqual(paged, whole);
      assert.equal(tenant.calls.filter((call) => call.service === 'arm').length, Math.ceil(whole.length / 2));
    });

    it('refuses a caller who may not read role assignments there', async () => {
      const scope = instanceId(tenant);
      const alex = userId(tenant, 'alex');
      await assert.rejects(list(scope, undefined, await as('alex')), {
        statusCode: 403,
        code: 'AuthorizationFailed',
        message:
          `The client 'alex@contoso.com' with object id '${alex}' does not have authorization to perform action ` +
          `'Microsoft.Authorization/roleAssignments/read' over scope '${scope}' or the scope is invalid. If access was ` +
          'recently granted, please refresh your credentials.',
      });
    });
  });

  describe('creating', () => {
    it('creates, shows, deletes, and deletes again without complaint', async () => {
      const client = armClient(tenant);
      const name = randomUUID();
      const created = await client.roleAssignments.create(
        instanceId(tenant),
        name,
        wanted({ description: 'ticket 12' }),
      );
      assert.deepEqual(
        [created.name, created.principalId, created.principalType, created.scope, created.description],
        [name, userId(tenant, 'alex'), 'User', instanceId(tenant), 'ticket 12'],
      );
      const id = created.id ?? '';
      assert.equal((await client.roleAssignments.getById(id)).name, name);
      assert.equal((await client.roleAssignments.deleteById(id)).name, name);
      assert.equal((await client.roleAssignments.deleteById(id))?.name, undefined);
      await assert.rejects(client.roleAssignments.getById(id), { statusCode: 404, code: 'RoleAssignmentNotFound' });
    });

    it('names the assignment that is there already, also when the very same is put again', async () => {
      const client = armClient(tenant);
      const name = randomUUID();
      await client.roleAssignments.create(instanceId(tenant), name, wanted());
      const message = `The role assignment already exists. The ID of the existing role assignment is ${name.replaceAll('-', '')}.`;
      for (const again of [randomUUID(), name]) {
        await assert.rejects(client.roleAssignments.create(instanceId(tenant), again, wanted()), {
          statusCode: 409,
          code: 'RoleAssignmentExists',
          message,
        });
      }
    });

    it('refuses to give a taken name to another principal', async () => {
      const client = armClient(tenant);
      const name = randomUUID();
      await client.roleAssignments.create(instanceId(tenant), name, wanted());
      await assert.rejects(
        client.roleAssignments.create(instanceId(tenant), name, wanted({ principalId: userId(tenant, 'adele') })),
        { statusCode: 400, code: 'RoleAssignmentUpdateNotPermitted' },
      );
    });

    it('refuses a principal that does not exist, unless its type is stated', async () => {
      const client = armClient(tenant);
      const owner = await as('megan');
      const nobody = { principalId: randomUUID() };
      const { principalType: _, ...untyped } = wanted(nobody);
      await assert.rejects(owner.roleAssignments.create(instanceId(tenant), randomUUID(), untyped), {
        statusCode: 400,
        code: 'PrincipalNotFound',
      });
      const created = await client.roleAssignments.create(instanceId(tenant), randomUUID(), wanted(nobody));
      assert.equal(created.principalId, nobody.principalId);
    });

    it('refuses a principal type that is not the principal’s', async () => {
      await assert.rejects(
        armClient(tenant).roleAssignments.create(
          instanceId(tenant),
          randomUUID(),
          wanted({ principalType: 'ServicePrincipal' }),
        ),
        { statusCode: 400, code: 'UnmatchedPrincipalType' },
      );
    });

    it('refuses a role that does not exist, and a name that is no GUID', async () => {
      const owner = await as('megan');
      const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${randomUUID()}`;
      await assert.rejects(
        owner.roleAssignments.create(instanceId(tenant), randomUUID(), wanted({ roleDefinitionId })),
        {
          code: 'RoleDefinitionDoesNotExist',
        },
      );
      await assert.rejects(owner.roleAssignments.create(instanceId(tenant), 'grant-1', wanted()), {
        statusCode: 400,
        code: 'InvalidRoleAssignmentId',
      });
    });

    it('refuses when the subscription is full', async () => {
      tenant.state.roleAssignmentLimit = tenant.state.roleAssignments.length;
      await assert.rejects(armClient(tenant).roleAssignments.create(instanceId(tenant), randomUUID(), wanted()), {
        statusCode: 400,
        code: 'RoleAssignmentLimitExceeded',
      });
    });

    it('refuses a Contributor, and lets a User Access Administrator', async () => {
      const scope = instanceId(tenant);
      const adele = await as('adele');
      await assert.rejects(adele.roleAssignments.create(scope, randomUUID(), wanted()), {
        statusCode: 403,
        code: 'AuthorizationFailed',
      });
      const isaiah = await as('isaiah');
      const created = await isaiah.roleAssignments.create(scope, randomUUID(), wanted());
      assert.equal(created.createdBy, userId(tenant, 'isaiah'));
    });

    it('holds the bot to the roles and principal types of its delegation condition', async () => {
      const client = armClient(tenant);
      const owner = `/providers/Microsoft.Authorization/roleDefinitions/${roleId(tenant, 'Owner')}`;
      const refused = { statusCode: 403, message: /an ABAC condition not fulfilled to perform action/ };
      await assert.rejects(
        client.roleAssignments.create(instanceId(tenant), randomUUID(), wanted({ roleDefinitionId: owner })),
        refused,
      );
      const group = { principalId: tenant.state.groups[0]?.id ?? '', principalType: 'Group' };
      await assert.rejects(client.roleAssignments.create(instanceId(tenant), randomUUID(), wanted(group)), refused);
      const adele = tenant.state.roleAssignments.find((one) => one.principalId === userId(tenant, 'adele'));
      await assert.rejects(client.roleAssignments.delete(adele?.scope ?? '', adele?.name ?? ''), refused);
    });
  });
});
