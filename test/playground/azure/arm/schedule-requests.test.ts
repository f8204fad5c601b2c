import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import type { TenantFileInput } from '../../../../playground/azure/tenant-file.ts';
import { armClient, callArm, fixedToken, instanceId, roleId, userId } from '../contoso.ts';
import { DATA_OWNER, startWith } from '../small-tenant.ts';

const names = [1, 2, 3].map((n) => `5c4ed001-0000-4000-8000-00000000000${n}`);

describe('the simulated Privileged Identity Management', () => {
  let clock = new Date();
  let tenant: SimulatedTenant;
  beforeEach(() => {
    clock = new Date('2026-03-02T10:00:00Z');
  });
  afterEach(() => tenant.close());

  async function start(parts: Partial<TenantFileInput> = {}): Promise<void> {
    const roleAssignments = [{ principal: 'Megan Bowen', role: 'Owner', scope: 'contoso-dev' }];
    tenant = await startWith({ roleAssignments, ...parts }, { now: () => clock });
  }
  const later = (minutes: number) => {
    clock = new Date(clock.getTime() + minutes * 60_000);
  };
  const arm = () => 'https://management.azure.com';

  async function ask(name: string, more: Record<string, unknown> = {}, who = 'megan') {
    const path = `${instanceId(tenant)}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${name}`;
    const properties = {
      requestType: 'AdminAssign',
      principalId: userId(tenant, 'alex'),
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roleId(tenant, DATA_OWNER)}`,
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT8H' } },
      ...more,
    };
    const token = await tenant.signIn(`${who}@contoso.com`, arm());
    return callArm(tenant, `${path}?api-version=2020-10-01`, { method: 'PUT', token, body: { properties } });
  }

  async function refused(asked: ReturnType<typeof ask>): Promise<[number, string | undefined]> {
    const { status, body } = await asked;
    return [status, body.error?.code];
  }

  async function client() {
    return armClient(tenant, fixedToken(await tenant.signIn('megan@contoso.com', arm())));
  }

  async function instances() {
    const found = [];
    const filter = `principalId eq '${userId(tenant, 'alex')}'`;
    const list = (await client()).roleAssignmentScheduleInstances.listForScope(instanceId(tenant), { filter });
    for await (const each of list) found.push(each);
    return found;
  }
  const held = () => tenant.state.roleAssignments.filter(({ principalId }) => principalId === userId(tenant, 'alex'));

  it('makes the assignment under a name of its own, and shows the request, the instance and its end', async () => {
    await start();
    const { status, body } = await ask(names[0] ?? '', { justification: 'Line 4' });
    assert.equal(status, 201);
    const asked = await (await client()).roleAssignmentScheduleRequests.get(instanceId(tenant), names[0] ?? '');
    assert.deepEqual(
      [body.id, asked.status, asked.justification, asked.requestorId],
      [asked.id, 'Provisioned', 'Line 4', userId(tenant, 'megan')],
    );
    const [instance] = await instances();
    assert.equal(instance?.assignmentType, 'Assigned');
    assert.equal(instance?.endDateTime?.toISOString(), '2026-03-02T18:00:00.000Z');
    assert.ok(instance?.originRoleAssignmentId?.endsWith(held()[0]?.name ?? '?'));
    assert.notEqual(held()[0]?.name, names[0]);
  });

  it('takes the role away at its end', async () => {
    await start();
    await ask(names[0] ?? '');
    later(479);
    assert.equal((await instances()).length, 1);
    later(1);
    assert.deepEqual(await instances(), []);
    assert.deepEqual(held(), []);
  });

  it('takes a name once, and keeps one assignment of a role', async () => {
    await start();
    await ask(names[0] ?? '');
    assert.deepEqual(await refused(ask(names[0] ?? '')), [409, 'RoleAssignmentRequestExists']);
    assert.deepEqual(await refused(ask(names[1] ?? '')), [400, 'RoleAssignmentExists']);
  });

  it('gives what is there another end', async () => {
    await start();
    await ask(names[0] ?? '');
    const expiration = { type: 'AfterDateTime', endDateTime: '2026-03-03T00:00:00Z' };
    await ask(names[1] ?? '', { requestType: 'AdminUpdate', scheduleInfo: { expiration } });
    assert.deepEqual(
      held().map(({ scheduledUntil }) => scheduledUntil),
      ['2026-03-03T00:00:00.000Z'],
    );
  });

  it('takes it away when asked to, but not in the first five minutes, nor what is not there', async () => {
    await start();
    const remove = (name = '') => ask(name, { requestType: 'AdminRemove' });
    assert.deepEqual(await refused(remove(names[0])), [400, 'RoleAssignmentDoesNotExist']);
    await ask(names[0] ?? '');
    later(4);
    assert.deepEqual(await refused(remove(names[1])), [400, 'ActiveDurationTooShort']);
    later(1);
    const { status, body } = await remove(names[1]);
    assert.deepEqual([status, Reflect.get(body.properties ?? {}, 'status')], [201, 'Revoked']);
    assert.deepEqual(held(), []);
  });

  const faults: [why: string, request: Record<string, unknown>, status: number, code: string][] = [
    ['of another kind', { requestType: 'SelfActivate' }, 400, 'InvalidRoleAssignmentRequest'],
    ['for nobody', { principalId: '5c4ed001-0000-4000-8000-0000000000ff' }, 400, 'SubjectNotFound'],
    [
      'of a role that is not there',
      { roleDefinitionId: 'x/5c4ed001-0000-4000-8000-0000000000fe' },
      404,
      'RoleDefinitionDoesNotExist',
    ],
    [
      'for four minutes',
      { scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT4M' } } },
      400,
      'ActiveDurationTooShort',
    ],
    [
      'until no time',
      { scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'soon' } } },
      400,
      'InvalidRoleAssignmentRequestSchedule',
    ],
  ];
  for (const [why, request, status, code] of faults) {
    it(`refuses a request ${why}`, async () => {
      await start();
      assert.deepEqual(await refused(ask(names[0] ?? '', request)), [status, code]);
    });
  }

  it('refuses whoever may not assign roles', async () => {
    await start();
    assert.deepEqual(await refused(ask(names[0] ?? '', {}, 'alex')), [403, 'AuthorizationFailed']);
  });

  it('refuses everything without the licence', async () => {
    await start({ pim: { licensed: false } });
    assert.deepEqual(await refused(ask(names[0] ?? '')), [400, 'AadPremiumLicenseRequired']);
    await assert.rejects(instances(), /Microsoft Entra ID P2/);
  });

  it('holds a request to the role’s settings, and shows them', async () => {
    await start({ pim: { longest: 240, mfa: true, ticket: true } });
    const { status, body } = await ask(names[0] ?? '');
    assert.deepEqual([status, body.error?.code], [400, 'RoleAssignmentRequestPolicyValidationFailed']);
    assert.equal(
      body.error?.message,
      'The following policy rules failed: ["TicketingRule","ExpirationRule","MfaRule"]',
    );
    const filter = `roleDefinitionId eq '/providers/Microsoft.Authorization/roleDefinitions/${roleId(tenant, DATA_OWNER)}'`;
    const token = await tenant.signIn('megan@contoso.com', arm());
    const at = `${instanceId(tenant)}/providers/Microsoft.Authorization/roleManagementPolicyAssignments`;
    const listed = await callArm(tenant, `${at}?api-version=2020-10-01&$filter=${encodeURIComponent(filter)}`, {
      token,
    });
    assert.equal(listed.body.value?.length, 1);
    assert.match(JSON.stringify(listed.body.value), /"maximumDuration":"PT4H","id":"Expiration_Admin_Assignment"/);
  });

  it('wants an authentication context of an app that understands the challenge', async () => {
    await start({ pim: { authenticationContext: 'c1' } });
    const { body } = await ask(names[0] ?? '');
    assert.equal(body.error?.code, 'RoleAssignmentRequestAcrsValidationFailed');
    assert.match(body.error?.message ?? '', /claims=%7B%22access_token%22%3A%7B%22acrs%22/);
  });
});
