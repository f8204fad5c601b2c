/** What Azure may answer to a role that is to end by itself, through the real client, as the person who approves. */
import assert from 'node:assert/strict';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { type Approver, createApprover } from '../../src/azure/approver.ts';
import { ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import type { NewRoleSchedule } from '../../src/tenant.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const names = [1, 2, 3].map((n) => `11111111-2222-5333-8444-00000000000${n}`);
const endName = '11111111-2222-5333-8444-000000000009';
const plainName = '11111111-2222-5333-8444-0000000000aa';

describe('a role that ends by itself', () => {
  let contoso: StartedTenant;
  let megan: Approver;
  let clock = new Date('2026-03-02T10:00:00Z');

  before(async () => {
    contoso = await startSmallTenant(
      { roleAssignments: [{ principal: 'megan@contoso.com', role: OWNER.name, scope: 'twins-prod' }] },
      { now: () => clock },
    );
  });
  after(() => contoso.close());
  beforeEach(async () => {
    clock = new Date('2026-03-02T10:00:00Z');
    contoso.state.pim = { licensed: true, mfa: false, ticket: false };
    contoso.state.scheduleRequests.length = 0;
    contoso.state.roleAssignments = contoso.state.roleAssignments.filter((each) => !isAlexs(each));
    const token = await contoso.simulated.signIn('megan@contoso.com', 'https://management.azure.com');
    megan = createApprover(token, Date.now() + 3_000_000, cloudOf(contoso.simulated));
    contoso.simulated.calls.length = 0;
  });

  const isAlexs = ({ principalId }: { principalId: string }) => principalId === contoso.idOf('alex');
  const held = () => contoso.state.roleAssignments.filter(isAlexs);
  const wanted = (more: Partial<NewRoleSchedule> = {}): NewRoleSchedule => ({
    scope: contoso.instanceId(),
    roleId: ADT_DATA_READER.id,
    principalId: contoso.idOf('alex'),
    principalType: 'User',
    description: 'Requested through ADT Support.',
    minutes: 480,
    ...more,
  });
  const schedule = (more: Partial<NewRoleSchedule> = {}) => megan.scheduleRole(names, wanted(more));
  const end = () => megan.endScheduledRole(endName, wanted());
  const read = () => contoso.tenant.roleSchedule(contoso.instanceId(), names);
  const requestId = (name = names[0]) =>
    `${contoso.instanceId()}/providers/Microsoft.Authorization/RoleAssignmentScheduleRequests/${name}`;
  const made = (name?: string, endsAt = '2026-03-02T18:00:00.000Z') => ({
    outcome: 'scheduled',
    schedule: { id: requestId(name), state: 'made', status: 'Provisioned', endsAt },
  });

  async function answered<T>(error: { status?: number; code: string; message?: string }, work: () => Promise<T>) {
    const { status = 400, code, message = 'As a test wants it.' } = error;
    const heal = contoso.simulated.inject({
      match: { service: 'arm', method: 'PUT', path: 'roleAssignmentScheduleRequests' },
      answer: { status, body: { error: { code, message } } },
    });
    return work().finally(heal);
  }

  it('is made by the person’s own request, and Azure says when it ends', async () => {
    assert.deepEqual(await schedule(), made());
    assert.equal(held()[0]?.scheduledUntil, '2026-03-02T18:00:00.000Z');
    assert.equal(contoso.state.scheduleRequests[0]?.requestorId, contoso.idOf('megan'));
  });

  it('is read by the bot, which has no right but to read', async () => {
    assert.equal(await read(), undefined);
    await schedule();
    assert.deepEqual(await read(), made().schedule);
  });

  it('is made once, however often it is asked for', async () => {
    assert.deepEqual(await Promise.all([schedule(), schedule()]), [made(), made()]);
    assert.deepEqual(await schedule(), made());
    assert.equal(held().length, 1);
  });

  it('is made under the next name where an earlier request came to nothing', async () => {
    await schedule();
    const [first] = contoso.state.scheduleRequests;
    assert.ok(first);
    first.status = 'Failed';
    contoso.state.roleAssignments = contoso.state.roleAssignments.filter((each) => !isAlexs(each));
    assert.equal((await read())?.state, 'refused');
    assert.deepEqual(await schedule(), made(names[1]));
    assert.deepEqual((await read())?.id, requestId(names[1]));
  });

  it('is not asked for again and again where every request came to nothing', async () => {
    for (const name of names) {
      await megan.scheduleRole([name], wanted());
      contoso.state.roleAssignments = contoso.state.roleAssignments.filter((each) => !isAlexs(each));
    }
    for (const each of contoso.state.scheduleRequests) each.status = 'Denied';
    const { message } = await failsWith('conflict', schedule());
    assert.match(message, /the last one as Denied/);
  });

  const states: [status: string, state: string][] = [
    ['Granted', 'made'],
    ['PendingProvisioning', 'under-way'],
    ['Accepted', 'under-way'],
    ['SomethingNew', 'under-way'],
    ['PendingApproval', 'waits-for-approval'],
    ['PendingAdminDecision', 'waits-for-approval'],
    ['Denied', 'refused'],
    ['FailedAsResourceIsLocked', 'refused'],
    ['TimedOut', 'refused'],
  ];
  for (const [status, state] of states) {
    it(`${state === 'made' ? 'is' : 'is not'} there while Azure says ${status}: ${state}`, async () => {
      await schedule();
      for (const each of contoso.state.scheduleRequests) each.status = status;
      assert.equal((await read())?.state, state);
    });
  }

  it('that is still under way is not asked for a second time', async () => {
    await schedule();
    for (const each of contoso.state.scheduleRequests) each.status = 'PendingApproval';
    contoso.simulated.calls.length = 0;
    const again = await schedule();
    assert.ok('outcome' in again && again.outcome === 'scheduled');
    assert.equal(again.schedule.state, 'waits-for-approval');
    assert.ok(contoso.simulated.calls.every(({ method }) => method === 'GET'));
  });

  it('is adopted where somebody has assigned it without an end', async () => {
    const { id } = (await megan.createRoleAssignment(plainName, wanted())) as { id: string };
    assert.deepEqual(await schedule(), { outcome: 'adopted', id });
  });

  it('is not to be had without the licence, as the bot sees it too', async () => {
    contoso.state.pim.licensed = false;
    assert.deepEqual(await schedule(), { outcome: 'unavailable' });
    assert.equal(await read(), undefined);
  });

  it('is not to be had by whoever may only assign roles without an end', async () => {
    const refusal = { status: 403, code: 'AuthorizationFailed' };
    assert.deepEqual(await answered(refusal, schedule), { outcome: 'unavailable' });
  });

  it('is refused by the settings of the role, with what they allow', async () => {
    contoso.state.pim.longest = 240;
    assert.deepEqual(await schedule(), { outcome: 'against-policy', rules: ['ExpirationRule'], longestMinutes: 240 });
    contoso.state.pim.ticket = true;
    const both = await schedule();
    assert.ok('outcome' in both && both.outcome === 'against-policy');
    assert.deepEqual(both.rules, ['TicketingRule', 'ExpirationRule']);
  });

  it('asks for multi-factor authentication where that is the one thing in the way', async () => {
    contoso.state.pim.mfa = true;
    const claims = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';
    assert.deepEqual(await schedule(), { needs: 'mfa', claims });
  });

  it('asks for an authentication context with the claims that Azure wrote into its text', async () => {
    contoso.state.pim.authenticationContext = 'c1';
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    assert.deepEqual(await schedule(), { needs: 'mfa', claims });
    const unreadable = { code: 'RoleAssignmentRequestAcrsValidationFailed', message: '&claims=%7Bnonsense' };
    assert.deepEqual(await answered(unreadable, schedule), { needs: 'mfa' });
  });

  it('passes on any other refusal', async () => {
    const pending = answered({ code: 'PendingRoleAssignmentRequest' }, schedule);
    assert.equal((await failsWith('rejected', pending)).azureCode, 'PendingRoleAssignmentRequest');
    const unknown = schedule({ principalId: '11111111-1111-4111-8111-111111111111' });
    assert.equal((await failsWith('rejected', unknown)).azureCode, 'SubjectNotFound');
    const short = schedule({ minutes: 4 });
    assert.equal((await failsWith('rejected', short)).azureCode, 'ActiveDurationTooShort');
  });

  describe('that is there already', () => {
    const later = '2026-03-03T06:00:00.000Z';
    beforeEach(() => megan.scheduleRole([endName], wanted()));

    it('is given another end', async () => {
      assert.deepEqual(await schedule({ prolongUntil: later }), made(names[0], later));
      assert.deepEqual(
        held().map(({ scheduledUntil }) => scheduledUntil),
        [later],
      );
    });

    it('is scheduled anew where Azure has ended it meanwhile', async () => {
      const gone = { code: 'RoleAssignmentDoesNotExist' };
      const heal = contoso.simulated.inject({
        match: { service: 'arm', method: 'PUT' },
        answer: { status: 400, body: { error: { ...gone, message: 'The Role assignment does not exist.' } } },
        times: 1,
      });
      contoso.state.roleAssignments = contoso.state.roleAssignments.filter((each) => !isAlexs(each));
      assert.deepEqual(await schedule({ prolongUntil: later }), made());
      heal();
    });
  });

  describe('before its time', () => {
    beforeEach(schedule);

    it('is ended by another request, and is gone', async () => {
      clock = new Date('2026-03-02T10:10:00Z');
      assert.equal(await end(), 'ended');
      assert.deepEqual(held(), []);
    });

    it('is not ended in its first five minutes', async () => {
      assert.equal((await failsWith('rejected', end())).azureCode, 'ActiveDurationTooShort');
      assert.equal(held().length, 1);
    });

    it('is not taken for gone where Azure does not know it, or has taken such a request before', async () => {
      for (const code of ['RoleAssignmentDoesNotExist', 'RoleAssignmentRequestExists'])
        assert.equal(await answered({ code }, end), 'under-way', code);
    });

    it('is an assignment like any other where the licence has run out', async () => {
      contoso.state.pim.licensed = false;
      assert.equal(await end(), 'ended');
      assert.deepEqual(held(), []);
    });

    it('is ended by nobody without the right', async () => {
      const token = await contoso.simulated.signIn('adele@contoso.com', 'https://management.azure.com');
      const adele = createApprover(token, Date.now() + 3_000_000, cloudOf(contoso.simulated));
      await failsWith('forbidden', adele.endScheduledRole(endName, wanted()));
      assert.equal(held().length, 1);
    });

    it('asks for multi-factor authentication where Azure demands it of every change', async () => {
      contoso.state.mfa = 'azure-writes';
      const ended = await end().finally(() => {
        contoso.state.mfa = 'never';
      });
      assert.ok(typeof ended === 'object' && ended.needs === 'mfa');
    });
  });

  it('puts nothing into an address that is no id', async () => {
    await failsWith('rejected', megan.scheduleRole(['../evil'], wanted()));
    await failsWith('rejected', schedule({ scope: '/subscriptions/x/../../evil' }));
    await failsWith('rejected', megan.endScheduledRole('../evil', wanted()));
    assert.deepEqual(contoso.simulated.calls, []);
  });
});
