/** Access that ends by itself: a click of the approver has Privileged Identity Management schedule it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AccessRequest, Failure } from '../../src/access/access-request.ts';
import { grant, watch } from '../../src/access/carry-out-grant.ts';
import { scheduleNames } from '../../src/access/grants.ts';
import { applyEvent, askForAccess } from '../../src/access/requests.ts';
import { callArm, userId } from '../playground/azure/contoso.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { linkToSignIn, type SignInStage, setSignInStage } from './sign-in-stage.ts';

const HOUR_MS = 3_600_000;

describe('a click on “Approve” of access that ends, in a tenant with Privileged Identity Management', () => {
  let stage: SignInStage;
  let request: AccessRequest;
  let megan: PersonInTeams;
  const usual = { licensed: true, mfa: false, ticket: false };

  before(async () => {
    stage = await setSignInStage();
    megan = stage.person('megan');
    megan.signsOn((resource) => stage.tenant.signIn('megan@contoso.com', resource));
  });
  after(() => stage?.close());
  beforeEach(async () => {
    stage.tenant.state.pim = { ...usual };
    stage.tenant.calls.length = 0;
    request = await stage.asked();
  });
  afterEach(async () => {
    const { state } = stage.tenant;
    state.scheduleRequests.length = 0;
    state.roleAssignments = state.roleAssignments.filter((each) => !isAlexs(each));
    await makeRoom();
  });

  /** For the next request for the same. */
  async function makeRoom(): Promise<void> {
    const failure = { code: 'test', message: 'The test is over.' };
    for (const event of [
      { type: 'assignment-failed', failure },
      { type: 'withdraw', by: request.requester },
      { type: 'already-gone' },
    ] as const)
      await applyEvent(request.tenantId, request.id, event, stage.access);
  }

  const isAlexs = ({ principalId }: { principalId: string }) => principalId === userId(stage.tenant, 'alex');
  const held = () => stage.tenant.state.roleAssignments.filter(isAlexs);
  const approve = () => stage.click(megan, 'access.approve', request);
  const standing = () => stage.standing(request);
  const puts = () => stage.tenant.calls.filter(({ method }) => method === 'PUT');
  const answering = (status: string, times?: number) => {
    const expiration = { type: 'AfterDuration', duration: 'PT8H', endDateTime: null };
    const properties = { status, scheduleInfo: { startDateTime: new Date().toISOString(), expiration } };
    return stage.tenant.inject({
      match: { service: 'arm', method: 'PUT', path: 'roleAssignmentScheduleRequests' },
      answer: { status: 201, body: { id: 'request-1', properties } },
      ...(times && { times }),
    });
  };

  async function granted() {
    const { status } = await standing();
    assert.ok(status.state === 'granted', status.state);
    return status;
  }

  async function failure(): Promise<Failure> {
    const { status } = await standing();
    assert.ok(status.state === 'failed', status.state);
    return status.failure;
  }

  /** As if it had been made ten minutes ago. */
  function age(): void {
    for (const each of held()) each.createdOn = new Date(Date.now() - 600_000).toISOString();
  }

  it('is one request to it, in the approver’s name, whose end is the access’s', async () => {
    assert.equal((await approve()).text, 'done granted');
    assert.deepEqual(
      puts().map(({ status, caller }) => [status, caller]),
      [[201, megan.objectId]],
    );
    const { assignment, expiresAt } = await granted();
    const [made] = held();
    assert.equal(assignment.scheduled?.endsAt, made?.scheduledUntil);
    assert.equal(expiresAt, made?.scheduledUntil);
    assert.equal(assignment.outcome, 'created');
    assert.ok(assignment.id.endsWith(`RoleAssignmentScheduleRequests/${scheduleNames(request)[0]}`), assignment.id);
    const left = Date.parse(expiresAt ?? '') - Date.now();
    assert.ok(left > 7.9 * HOUR_MS && left <= 8 * HOUR_MS, String(left));
    const [asked] = stage.tenant.state.scheduleRequests;
    assert.match(
      asked?.justification ?? '',
      new RegExp(`ADT Support \\(${request.id}\\), approved by ${megan.objectId}`),
    );
  });

  it('is a plain assignment in the same click where the tenant has no licence', async () => {
    stage.tenant.state.pim.licensed = false;
    assert.equal((await approve()).text, 'done granted');
    const { assignment, expiresAt } = await granted();
    assert.equal(assignment.scheduled, undefined);
    assert.ok(expiresAt !== null, 'the approver is asked then');
    assert.equal(held()[0]?.scheduledUntil, undefined);
  });

  it('is a plain assignment too where the approver may write those and no other', async () => {
    const heal = stage.tenant.inject({
      match: { service: 'arm', path: 'roleAssignmentScheduleRequests' },
      answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'Not this.' } } },
    });
    assert.equal((await approve()).text, 'done granted');
    heal();
    assert.equal((await granted()).assignment.scheduled, undefined);
  });

  it('takes two and is a plain assignment where it is to be permanent', async () => {
    await makeRoom();
    request = await stage.asked({ durationMinutes: null });
    await approve();
    request = await standing();
    const isaiah = stage.person('isaiah');
    isaiah.signsOn((resource) => stage.tenant.signIn('isaiah@contoso.com', resource));
    assert.equal((await stage.click(isaiah, 'access.approve', request)).text, 'done granted');
    assert.equal((await granted()).expiresAt, null);
    assert.deepEqual(stage.tenant.state.scheduleRequests, []);
  });

  it('leaves alone what somebody else has assigned', async () => {
    const [example] = stage.tenant.state.roleAssignments;
    assert.ok(example);
    const name = '9d1f3c55-7b0f-4a55-8f0e-2c4a7d9b5e77';
    const principalId = userId(stage.tenant, 'alex');
    const theirs = { ...example, name, principalId, scope: request.instance.id, roleDefinitionId: request.role.id };
    stage.tenant.state.roleAssignments.push(theirs);
    assert.equal((await approve()).text, 'done granted');
    const { assignment, expiresAt } = await granted();
    assert.deepEqual([assignment.outcome, assignment.scheduled, expiresAt], ['adopted', undefined, null]);
    assert.ok(assignment.id.endsWith(name));
  });

  describe('whose settings are in the way', () => {
    it('says how long the role may last, and takes an approval of a shorter time', async () => {
      stage.tenant.state.pim = { ...usual, longest: 240 };
      await approve();
      const { code, message } = await failure();
      assert.equal(code, 'ExpirationRule');
      assert.match(message, /at most 4 hours for Azure Digital Twins Data Reader on plant-a. Approve a shorter time/);
      stage.tenant.state.pim.longest = 480;
      request = await standing();
      assert.equal((await approve()).text, 'done granted');
    });

    it('says so without a number where the settings cannot be read', async () => {
      stage.tenant.state.pim = { ...usual, longest: 240 };
      const heal = stage.tenant.inject({
        match: { service: 'arm', path: 'roleManagementPolicyAssignments' },
        answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'Not this.' } } },
      });
      await approve();
      heal();
      assert.match((await failure()).message, /allows only a shorter time/);
    });

    it('says that a ticket is wanted', async () => {
      stage.tenant.state.pim = { ...usual, ticket: true };
      await approve();
      assert.match((await failure()).message, /wants a ticket/);
    });

    it('does not send anybody to sign in for what would fail all the same', async () => {
      stage.tenant.state.pim = { ...usual, ticket: true, mfa: true };
      assert.equal((await approve()).text, 'done failed');
      assert.equal((await failure()).code, 'TicketingRule');
    });

    for (const [what, settings] of Object.entries({
      'multi-factor authentication': { mfa: true },
      'an authentication context': { authenticationContext: 'c1' },
    })) {
      it(`leads to the page where they want ${what}, and is carried out there`, async () => {
        stage.tenant.state.pim = { ...usual, ...settings };
        const { card } = await approve();
        assert.equal((await failure()).code, 'needs-mfa');
        const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(card));
        assert.match(answer.body, /Approved, and the role is assigned/);
        assert.ok((await granted()).assignment.scheduled);
      });
    }
  });

  describe('which does not make it at once', () => {
    it('stays approved while it is under way, and the job finds it once it is made', async () => {
      const heal = answering('PendingProvisioning');
      assert.equal((await approve()).text, 'done approved');
      heal();
      assert.equal((await standing()).status.state, 'approved');
    });

    it('fails, and is looked for, where it wants an approval of its own', async () => {
      const heal = answering('PendingApproval');
      await approve();
      heal();
      const { code, message } = await failure();
      assert.equal(code, 'PendingApproval');
      assert.match(message, /Approve requests. I look for a day/);
    });

    it('fails where it refuses', async () => {
      const heal = answering('Denied');
      await approve();
      heal();
      assert.match((await failure()).message, /did not make the role. It says Denied/);
    });
  });

  describe('whose answer got lost', () => {
    /** What the click has made, though nobody heard of it. */
    async function makeUnheard(): Promise<void> {
      const token = await stage.tenant.signIn('megan@contoso.com', 'https://management.azure.com');
      const [name = ''] = scheduleNames(request);
      const path = `${request.instance.id}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${name}`;
      const scheduleInfo = { expiration: { type: 'AfterDuration', duration: 'PT480M' } };
      const { id: roleDefinitionId } = request.role;
      const asked = { requestType: 'AdminAssign', principalId: userId(stage.tenant, 'alex'), roleDefinitionId };
      const body = { properties: { ...asked, scheduleInfo } };
      const { status } = await callArm(stage.tenant, `${path}?api-version=2020-10-01`, { method: 'PUT', token, body });
      assert.equal(status, 201);
    }
    async function clickWithoutAnswer(): Promise<void> {
      const heal = stage.tenant.inject({ match: { service: 'arm', method: 'PUT' }, answer: 'disconnect' });
      assert.equal((await approve()).text, 'done approved');
      heal();
    }
    const ref = () => ({ tenantId: request.tenantId, requestId: request.id });

    async function assertOwn(): Promise<void> {
      const { assignment, expiresAt } = await granted();
      const [made, ...others] = held();
      assert.deepEqual(others, []);
      assert.deepEqual([assignment.outcome, assignment.scheduled?.endsAt], ['created', made?.scheduledUntil]);
      assert.equal(expiresAt, made?.scheduledUntil);
    }

    it('is found by the job, as its own and with its end', async () => {
      await clickWithoutAnswer();
      await makeUnheard();
      await grant(ref(), stage.access);
      await assertOwn();
    });

    it('is found by the next click', async () => {
      await clickWithoutAnswer();
      await grant(ref(), stage.access);
      assert.equal((await failure()).code, 'approve-again');
      await makeUnheard();
      request = await standing();
      assert.equal((await approve()).text, 'done granted');
      await assertOwn();
    });

    it('is found by whoever looks after a failure', async () => {
      await clickWithoutAnswer();
      await grant(ref(), stage.access);
      await makeUnheard();
      await watch({ ...ref(), at: new Date().toISOString() }, stage.access);
      await assertOwn();
    });

    it('is waited for while Azure knows the request and not yet the role', async () => {
      await clickWithoutAnswer();
      await makeUnheard();
      const made = stage.tenant.state.roleAssignments;
      stage.tenant.state.roleAssignments = made.filter((each) => !isAlexs(each));
      await assert.rejects(grant(ref(), stage.access), /still making the role/);
      assert.equal((await standing()).status.state, 'approved');
      stage.tenant.state.roleAssignments = made;
      await grant(ref(), stage.access);
      await assertOwn();
    });
  });

  describe('followed by “Revoke”', () => {
    const revoke = () => stage.click(megan, 'access.revoke', request);
    beforeEach(async () => {
      assert.equal((await approve()).text, 'done granted');
      request = await standing();
      stage.tenant.calls.length = 0;
    });

    it('has Azure end it before its time, as whoever clicked', async () => {
      age();
      assert.equal((await revoke()).text, 'done ended');
      assert.deepEqual(held(), []);
      assert.deepEqual(
        puts().map(({ status, caller }) => [status, caller]),
        [[201, megan.objectId]],
      );
      const [last] = (await stage.store.access.history(request.tenantId, request.id)).slice(-1);
      assert.deepEqual([last?.what, last?.writtenBy], ['revoked', megan.objectId]);
    });

    it('says that Azure keeps it for five minutes, and ends it then', async () => {
      assert.equal((await revoke()).text, 'done granted');
      const { ending } = await granted();
      assert.equal(ending?.failed?.failure.code, 'ActiveDurationTooShort');
      assert.match(ending?.failed?.failure.message ?? '', /at least five minutes. Revoke it again then/);
      age();
      request = await standing();
      assert.equal((await revoke()).text, 'done ended');
    });

    it('is not believed to be gone where Azure does not know it yet', async () => {
      stage.tenant.state.roleAssignments = stage.tenant.state.roleAssignments.filter((each) => !isAlexs(each));
      assert.equal((await revoke()).text, 'done granted');
      assert.ok((await granted()).ending, 'the bot looks again');
    });

    it('takes the assignment away where the licence has run out meanwhile', async () => {
      stage.tenant.state.pim.licensed = false;
      assert.equal((await revoke()).text, 'done ended');
      assert.deepEqual(held(), []);
    });
  });

  it('of a longer time prolongs the one schedule, and the former request hands it over', async () => {
    await approve();
    const former = await standing();
    const before = (await granted()).expiresAt ?? '';
    for (const each of held()) each.scheduledUntil = new Date(Date.parse(before) - HOUR_MS).toISOString();
    const { requester, subject, instance, role, durationMinutes } = former;
    const asked = await askForAccess(
      {
        ...{
          tenantId: former.tenantId,
          id: randomUUID(),
          requester,
          subject,
          instance,
          roleId: role.id,
          durationMinutes,
        },
        ...{ reason: 'Longer', correlationId: randomUUID(), extends: former.id },
      },
      stage.access,
      { kind: 'cli' },
    );
    assert.ok(asked.outcome === 'asked');
    request = asked.request;
    assert.equal((await approve()).text, 'done granted');
    const { expiresAt, assignment } = await granted();
    assert.equal(held().length, 1);
    assert.equal(held()[0]?.scheduledUntil, expiresAt);
    assert.ok((expiresAt ?? '') >= before);
    assert.ok(assignment.id.endsWith(scheduleNames(request)[0] ?? ''));
    assert.deepEqual((await stage.standing(former)).status.state, 'ended');
    assert.equal(stage.tenant.state.scheduleRequests.at(-1)?.requestType, 'AdminUpdate');
  });
});
