import assert from 'node:assert/strict';
import type { AccessRequest, AccessStatus } from '../../src/access/access-request.ts';
import { assignmentId as ownAssignmentId } from '../../src/access/grants.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { overdueWork, reconcile, reconcileJob } from '../../src/access/reconcile.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import type { Tenant } from '../../src/tenant.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import {
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

const { tenantId } = requestIn(pending);
const stored = { id: assignmentId, principalId: alex.objectId };
const there = holding(ADT_DATA_OWNER, stored);
const kinds = (request: AccessRequest, minutes: number) => overdueWork(request, later(minutes)).map(({ kind }) => kind);

function around(store: MemoryStore, answers: Partial<Tenant> = {}, now = later(60)) {
  return { store, tenant: tenantThat(answers), policy: DEFAULT_POLICY, now: () => now };
}

const listing = (...assignments: ReturnType<typeof holding>[]) => ({ roleAssignmentsAt: async () => assignments });
const standing = async (store: MemoryStore): Promise<AccessStatus | undefined> =>
  (await store.get(tenantId, 'req-1'))?.status;

describe('what a request waits for and never came', () => {
  const unasked: AccessStatus = { state: 'pending', lapsesAt: at(1440), approversFound: false };
  const cases: [what: string, request: AccessRequest, minutes: number, work: string[]][] = [
    ['nothing, while everything is on time', requestIn(pending), 14, []],
    ['a wake that is minutes late', requestIn(pending), 21, ['wake']],
    ['the search for approvers', requestIn(unasked), 50, ['find-approvers']],
    ['the card for the approvers', requestIn({ ...pending, remindedAt: at(45) }), 50, ['deliver']],
    ['an interrupted grant: the wake takes it up', requestIn(approved), 71, ['wake']],
    ['an expiry that was missed', requestIn({ ...granted, access: 'effective' }), 500, ['wake']],
    ['a look whether it works', requestIn(granted), 60, ['verify']],
    ['nothing, of what is done', requestIn({ state: 'lapsed', at: at(1) }), 5000, []],
  ];
  for (const [what, request, minutes, work] of cases)
    it(`is ${what}`, () => assert.deepEqual(kinds(request, minutes), work));

  it('is queued again', async () => {
    const store = memoryStore(requestIn(pending));
    await reconcile({ tenantId }, around(store, {}, later(21)));
    assert.deepEqual(store.work, [{ kind: 'wake', at: at(21) }]);
    assert.deepEqual(store.entries, [], 'which is no event');
  });
});

describe('what was granted, held against Azure', () => {
  it('stands: nothing happens', async () => {
    const store = memoryStore(requestIn({ ...granted, access: 'effective' }));
    await reconcile({ tenantId }, around(store, listing(there)));
    assert.deepEqual([store.work, store.entries], [[], []]);
  });

  it('was removed by somebody: ends as such, and is deleted all the same, lest the listing lagged', async () => {
    const removed: string[] = [];
    const store = memoryStore(requestIn(granted));
    const deleteRoleAssignment = async (id: string) => void removed.push(id);
    await reconcile({ tenantId }, around(store, { ...listing(), deleteRoleAssignment }));
    assert.deepEqual(await standing(store), { state: 'ended', at: at(60), how: 'removed-outside', by: megan });
    assert.deepEqual(removed, [assignmentId]);
  });

  it('is not ended on a listing alone where its end could then be forgotten', async () => {
    const store = memoryStore(requestIn(granted));
    await reconcile({ tenantId }, around(store, { ...listing(), deleteRoleAssignment: failing('unavailable') }));
    assert.equal((await standing(store))?.state, 'granted');
  });

  for (const [what, status, more] of [
    ['was permanent', { ...granted, expiresAt: null }, {}],
    ['was there before', { ...granted, expiresAt: null, assignment: { id: assignmentId, outcome: 'adopted' } }, {}],
    ['the approver’s own hand made', granted, { writer: 'approver' }],
  ] as [string, AccessStatus, Partial<AccessRequest>][])
    it(`and ${what}: ends, and nothing is deleted`, async () => {
      const store = memoryStore(requestIn(status, more));
      await reconcile({ tenantId }, around(store, listing()));
      const ended = await standing(store);
      assert.equal(ended?.state === 'ended' && ended.how, 'removed-outside');
    });

  const changes: [what: string, listed: ReturnType<typeof holding>[]][] = [
    ['got a condition', [{ ...there, condition: '@Resource[x] StringEquals 1' }]],
    ['was replaced under another name', [{ ...there, id: `${instance.id}/roleAssignments/another` }]],
    ['gives another role', [holding(ADT_DATA_READER, stored)]],
    ['is for somebody else', [holding(ADT_DATA_OWNER, { id: assignmentId, principalId: megan.objectId })]],
  ];
  for (const [what, listed] of changes)
    it(`${what}: ends as changed, is left alone, and the approver is told`, async () => {
      const store = memoryStore(requestIn(granted));
      await reconcile({ tenantId }, around(store, listing(...listed)));
      const ended = await standing(store);
      assert.equal(ended?.state === 'ended' && ended.how, 'changed-outside');
      assert.ok(store.work.some((work) => work.kind === 'tell-approver' && work.news === 'changed-outside'));
    });

  it('the same role held higher up or by somebody else is no replacement', async () => {
    const store = memoryStore(requestIn({ ...granted, expiresAt: null }));
    const above = { ...there, id: 'above', scope: instance.id.slice(0, instance.id.indexOf('/providers')) };
    const others = holding(ADT_DATA_OWNER, { id: 'other', principalId: megan.objectId });
    await reconcile({ tenantId }, around(store, listing(above, others)));
    const ended = await standing(store);
    assert.equal(ended?.state === 'ended' && ended.how, 'removed-outside');
  });

  it('is not judged while it is so new that Azure may not list it yet', async () => {
    const store = memoryStore(requestIn(granted));
    await reconcile({ tenantId }, around(store, {}, later(20)));
    assert.equal((await standing(store))?.state, 'granted');
  });

  it('is not judged while Azure does not answer', async () => {
    const store = memoryStore(requestIn(granted));
    const { unanswered } = await reconcile({ tenantId }, around(store, { roleAssignmentsAt: failing('throttled') }));
    assert.equal(unanswered, 1);
    assert.equal((await standing(store))?.state, 'granted');
  });

  it('by a schedule stands as long as the schedule’s own assignment does', async () => {
    const assignment = { id: 'schedule-1', outcome: 'created', scheduled: { endsAt: at(486) } } as const;
    const store = memoryStore(requestIn({ ...granted, assignment }, { writer: 'approver' }));
    await reconcile({ tenantId }, around(store, listing({ ...there, id: 'made-by-the-schedule' })));
    assert.equal((await standing(store))?.state, 'granted');
    await reconcile({ tenantId }, around(store, listing()));
    assert.equal((await standing(store))?.state, 'ended');
  });

  it('asks once for all requests on one instance', async () => {
    let asked = 0;
    const store = memoryStore(
      requestIn({ ...granted, access: 'effective' }),
      requestIn(
        { ...granted, access: 'effective' },
        { id: 'req-2', instance: { ...instance, id: instance.id.toUpperCase() } },
      ),
    );
    const roleAssignmentsAt = async () => {
      asked += 1;
      return [there];
    };
    await reconcile({ tenantId }, around(store, { roleAssignmentsAt }));
    assert.equal(asked, 1);
  });
});

describe('what failed, held against Azure', () => {
  const own = holding(ADT_DATA_OWNER, {
    id: ownAssignmentId(instance.id, alex.objectId, ADT_DATA_OWNER.id),
    principalId: alex.objectId,
  });

  it('was made after all: no access stands that nobody knows of, and it ends in time', async () => {
    const store = memoryStore(requestIn(failed));
    await reconcile({ tenantId }, around(store, listing(own)));
    const status = await standing(store);
    assert.ok(status?.state === 'granted' && status.assignment.outcome === 'created');
    assert.equal(status.expiresAt, at(60 + 480));
  });

  it('was done by hand with the command: it is theirs', async () => {
    const store = memoryStore(requestIn(failed));
    await reconcile({ tenantId }, around(store, listing(there)));
    const status = await standing(store);
    assert.ok(status?.state === 'granted' && status.assignment.outcome === 'adopted' && status.expiresAt === null);
  });

  it('is not judged while nobody knows whether Azure made it for this request, and the others are all the same', async () => {
    const byHand = requestIn(failed, { writer: 'approver' });
    const other = requestIn(failed, { id: 'req-2', subject: { ...megan, type: 'User' } });
    const store = memoryStore(byHand, other);
    const listed = [there, { ...there, principalId: megan.objectId }];
    const answers = { ...listing(...listed), roleSchedule: failing('throttled') };
    assert.equal((await reconcile({ tenantId }, around(store, answers))).unanswered, 1);
    assert.equal((await standing(store))?.state, 'failed');
    assert.equal((await store.get(tenantId, 'req-2'))?.status.state, 'granted');
  });

  it('is not there: it stays failed', async () => {
    const store = memoryStore(requestIn(failed));
    await reconcile({ tenantId }, around(store, listing()));
    assert.deepEqual(await standing(store), failed);
  });
});

describe('the hourly job', () => {
  it('queues the next full hour first, the same one whichever process runs it', async () => {
    const store = memoryStore();
    await reconcileJob({ tenantId }, around(store, {}, later(17)));
    const hour = '2025-03-03T09:00:00.000Z';
    assert.deepEqual(store.reconciles, [{ tenantId, at: hour, slot: hour }]);
  });

  it('goes through all open requests, page by page', async () => {
    const many = Array.from({ length: 120 }, (_, number) =>
      requestIn({ ...pending, remindedAt: at(40) }, { id: `req-${String(number).padStart(3, '0')}` }),
    );
    const store = memoryStore(...many);
    await reconcileJob({ tenantId }, around(store, {}, later(44)));
    while (store.reconciles.at(-1)?.after !== undefined) {
      const after = store.reconciles.pop()?.after ?? '';
      await reconcileJob({ tenantId, after }, around(store, {}, later(44)));
    }
    assert.equal(store.reconciles.length, 1);
    const none = store.work.filter(({ kind }) => kind !== 'wake');
    assert.deepEqual(none, []);
  });

  it('twice, or beside another one, changes nothing more', async () => {
    const store = memoryStore(requestIn({ ...granted, expiresAt: null }));
    const twice = [1, 2].map(() => reconcile({ tenantId }, around(store, listing())));
    await Promise.all(twice);
    assert.equal(store.entries.length, 1);
  });
});
