import assert from 'node:assert/strict';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { findApprovers, giveUpFindApprovers, giveUpVerify, verify } from '../../src/access/carry-out.ts';
import { revoke, wake } from '../../src/access/carry-out-end.ts';
import { giveUpGrant, giveUpWatch, grant, watch } from '../../src/access/carry-out-grant.ts';
import { assignmentName } from '../../src/access/grants.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import type { AccessDependencies } from '../../src/access/requests.ts';
import * as roles from '../../src/rbac/roles.ts';
import { type NewRoleAssignment, TenantError } from '../../src/tenant.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import {
  adele,
  alex,
  approved,
  assignmentId,
  at,
  failed,
  granted,
  instance,
  later,
  megan,
  pending,
  requestIn,
} from './requests.ts';
import { failing, holding, tenantThat } from './tenant-that.ts';

const ref = { tenantId: requestIn(pending).tenantId, requestId: 'req-1' };
const ownId = `${instance.id}/providers/Microsoft.Authorization/roleAssignments/${assignmentName(instance.id, alex.objectId, roles.ADT_DATA_OWNER.id)}`;
const unsettled = requestIn({ state: 'pending', lapsesAt: at(1440), approversFound: false }, { approvers: [] });

function around(store: MemoryStore, tenant = tenantThat({}), now = later(6)) {
  return { store, tenant, policy: DEFAULT_POLICY, now: () => now } satisfies AccessDependencies;
}

async function standing(store: MemoryStore): Promise<AccessRequest['status']> {
  return (await store.get(ref.tenantId, ref.requestId))?.status ?? assert.fail();
}

const kinds = ({ work }: MemoryStore) => work.map(({ kind }) => kind);

describe('finding the approvers', () => {
  it('asks for those who can make this very assignment, and remembers them', async () => {
    const store = memoryStore(unsettled);
    const asked: unknown[] = [];
    await findApprovers(
      ref,
      async (...question) => {
        asked.push(question);
        return [megan, alex];
      },
      around(store),
    );
    const write = { roleId: roles.ADT_DATA_OWNER.id, principalId: alex.objectId, principalType: 'User' };
    assert.deepEqual(asked, [[instance.id, write]]);
    const request = await store.get(ref.tenantId, ref.requestId);
    assert.deepEqual(request?.approvers, [megan], 'nobody is asked to decide for himself');
  });

  it('remembers the clocks that are known of them', async () => {
    const store = memoryStore(unsettled);
    const timeZonesOf = async () => new Map([[megan.objectId, 'Asia/Kolkata']]);
    await findApprovers(ref, async () => [megan, adele], { ...around(store), timeZonesOf });
    const request = await store.get(ref.tenantId, ref.requestId);
    assert.deepEqual(request?.approvers, [{ ...megan, timeZone: 'Asia/Kolkata' }, adele]);
  });

  it('is done again when Azure gave no answer', async () => {
    const store = memoryStore(unsettled);
    await assert.rejects(findApprovers(ref, failing('throttled'), around(store)), TenantError);
    assert.deepEqual(store.entries, []);
  });

  it('leaves it to the approvals channel where Azure will not tell the bot who they are', async () => {
    const store = memoryStore(unsettled);
    await findApprovers(ref, failing('forbidden', 'Authorization_RequestDenied'), around(store));
    const status = await standing(store);
    assert.equal(status.state === 'pending' && status.approversFound, true);
    assert.ok(kinds(store).includes('deliver'));
  });

  it('is given up in the same way when the attempts are used up', async () => {
    const store = memoryStore(unsettled);
    await giveUpFindApprovers(ref, around(store));
    assert.deepEqual(kinds(store), ['deliver', 'tell-requester', 'wake']);
  });

  it('does not ask again once they are known', async () => {
    await findApprovers(ref, async () => assert.fail(), around(memoryStore(requestIn(pending))));
  });
});

describe('writing the role assignment', () => {
  function writing(outcome: 'created' | 'adopted', id: string) {
    const written: { name: string; request: NewRoleAssignment }[] = [];
    const tenant = tenantThat({
      async createRoleAssignment(name, request) {
        written.push({ name, request });
        return { id, outcome };
      },
    });
    return { written, tenant };
  }

  it('writes what was approved, under its own name, and says for whom', async () => {
    const { written, tenant } = writing('created', ownId);
    const store = memoryStore(requestIn(approved));
    await grant(ref, around(store, tenant));
    assert.deepEqual(written, [
      {
        name: assignmentName(instance.id, alex.objectId, roles.ADT_DATA_OWNER.id),
        request: {
          scope: instance.id,
          roleId: roles.ADT_DATA_OWNER.id,
          principalId: alex.objectId,
          principalType: 'User',
          description: `Requested through ADT Support (req-1), approved by ${megan.objectId}.`,
        },
      },
    ]);
    assert.deepEqual(await standing(store), {
      state: 'granted',
      by: megan,
      at: at(6),
      assignment: { id: ownId, outcome: 'created' },
      expiresAt: at(486),
      access: 'checking',
    });
  });

  it('takes an assignment of its own name for its own: the answer to the first attempt got lost', async () => {
    const store = memoryStore(requestIn(approved));
    await grant(ref, around(store, writing('adopted', ownId).tenant));
    const status = await standing(store);
    assert.equal(status.state === 'granted' && status.assignment.outcome, 'created');
    assert.ok(kinds(store).includes('wake'), 'so it is taken away in time');
  });

  it('leaves an assignment of another name to whoever made it', async () => {
    const store = memoryStore(requestIn(approved));
    await grant(ref, around(store, writing('adopted', assignmentId).tenant));
    const status = await standing(store);
    assert.deepEqual(status.state === 'granted' && [status.assignment.outcome, status.expiresAt], ['adopted', null]);
    assert.ok(!kinds(store).includes('wake'));
  });

  for (const status of [pending, granted]) {
    it(`writes nothing for a request that is ${status.state}`, async () => {
      await grant(ref, around(memoryStore(requestIn(status))));
    });
  }

  const worthAnother = [
    ['throttled'],
    ['unavailable'],
    ['timeout'],
    ['unauthenticated'],
    ['bad-answer'],
    ['rejected', 'PrincipalNotFound'],
  ] as const;
  for (const [code, azureCode] of worthAnother) {
    it(`is tried again after ${azureCode ?? code}`, async () => {
      const store = memoryStore(requestIn(approved));
      const tenant = tenantThat({ createRoleAssignment: failing(code, azureCode) });
      await assert.rejects(grant(ref, around(store, tenant)), TenantError);
      assert.equal((await standing(store)).state, 'approved');
    });
  }

  const final = [
    ['forbidden', 'AuthorizationFailed', /Role Based Access Control Administrator/],
    ['rejected', 'RoleAssignmentLimitExceeded', /limit of role assignments/],
    ['rejected', 'RoleDefinitionDoesNotExist', /Mend this and approve again/],
  ] as const;
  for (const [code, azureCode, says] of final) {
    it(`fails with what to do next after ${azureCode}`, async () => {
      const store = memoryStore(requestIn(approved));
      await grant(ref, around(store, tenantThat({ createRoleAssignment: failing(code, azureCode) })));
      const status = await standing(store);
      assert.ok(status.state === 'failed');
      assert.equal(status.failure.code, azureCode);
      assert.match(status.failure.message, says);
      assert.ok(kinds(store).includes('tell-requester'));
    });
  }

  it('lets a fault of our own through, to be seen and tried again', async () => {
    const tenant = tenantThat({ createRoleAssignment: () => Promise.reject(new TypeError('a fault')) });
    await assert.rejects(grant(ref, around(memoryStore(requestIn(approved)), tenant)), TypeError);
  });

  it('fails for good when the attempts are used up', async () => {
    const store = memoryStore(requestIn(approved));
    await giveUpGrant(ref, 'ARM: 503', around(store));
    const status = await standing(store);
    assert.match(status.state === 'failed' ? status.failure.message : '', /ARM: 503/);
  });

  it('is not failed by attempts used up after it has succeeded', async () => {
    const store = memoryStore(requestIn(granted));
    await giveUpGrant(ref, 'ARM: 503', around(store));
    assert.equal((await standing(store)).state, 'granted');
  });
});

describe('the assignment that the approver’s own click writes', () => {
  const byHand = requestIn(approved, { writer: 'approver' });
  const listing = (...ids: string[]) =>
    tenantThat({
      roleAssignmentsAt: async () => ids.map((id) => holding(roles.ADT_DATA_OWNER, { id, principalId: alex.objectId })),
    });

  it('is never written by the bot: it only looks, and takes up what it finds', async () => {
    const store = memoryStore(byHand);
    await grant(ref, around(store, listing(ownId)));
    const status = await standing(store);
    assert.ok(status.state === 'granted' && status.assignment.outcome === 'created');
    assert.equal(store.entries.at(-1)?.writtenBy, megan.objectId);
  });

  it('is told apart from one that somebody else made', async () => {
    const store = memoryStore(byHand);
    await grant(ref, around(store, listing(assignmentId)));
    const status = await standing(store);
    assert.ok(status.state === 'granted' && status.assignment.outcome === 'adopted' && status.expiresAt === null);
  });

  it('that is not there fails the request, which says to approve again', async () => {
    const store = memoryStore(byHand);
    await grant(ref, around(store, listing()));
    const status = await standing(store);
    assert.ok(status.state === 'failed' && status.failure.code === 'approve-again');
    assert.match(status.failure.message, /Approve again\.$/);
  });

  it('with a condition gives less than was approved, and does not count', async () => {
    const store = memoryStore(byHand);
    const bound = holding(roles.ADT_DATA_OWNER, { id: ownId, principalId: alex.objectId, condition: '@x' });
    await grant(ref, around(store, tenantThat({ roleAssignmentsAt: async () => [bound] })));
    assert.equal((await standing(store)).state, 'failed');
  });

  it('is looked for again while Azure does not answer', async () => {
    const store = memoryStore(byHand);
    const silent = tenantThat({ roleAssignmentsAt: failing('unavailable') });
    await assert.rejects(grant(ref, around(store, silent)), TenantError);
    assert.equal((await standing(store)).state, 'approved');
  });
});

describe('watching for an assignment that failed', () => {
  const nothing = tenantThat({ roleAssignmentsAt: async () => [] });
  const its = holding(roles.ADT_DATA_OWNER, { id: ownId, principalId: alex.objectId });

  it('takes up what somebody made with the command, or an attempt whose answer got lost', async () => {
    const store = memoryStore(requestIn(failed));
    await watch({ ...ref, at: at(7) }, around(store, tenantThat({ roleAssignmentsAt: async () => [its] }), later(7)));
    assert.equal((await standing(store)).state, 'granted');
  });

  it('looks again after doubling waits, at most ten minutes, for a day', async () => {
    const waits: number[] = [];
    let now = 7;
    for (;;) {
      const store = memoryStore(requestIn(failed));
      await watch({ ...ref, at: at(now) }, around(store, nothing, later(now)));
      const [again] = store.work;
      if (again?.kind !== 'watch') break;
      const next = (Date.parse(again.at) - later(0).getTime()) / 60_000;
      waits.push(next - now);
      now = next;
    }
    assert.deepEqual(waits.slice(0, 6), [1, 2, 4, 8, 10, 10]);
    assert.ok(now >= 1440 && now < 1470);
  });

  it('goes on when Azure never answered', async () => {
    const store = memoryStore(requestIn(failed));
    await giveUpWatch({ ...ref, at: at(7) }, around(store, tenantThat({}), later(40)));
    assert.deepEqual(store.work, [{ kind: 'watch', at: at(50) }]);
  });

  it('ends when the request is approved again or withdrawn', async () => {
    for (const status of [approved, { state: 'withdrawn', at: at(8) } as const]) {
      const store = memoryStore(requestIn(status));
      await watch({ ...ref, at: at(9) }, around(store, tenantThat({}), later(9)));
      assert.deepEqual([store.work, store.entries], [[], []]);
    }
  });
});

describe('looking whether the access works', () => {
  const check = { ...ref, at: at(6, 5) };
  const its = holding(roles.ADT_DATA_OWNER, { principalId: alex.objectId });

  it('tells when everything the role is for is allowed', async () => {
    const store = memoryStore(requestIn(granted));
    await verify(check, around(store, tenantThat({ roleAssignmentsOf: async () => [its] }), later(6, 5)));
    const status = await standing(store);
    assert.equal(status.state === 'granted' && status.access, 'effective');
  });

  it('looks again later while it is not', async () => {
    const store = memoryStore(requestIn(granted));
    await verify(check, around(store, tenantThat({ roleAssignmentsOf: async () => [] }), later(6, 5)));
    assert.deepEqual(store.work, [{ kind: 'verify', at: at(6, 15) }]);
  });

  it('sees that a deny assignment keeps the person out', async () => {
    const nothing = { actions: [], notActions: [], notDataActions: [] };
    const locked = {
      id: 'deny',
      name: 'Locked',
      scope: instance.id,
      permissions: [{ ...nothing, dataActions: ['*'] }],
      principals: ['9e000000-0000-4000-8000-000000000001'],
      excludePrincipals: [],
      doNotApplyToChildScopes: false,
    };
    const tenant = tenantThat({
      roleAssignmentsOf: async () => [its],
      denyAssignmentsAt: async () => [locked],
      groupsOf: async () => locked.principals,
    });
    const store = memoryStore(requestIn(granted));
    await verify(check, around(store, tenant, later(6, 5)));
    const status = await standing(store);
    assert.equal(status.state === 'granted' && status.access, 'checking');
  });

  it('says that it does not work yet when nobody could look for half an hour', async () => {
    const store = memoryStore(requestIn(granted));
    await giveUpVerify({ ...ref, at: at(30) }, around(store, tenantThat({}), later(36)));
    const status = await standing(store);
    assert.equal(status.state === 'granted' && status.access, 'late');
  });

  it('asks nothing once it is known', async () => {
    await verify(check, around(memoryStore(requestIn({ ...granted, access: 'effective' }))));
  });

  it('waits longer each time, also where this machine’s clock is behind the queue’s', async () => {
    const store = memoryStore(requestIn(granted));
    const tenant = tenantThat({ roleAssignmentsOf: async () => [] });
    // The queue has found the time of the second look come; here it is only a second after the grant.
    await verify({ ...ref, at: at(6, 15) }, around(store, tenant, later(6, 1)));
    assert.deepEqual(store.work, [{ kind: 'verify', at: at(6, 35) }]);
  });
});

describe('a time that has come', () => {
  it('lets a pending request lapse', async () => {
    const store = memoryStore(requestIn(pending));
    await wake({ ...ref, at: at(1440) }, around(store, tenantThat({}), later(1440)));
    assert.equal((await standing(store)).state, 'lapsed');
  });

  it('asks for the revocation of an expired access', async () => {
    const store = memoryStore(requestIn(granted));
    await wake({ ...ref, at: at(486) }, around(store, tenantThat({}), later(486)));
    assert.ok(kinds(store).includes('revoke'));
  });

  it('has come although this machine’s clock is behind the queue’s: it is not put back again and again', async () => {
    const store = memoryStore(requestIn(pending));
    await wake({ ...ref, at: at(1440) }, around(store, tenantThat({}), later(1439, 30)));
    assert.equal((await standing(store)).state, 'lapsed');
  });

  it('to ask a person to take something away, asks Azure first whether it is still there', async () => {
    const byHand = requestIn(granted, { writer: 'approver' });
    const due = { ...ref, at: at(486) };
    const gone = memoryStore(byHand);
    await wake(due, around(gone, tenantThat({ roleAssignmentsAt: async () => [] }), later(486)));
    assert.equal((await standing(gone)).state, 'ended');
    const there = memoryStore(byHand);
    const its = holding(roles.ADT_DATA_OWNER, { id: assignmentId, principalId: alex.objectId });
    await wake(due, around(there, tenantThat({ roleAssignmentsAt: async () => [its] }), later(486)));
    const status = await standing(there);
    assert.equal(status.state === 'granted' && status.overdue, at(486));
  });

  it('lets an approver sleep whose time zone was learnt since he was asked', async () => {
    const store = memoryStore(requestIn(pending));
    const asked: string[] = [];
    const timeZonesOf = async (tenantId: string, objectIds: readonly string[]) => {
      asked.push(tenantId, ...objectIds);
      // 08:15 UTC is a quarter past midnight there.
      return new Map([[megan.objectId, 'America/Los_Angeles']]);
    };
    await wake({ ...ref, at: at(15) }, { ...around(store, tenantThat({}), later(15)), timeZonesOf });
    assert.deepEqual(asked, [ref.tenantId, megan.objectId]);
    const told = store.work.flatMap((each) => (each.kind === 'tell-approver' ? [each.to] : []));
    assert.deepEqual(told, ['channel']);
    const request = await store.get(ref.tenantId, ref.requestId);
    assert.deepEqual(request?.approvers, [{ ...megan, timeZone: 'America/Los_Angeles' }]);
    assert.equal(
      requestIn({ ...pending, remindedAt: at(225) }, { approvers: request.approvers }).wakeAt,
      at(420),
      'seven o’clock there',
    );
  });

  it('of an earlier plan changes nothing', async () => {
    const store = memoryStore(requestIn(granted));
    await wake({ ...ref, at: at(60) }, around(store, tenantThat({}), later(60)));
    assert.deepEqual([store.work, store.entries], [[], []]);
    assert.deepEqual(await standing(store), granted);
  });
});

describe('revoking', () => {
  const timeOver = { ...granted, ending: { how: 'expired', at: at(486), nextTryAt: at(546) } } as const;

  function removing() {
    const removed: string[] = [];
    const tenant = tenantThat({
      async deleteRoleAssignment(id) {
        removed.push(id);
      },
    });
    return { removed, tenant };
  }

  it('takes away the one assignment that the bot made, and ends the request', async () => {
    const { removed, tenant } = removing();
    const store = memoryStore(requestIn(timeOver));
    await revoke(ref, around(store, tenant, later(486)));
    assert.deepEqual(removed, [assignmentId]);
    assert.deepEqual(await standing(store), { state: 'ended', at: at(486), how: 'expired', by: megan });
  });

  for (const [what, request] of Object.entries({
    'what is not to end': requestIn(granted),
    'a request that is not granted': requestIn(approved),
  })) {
    it(`touches nothing of ${what}`, async () => {
      const { removed, tenant } = removing();
      await revoke(ref, around(memoryStore(request), tenant, later(600)));
      assert.deepEqual(removed, []);
    });
  }

  const adopted = { ...timeOver, assignment: { id: assignmentId, outcome: 'adopted' } } as const;
  const scheduled = { ...timeOver, assignment: { ...granted.assignment, scheduled: { endsAt: at(486) } } } as const;
  for (const [what, request] of Object.entries({
    'what was there before': requestIn(adopted),
    'what Azure ends itself': requestIn(scheduled),
    'what the approver wrote': requestIn(timeOver, { writer: 'approver' }),
  })) {
    it(`only looks whether ${what} is gone, and ends the request when it is`, async () => {
      const store = memoryStore(request);
      const there = holding(roles.ADT_DATA_OWNER, { id: assignmentId, principalId: alex.objectId });
      await revoke(ref, around(store, tenantThat({ roleAssignmentsAt: async () => [there] }), later(500)));
      assert.equal((await standing(store)).state, 'granted');
      await revoke(ref, around(store, tenantThat({ roleAssignmentsAt: async () => [] }), later(500)));
      assert.deepEqual(await standing(store), { state: 'ended', at: at(500), how: 'expired', by: megan });
    });
  }

  it('is tried again while Azure refuses, and the request stays granted', async () => {
    const store = memoryStore(requestIn(timeOver));
    const tenant = tenantThat({ deleteRoleAssignment: failing('unavailable') });
    await assert.rejects(revoke(ref, around(store, tenant, later(486))), TenantError);
    assert.equal((await standing(store)).state, 'granted');
  });

  it('is not put off by an hour because this machine’s clock is behind the queue’s', async () => {
    const { removed, tenant } = removing();
    await revoke(ref, around(memoryStore(requestIn(timeOver)), tenant, later(485, 30)));
    assert.deepEqual(removed, [assignmentId]);
  });
});
