/** Access that is asked for again before it ends: one assignment, which passes from the one request to the other. */
import assert from 'node:assert/strict';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { revoke, wake } from '../../src/access/carry-out-end.ts';
import { grant, recordAssigned, watch } from '../../src/access/carry-out-grant.ts';
import { extensionOf } from '../../src/access/extension.ts';
import { assignmentId } from '../../src/access/grants.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { reconcile } from '../../src/access/reconcile.ts';
import { approve, askForAccess } from '../../src/access/requests.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import { memoryStore } from './memory-store.ts';
import { alex, approved, at, failed, granted, instance, later, megan, pending, requestIn } from './requests.ts';
import { holding, tenantThat } from './tenant-that.ts';

const ownId = assignmentId(instance.id, alex.objectId, ADT_DATA_OWNER.id);
const held = requestIn({ ...granted, assignment: { id: ownId, outcome: 'created' } });
const prolonging = requestIn({ ...approved, at: at(460) }, { id: 'req-2', version: 3, extends: 'req-1' });
const { tenantId } = held;
const from = { kind: 'personal', conversationId: 'a:alex' } as const;
const ids = { id: 'req-2', correlationId: 'corr-2' };

function around(store: ReturnType<typeof memoryStore>, tenant = tenantThat({}), now = later(465)) {
  return { store, tenant, policy: DEFAULT_POLICY, now: () => now };
}

const writes = tenantThat({ createRoleAssignment: async () => ({ id: ownId, outcome: 'adopted' }) });
const ref = (requestId: string) => ({ tenantId, requestId });

describe('asking for the same access again', () => {
  it('asks for what was given, by whoever asked, while it is held', async () => {
    const store = memoryStore(requestIn(held.status, { role: ADT_DATA_READER }));
    const again = extensionOf(requestIn(held.status, { role: ADT_DATA_READER }), alex, ids);
    assert.ok(!('refused' in again));
    assert.deepEqual([again.extends, again.roleId], ['req-1', ADT_DATA_READER.id]);
    const asked = await askForAccess(again, around(store), from);
    assert.equal(asked.outcome, 'asked', 'the one it prolongs does not stand in its way');
  });

  it('twice makes one request', async () => {
    const store = memoryStore(held, requestIn({ ...approved }, { id: 'req-2', extends: 'req-1' }));
    const again = extensionOf(held, alex, { ...ids, id: 'req-3' });
    assert.ok(!('refused' in again));
    const asked = await askForAccess(again, around(store), from);
    assert.equal(asked.outcome === 'already-asked' && asked.request.id, 'req-2');
  });

  it('after it has ended is a request like any other', () => {
    const again = extensionOf(requestIn({ state: 'ended', at: at(490), how: 'expired', by: megan }), alex, ids);
    assert.ok(!('refused' in again) && again.extends === undefined);
  });

  it('is a new request where it was not given, taken back or left to lapse', () => {
    for (const status of [
      { state: 'denied', by: megan, at: at(5), reason: 'Ask for Reader.' },
      { state: 'withdrawn', at: at(5) },
      { state: 'lapsed', at: at(1440) },
    ] as const) {
      const again = extensionOf(requestIn(status), alex, ids);
      assert.ok(!('refused' in again) && again.extends === undefined, status.state);
    }
  });

  const refused: [what: string, request: AccessRequest, by: typeof alex, why: string][] = [
    ['by somebody else', held, megan, 'not-yours'],
    ['of what has no end', requestIn({ ...granted, expiresAt: null }), alex, 'not-in-this-state'],
    ['of what is not held', requestIn(approved), alex, 'not-in-this-state'],
  ];
  for (const [what, request, by, why] of refused)
    it(`is refused ${what}`, () => {
      const again = extensionOf(request, by, ids);
      assert.equal('refused' in again && again.refused, why);
    });
});

describe('when the longer time is granted', () => {
  it('the former request ends as extended, in the same step, and nothing takes the assignment away', async () => {
    const store = memoryStore(held, prolonging);
    await grant(ref('req-2'), around(store, writes));
    const [former, next] = [await store.get(tenantId, 'req-1'), await store.get(tenantId, 'req-2')];
    assert.deepEqual(former?.status, { state: 'ended', at: at(465), how: 'extended', by: megan });
    assert.ok(next?.status.state === 'granted' && next.status.expiresAt === at(465 + 480));
    assert.deepEqual(
      store.entries.map(({ requestId, what }) => [requestId, what]),
      [
        ['req-2', 'assigned'],
        ['req-1', 'extended'],
      ],
    );
    await wake({ ...ref('req-1'), at: at(486) }, around(store, tenantThat({}), later(486)));
    assert.ok(!store.work.some(({ kind }) => kind === 'revoke'));
  });

  it('and the former one changes in that moment, both are read anew', async () => {
    const store = memoryStore(held, prolonging);
    store.beforeTransition = () => store.put({ ...held, version: held.version + 1 });
    await grant(ref('req-2'), around(store, writes));
    const former = await store.get(tenantId, 'req-1');
    assert.deepEqual([former?.version, former?.status.state], [held.version + 2, 'ended']);
  });

  it('and the former one is being taken away just then, it waits and is made anew', async () => {
    const ending = { how: 'expired', at: at(464), nextTryAt: at(524) } as const;
    const store = memoryStore(
      requestIn({ ...granted, assignment: { id: ownId, outcome: 'created' }, ending }),
      prolonging,
    );
    await assert.rejects(grant(ref('req-2'), around(store, writes)), /just being ended/);
    assert.equal((await store.get(tenantId, 'req-2'))?.status.state, 'approved');
    assert.equal((await store.get(tenantId, 'req-1'))?.status.state, 'granted');
  });

  it('with a smaller role, the former one keeps its own assignment and its own end', async () => {
    const smaller = { ...prolonging, role: ADT_DATA_READER };
    const store = memoryStore(held, smaller);
    const id = assignmentId(instance.id, alex.objectId, ADT_DATA_READER.id);
    await recordAssigned(ref('req-2'), { assignment: { id, outcome: 'created' } }, around(store));
    assert.equal((await store.get(tenantId, 'req-1'))?.status.state, 'granted');
    assert.equal((await store.get(tenantId, 'req-2'))?.status.state, 'granted');
  });

  it('but was refused by Azure, finding the former one’s assignment is no leave to prolong it', async () => {
    const listed = tenantThat({
      roleAssignmentsAt: async () => [holding(ADT_DATA_OWNER, { id: ownId, principalId: alex.objectId })],
    });
    for (const status of [failed, approved]) {
      const byHand = { writer: 'approver' } as const;
      const refused = requestIn(status, { id: 'req-2', extends: 'req-1', ...byHand });
      const store = memoryStore({ ...held, ...byHand }, refused);
      if (status.state === 'failed') await watch({ ...ref('req-2'), at: at(465) }, around(store, listed));
      else await grant(ref('req-2'), around(store, listed));
      assert.equal((await store.get(tenantId, 'req-2'))?.status.state, 'failed');
      assert.equal((await store.get(tenantId, 'req-1'))?.status.state, 'granted');
      await reconcile({ tenantId }, around(store, listed));
      assert.equal((await store.get(tenantId, 'req-2'))?.status.state, 'failed');
    }
  });
});

describe('two requests that live on one assignment all the same', () => {
  const ending = { how: 'expired', at: at(486), nextTryAt: at(546) } as const;
  const assignment = { id: ownId, outcome: 'created' } as const;
  const first = requestIn({ ...granted, assignment, ending });

  it('the one whose time is up ends, and leaves the assignment to the other', async () => {
    const store = memoryStore(first, requestIn({ ...granted, assignment, expiresAt: at(900) }, { id: 'req-2' }));
    await revoke(ref('req-1'), around(store, tenantThat({}), later(486)));
    const ended = (await store.get(tenantId, 'req-1'))?.status;
    assert.ok(ended?.state === 'ended' && ended.how === 'expired');
  });

  it('the last one takes it away', async () => {
    const removed: string[] = [];
    const deletes = tenantThat({ deleteRoleAssignment: async (id) => void removed.push(id) });
    const store = memoryStore(first, requestIn({ ...granted, assignment, ending }, { id: 'req-2' }));
    await revoke(ref('req-1'), around(store, deletes, later(486)));
    assert.deepEqual(removed, [ownId]);
  });

  it('do not come about: an approval of what another request gives is refused', async () => {
    const other = requestIn(granted, { id: 'req-3', role: ADT_DATA_READER });
    const asked = requestIn(pending, { id: 'req-2', extends: 'req-1' });
    const store = memoryStore(held, asked, other);
    const owner = tenantThat({ roleAssignmentsOf: async () => [holding(OWNER)] });
    const click = { tenantId, id: 'req-2', version: asked.version, by: megan, guest: false, from, correlationId: 'c' };
    const less = { roleId: ADT_DATA_READER.id };
    const clicked = await approve({ ...click, less }, around(store, owner), {});
    assert.equal(clicked.outcome === 'refused' && clicked.reason, 'already-open');
    assert.equal(
      (await approve(click, around(store, owner), {})).outcome,
      'done',
      'the one it prolongs is not in its way',
    );
  });
});
