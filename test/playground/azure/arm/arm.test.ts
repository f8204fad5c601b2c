import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import {
  armClient,
  callArm,
  fixedToken,
  instanceId,
  roleId,
  startContoso,
  subscriptionId,
  userId,
} from '../contoso.ts';

const ARM = 'https://management.azure.com/';

describe('simulated Azure Resource Manager', () => {
  let clock = new Date('2026-03-02T10:00:00Z');
  let tenant: SimulatedTenant;
  beforeEach(async () => {
    clock = new Date('2026-03-02T10:00:00Z');
    tenant = await startContoso({ now: () => clock });
  });
  afterEach(() => tenant.close());

  const SUBSCRIPTIONS = '/subscriptions?api-version=2022-12-01';
  const as = (user: string) => tenant.signIn(`${user}@contoso.com`, ARM);

  describe('tokens', () => {
    it('refuses a call without one', async () => {
      const answer = await callArm(tenant, SUBSCRIPTIONS);
      assert.deepEqual([answer.status, answer.body.error?.code], [401, 'AuthenticationFailed']);
    });

    it('refuses a forged one, and says where to get another', async () => {
      const token = await as('megan');
      const answer = await callArm(tenant, SUBSCRIPTIONS, { token: `${token.slice(0, -6)}AAAAAA` });
      assert.deepEqual([answer.status, answer.body.error?.code], [401, 'InvalidAuthenticationToken']);
      assert.match(
        answer.headers.get('www-authenticate') ?? '',
        /^Bearer authorization_uri=".*", error="invalid_token"/,
      );
    });

    it('refuses an expired one', async () => {
      const token = await as('megan');
      clock = new Date('2026-03-02T11:30:00Z');
      const answer = await callArm(tenant, SUBSCRIPTIONS, { token });
      assert.deepEqual([answer.status, answer.body.error?.code], [401, 'ExpiredAuthenticationToken']);
      assert.equal(
        answer.body.error?.message,
        "The access token expiry UTC time '3/2/2026 10:59:59 AM' is earlier than current UTC time '3/2/2026 11:30:00 AM'.",
      );
    });

    it('refuses one for another service', async () => {
      const token = await tenant.signIn('megan@contoso.com', 'https://graph.microsoft.com');
      const answer = await callArm(tenant, SUBSCRIPTIONS, { token });
      assert.deepEqual([answer.status, answer.body.error?.code], [401, 'InvalidAuthenticationTokenAudience']);
    });

    it('refuses one of another tenant', async () => {
      const other = await startContoso();
      try {
        const token = await other.signIn('megan@contoso.com', ARM);
        assert.equal((await callArm(tenant, SUBSCRIPTIONS, { token })).status, 401);
      } finally {
        await other.close();
      }
    });
  });

  describe('api versions', () => {
    it('are required', async () => {
      const answer = await callArm(tenant, '/subscriptions', { token: await as('megan') });
      assert.deepEqual([answer.status, answer.body.error?.code], [400, 'MissingApiVersionParameter']);
    });

    it('are checked', async () => {
      const path = `/subscriptions/${subscriptionId(tenant)}/providers/Microsoft.Authorization/roleAssignments?api-version=1999-01-01`;
      const answer = await callArm(tenant, path, { token: await as('megan') });
      assert.deepEqual([answer.status, answer.body.error?.code], [400, 'InvalidResourceType']);
    });
  });

  it('lists a subscription to those with a control-plane role in it', async () => {
    const seen = async (user: string) => {
      const answer = await callArm(tenant, SUBSCRIPTIONS, { token: await as(user) });
      return answer.body.value?.map((one) => one.displayName);
    };
    assert.deepEqual(await seen('megan'), ['contoso-dev']);
    assert.deepEqual(await seen('adele'), ['contoso-dev']);
    assert.deepEqual(await seen('lee'), []);
    assert.deepEqual(await seen('alex'), []);
  });

  it('shows each caller the instances that he may read', async () => {
    const path = `/subscriptions/${subscriptionId(tenant)}/providers/Microsoft.DigitalTwins/digitalTwinsInstances?api-version=2023-01-31`;
    const seen = async (user: string) => {
      const answer = await callArm(tenant, path, { token: await as(user) });
      return answer.body.value?.map((one) => one.name) ?? answer.body.error?.code;
    };
    assert.deepEqual(await seen('megan'), ['plant-a', 'plant-b']);
    assert.deepEqual(await seen('adele'), ['plant-a']);
    assert.equal(await seen('alex'), 'AuthorizationFailed');
  });

  it('does not let a Data Reader read the instance itself', async () => {
    const path = `${instanceId(tenant)}?api-version=2023-01-31`;
    const refused = await callArm(tenant, path, { token: await as('lee') });
    assert.deepEqual([refused.status, refused.body.error?.code], [403, 'AuthorizationFailed']);
    const answered = await callArm(tenant, path, { token: await as('adele') });
    const properties = answered.body.properties as Record<string, unknown>;
    assert.equal(properties.hostName, 'plant-a.api.weu.digitaltwins.azure.net');
  });

  it('says which part of an address does not exist', async () => {
    const token = await as('megan');
    const code = async (path: string) =>
      (await callArm(tenant, `${path}?api-version=2023-01-31`, { token })).body.error?.code;
    assert.equal(await code(`${instanceId(tenant)}-x`), 'ResourceNotFound');
    const inOtherGroup = instanceId(tenant).replace('twins-prod', 'twins-gone');
    assert.equal(await code(inOtherGroup), 'ResourceGroupNotFound');
  });

  it('lists role definitions by type, with their data actions', async () => {
    const client = armClient(tenant);
    const builtIn = [];
    for await (const one of client.roleDefinitions.list(instanceId(tenant), { filter: "type eq 'BuiltInRole'" })) {
      builtIn.push(one);
    }
    const reader = builtIn.find((one) => one.roleName === 'Azure Digital Twins Data Reader');
    assert.ok(reader?.permissions?.[0]?.dataActions?.includes('Microsoft.DigitalTwins/query/action'));
    const custom = [];
    for await (const one of client.roleDefinitions.list(instanceId(tenant), { filter: "type eq 'CustomRole'" })) {
      custom.push(one);
    }
    assert.deepEqual(custom, []);
    const owner = await client.roleDefinitions.get(instanceId(tenant), roleId(tenant, 'Owner'));
    assert.equal(owner.roleName, 'Owner');
  });

  it('lists the caller’s own permissions at an instance', async () => {
    const client = armClient(tenant, fixedToken(await as('adele')));
    const found = [];
    for await (const one of client.permissions.listForResource(
      'twins-prod',
      'Microsoft.DigitalTwins',
      '',
      'digitalTwinsInstances',
      'plant-a',
    )) {
      found.push(one);
    }
    assert.equal(found.length, 1);
    assert.ok(found[0]?.notActions?.includes('Microsoft.Authorization/*/Write'));
  });

  it('lists deny assignments, those for everyone only without assignedTo', async () => {
    const other = await startContoso({}, (file) => {
      const permissions = [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }];
      const rest = {
        scope: 'twins-prod',
        permissions,
        excludePrincipals: [],
        doNotApplyToChildScopes: false,
        isSystemProtected: true,
      };
      file.denyAssignments.push({ name: 'Locked', principals: ['everyone'], ...rest });
      file.denyAssignments.push({ name: 'Owners out', principals: ['Platform Owners'], ...rest });
    });
    try {
      const names = async (filter: string) => {
        const found = [];
        for await (const one of armClient(other).denyAssignments.listForScope(instanceId(other), { filter })) {
          found.push(one.denyAssignmentName);
        }
        return found;
      };
      assert.deepEqual(await names('atScope()'), ['Locked', 'Owners out']);
      assert.deepEqual(await names(`assignedTo('${userId(other, 'megan')}')`), ['Owners out']);
      const token = await other.signIn('isaiah@contoso.com', ARM);
      const [assignment] = other.state.roleAssignments.filter((one) => one.scope === instanceId(other));
      const path = `${assignment?.scope}/providers/Microsoft.Authorization/roleAssignments/${assignment?.name}?api-version=2022-04-01`;
      const refused = await callArm(other, path, { token, method: 'DELETE' });
      assert.deepEqual([refused.status, refused.body.error?.code], [403, 'DenyAssignmentAuthorizationFailed']);
    } finally {
      await other.close();
    }
  });

  it('lists eligible roles, which are no role assignments', async () => {
    const other = await startContoso({}, (file) => {
      file.eligibleRoles.push({
        principal: 'alex@contoso.com',
        role: 'Azure Digital Twins Data Owner',
        scope: 'twins-prod',
      });
    });
    try {
      const client = armClient(other);
      const filter = `assignedTo('${userId(other, 'alex')}')`;
      const eligible = [];
      for await (const one of client.roleEligibilityScheduleInstances.listForScope(instanceId(other), { filter })) {
        eligible.push(one);
      }
      assert.deepEqual(
        eligible.map((one) => [one.memberType, one.expandedProperties?.roleDefinition?.displayName]),
        [['Inherited', 'Azure Digital Twins Data Owner']],
      );
      const active = [];
      for await (const one of client.roleAssignmentScheduleInstances.listForScope(instanceId(other), {
        filter: `assignedTo('${userId(other, 'lee')}')`,
      })) {
        active.push(one.assignmentType);
      }
      assert.deepEqual(active, ['Assigned']);
      for await (const one of client.roleAssignments.listForScope(instanceId(other), { filter })) {
        assert.fail(`an eligible role showed as active: ${one.id}`);
      }
    } finally {
      await other.close();
    }
  });
});
