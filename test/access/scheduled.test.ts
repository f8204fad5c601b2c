/** Access whose end Azure itself keeps: what becomes of the request, and what a job finds of it. */
import assert from 'node:assert/strict';
import { removalFailureOf } from '../../src/access/assignment-failure.ts';
import { wake } from '../../src/access/carry-out-end.ts';
import { grant, recordAssigned, watch } from '../../src/access/carry-out-grant.ts';
import { removeCommandFor } from '../../src/access/commands.ts';
import { scheduleEndName, scheduleNames } from '../../src/access/grants.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { applyEvent } from '../../src/access/requests.ts';
import { keepsRoleOf, maySchedule, policyFailure } from '../../src/access/scheduled.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { type RoleSchedule, TenantError } from '../../src/tenant.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { adele, alex, approved, at, failed, granted, instance, later, megan, requestIn } from './requests.ts';
import { holding, tenantThat } from './tenant-that.ts';

const byHand = { writer: 'approver' } as const;
const requestId = `${instance.id}/providers/Microsoft.Authorization/RoleAssignmentScheduleRequests/one`;
const schedule: RoleSchedule = { id: requestId, state: 'made', status: 'Provisioned', endsAt: at(486) };
const assignment = { id: requestId, outcome: 'created', scheduled: { endsAt: at(486) } } as const;
const held = requestIn({ ...granted, assignment }, byHand);
const asking = requestIn(approved, byHand);
const theirs = holding(ADT_DATA_OWNER, { principalId: alex.objectId });
const { tenantId } = asking;
const ref = (id = 'req-1') => ({ tenantId, requestId: id });

function around(
  store: MemoryStore,
  { listed = [theirs], left }: { listed?: (typeof theirs)[]; left?: RoleSchedule } = {},
) {
  const asked: (readonly string[])[] = [];
  const tenant = tenantThat({
    roleAssignmentsAt: async () => listed,
    async roleSchedule(scope, names) {
      assert.equal(scope, instance.id);
      asked.push(names);
      return left;
    },
  });
  const clock = { now: later(6) };
  return { asked, clock, dependencies: { store, tenant, policy: DEFAULT_POLICY, now: () => clock.now } };
}
const statusOf = async (store: MemoryStore, id = 'req-1') => (await store.get(tenantId, id))?.status ?? assert.fail();

describe('the names of requests to Privileged Identity Management', () => {
  const names = scheduleNames(asking);

  it('are version 5 UUIDs, each another, and never change, since what was made earlier bears them', () => {
    for (const name of names)
      assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names[0], '691ffdcd-aaae-5a72-b299-476ecf366b58');
  });

  it('are the same through every state of one request, and another request’s are others', () => {
    assert.deepEqual(scheduleNames(requestIn(failed, { ...byHand, version: 99 })), names);
    for (const other of [{ id: 'req-2' }, { role: ADT_DATA_READER }, { subject: { ...adele, type: 'User' as const } }])
      assert.equal(
        scheduleNames({ ...asking, ...other }).some((name) => names.includes(name)),
        false,
      );
  });

  it('that end it are one for each click', () => {
    assert.equal(scheduleEndName(asking, 'click-1'), scheduleEndName(asking, 'click-1'));
    assert.notEqual(scheduleEndName(asking, 'click-1'), scheduleEndName(asking, 'click-2'));
  });
});

describe('what may be scheduled', () => {
  it('is what an approver gives for a time; never what the bot writes, and nothing permanent', () => {
    assert.equal(maySchedule(asking), true);
    assert.equal(maySchedule(requestIn(approved)), false);
    assert.equal(maySchedule({ ...asking, durationMinutes: null }), false);
  });
});

describe('the job behind a click that was to schedule it', () => {
  it('finds what Azure made under another name to be this request’s own, with its end', async () => {
    const store = memoryStore(asking);
    const { asked, dependencies } = around(store, { left: schedule });
    await grant(ref(), dependencies);
    const status = await statusOf(store);
    assert.ok(status.state === 'granted');
    assert.deepEqual([status.assignment, status.expiresAt], [assignment, at(486)]);
    assert.deepEqual(asked, [scheduleNames(asking)]);
    assert.equal(store.entries.at(-1)?.writtenBy, megan.objectId);
  });

  it('leaves alone what it finds and did not ask for', async () => {
    const store = memoryStore(asking);
    await grant(ref(), around(store).dependencies);
    const status = await statusOf(store);
    assert.ok(status.state === 'granted' && status.assignment.outcome === 'adopted' && status.expiresAt === null);
  });

  for (const state of ['made', 'under-way'] as const) {
    it(`comes back while Azure knows the request as ${state} and does not list the role`, async () => {
      const store = memoryStore(asking);
      const { dependencies } = around(store, { listed: [], left: { ...schedule, state } });
      await assert.rejects(grant(ref(), dependencies), /still making/);
      assert.equal((await statusOf(store)).state, 'approved');
    });
  }

  const ends: [what: string, left: RoleSchedule | undefined, code: string][] = [
    [
      'an approval of its own is wanted',
      { ...schedule, state: 'waits-for-approval', status: 'PendingApproval' },
      'PendingApproval',
    ],
    ['it was refused', { ...schedule, state: 'refused', status: 'Denied' }, 'Denied'],
    ['nothing was asked for', undefined, 'approve-again'],
    ['its time is over', { ...schedule, endsAt: at(5) }, 'approve-again'],
  ];
  for (const [what, left, code] of ends) {
    it(`fails with ${code} where ${what}`, async () => {
      const store = memoryStore(asking);
      await grant(ref(), around(store, { listed: [], ...(left && { left }) }).dependencies);
      const status = await statusOf(store);
      assert.equal(status.state === 'failed' && status.failure.code, code);
    });
  }

  it('after a failure goes on looking, and takes it once it is approved there', async () => {
    const store = memoryStore(requestIn(failed, byHand));
    const waits = around(store, { listed: [], left: { ...schedule, state: 'waits-for-approval' } });
    await watch({ ...ref(), at: at(7) }, waits.dependencies);
    assert.equal((await statusOf(store)).state, 'failed');
    await watch({ ...ref(), at: at(8) }, around(store, { left: schedule }).dependencies);
    assert.equal((await statusOf(store)).state, 'granted');
  });

  it('does not ask about schedules of what the bot writes, or of what is permanent', async () => {
    for (const other of [requestIn(failed), requestIn(failed, { ...byHand, durationMinutes: null })]) {
      const { asked, dependencies } = around(memoryStore(other));
      await watch({ ...ref(), at: at(7) }, dependencies);
      assert.deepEqual(asked, []);
    }
  });
});

describe('the end of what Azure keeps', () => {
  const wakeAt = async (minutes: number, listed: (typeof theirs)[]) => {
    const store = memoryStore(held);
    const { clock, dependencies } = around(store, { listed });
    clock.now = later(minutes);
    await wake({ ...ref(), at: at(minutes) }, dependencies);
    return { store, status: await statusOf(store) };
  };

  it('is seen, with nobody asked to do anything', async () => {
    const { store, status } = await wakeAt(486, []);
    assert.deepEqual(status, { state: 'ended', at: at(486), how: 'expired', by: megan });
    assert.ok(store.work.every(({ kind }) => kind !== 'tell-approver' && kind !== 'revoke'));
  });

  it('is looked for again while Azure is late', async () => {
    const { store, status } = await wakeAt(486, [theirs]);
    assert.ok(status.state === 'granted' && status.ending?.how === 'expired' && status.overdue === undefined);
    assert.ok(store.work.every(({ kind }) => kind !== 'tell-approver'));
  });

  it('before its time is somebody else’s doing', async () => {
    const store = memoryStore(held);
    const { dependencies } = around(store);
    await applyEvent(tenantId, 'req-1', { type: 'already-gone' }, { ...dependencies, now: () => later(400) });
    assert.deepEqual(await statusOf(store), { state: 'ended', at: at(400), how: 'removed-outside', by: megan });
  });
});

describe('what prolongs it', () => {
  const prolonging = requestIn(approved, { ...byHand, id: 'req-2', extends: 'req-1' });
  const longer = { ...schedule, id: `${requestId}-2`, endsAt: at(966) };

  it('takes the one schedule over from the former request', async () => {
    const store = memoryStore(held, prolonging);
    await grant(ref('req-2'), around(store, { left: longer }).dependencies);
    const [former, next] = [await statusOf(store), await statusOf(store, 'req-2')];
    assert.ok(former.state === 'ended' && former.how === 'extended');
    assert.ok(next.state === 'granted' && next.expiresAt === at(966));
  });

  it('is not granted because the former one’s role is still there', async () => {
    const store = memoryStore(held, prolonging);
    await grant(ref('req-2'), around(store).dependencies);
    assert.equal((await statusOf(store, 'req-2')).state, 'failed');
    assert.equal((await statusOf(store)).state, 'granted');
  });

  it('with a smaller role leaves the former one its own', async () => {
    const smaller = { ...prolonging, role: ADT_DATA_READER };
    assert.equal(keepsRoleOf(held, smaller), false);
    const store = memoryStore(held, smaller);
    const made = { id: longer.id, outcome: 'created', scheduled: { endsAt: at(966) } } as const;
    await recordAssigned(ref('req-2'), { assignment: made }, around(store).dependencies);
    assert.equal((await statusOf(store)).state, 'granted');
  });
});

describe('what a person reads of it', () => {
  it('the command that ends it asks Privileged Identity Management, since the assignment’s name is not known', () => {
    const command = removeCommandFor(held);
    assert.match(
      command,
      /^az rest --method put --uri "\/subscriptions\/.*\/roleAssignmentScheduleRequests\/[0-9a-f-]{36}\?/,
    );
    const body = JSON.parse(/--body '(.*)'$/.exec(command)?.[1] ?? '');
    assert.equal(body.properties.requestType, 'AdminRemove');
    assert.equal(body.properties.principalId, alex.objectId);
    assert.match(removeCommandFor(requestIn(granted, byHand)), /^az role assignment delete --ids/);
  });

  const times: [minutes: number | undefined, words: RegExp][] = [
    [240, /at most 4 hours/],
    [1_440, /at most 1 day /],
    [43_200, /at most 30 days/],
    [90, /at most 90 minutes/],
    [undefined, /only a shorter time/],
  ];
  for (const [minutes, words] of times) {
    it(`a limit of ${minutes ?? 'unknown'} minutes is put into words`, () => {
      const refused = { rules: ['ExpirationRule'], ...(minutes !== undefined && { longestMinutes: minutes }) };
      assert.match(policyFailure(refused, asking).message, words);
    });
  }

  it('a rule that is new is named', () => {
    const { code, message } = policyFailure({ rules: ['MoonRule'] }, asking);
    assert.equal(code, 'MoonRule');
    assert.match(message, /does not allow this: MoonRule/);
  });

  const removals: [azureCode: string, says: RegExp][] = [
    ['ActiveDurationTooShort', /five minutes. Revoke it again then/],
    ['AuthorizationFailed', /does not let you/],
    ['ScopeLocked', /a lock forbids it/],
    ['Strange', /Azure answered Strange/],
  ];
  for (const [azureCode, says] of removals) {
    it(`a removal that fails with ${azureCode} says what to do`, () => {
      const error = new TenantError('Refused.', { code: 'rejected', call: 'ARM: end scheduled role', azureCode });
      const { message, command } = removalFailureOf(error, held);
      assert.match(message, says);
      assert.doesNotMatch(message, /I take it away/);
      assert.ok(command?.startsWith('az rest'));
    });
  }
});
