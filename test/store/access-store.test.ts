import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AccessRequest, AccessStatus, Work } from '../../src/access/access-request.ts';
import type { AccessStore, HistoryEntry } from '../../src/access/store.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { newTestDatabase } from '../support/store.ts';
import { alex, birthOf, megan, requestOfAlex } from './request-of-alex.ts';

const approved: AccessStatus = { state: 'approved', by: megan, at: '2026-03-02T09:05:00.000Z' };
const granted: AccessStatus = {
  state: 'granted',
  by: megan,
  at: '2026-03-02T09:06:00.000Z',
  assignment: { id: '/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/g', outcome: 'created' },
  expiresAt: '2026-03-02T17:06:00.000Z',
  access: 'checking',
};

describe('the store of access requests', () => {
  let database: Database;
  let store: AccessStore;
  let tenantId: string;
  let queued: Job[];

  before(async function open() {
    database = await openDatabase(await newTestDatabase());
  });

  after(() => database.close());

  beforeEach(function freshTenant() {
    tenantId = randomUUID();
    queued = [];
    store = createAccessStore(database.db, async (_tx, jobs) => {
      queued.push(...jobs);
    });
  });

  function newRequest(changes: Partial<AccessRequest> = {}): AccessRequest {
    return { ...requestOfAlex(tenantId), ...changes };
  }

  function next(request: AccessRequest, status: AccessStatus): AccessRequest {
    return { ...request, version: request.version + 1, status };
  }

  function entryOf(request: AccessRequest, what: HistoryEntry['what']): HistoryEntry {
    const { tenantId, id, version } = request;
    return {
      tenantId,
      requestId: id,
      version,
      at: '2026-03-02T09:05:00.000Z',
      what,
      by: megan,
      from: { kind: 'channel', conversationId: '19:owners' },
      correlationId: 'click-1',
    };
  }

  function create(request: AccessRequest, work: Work[], into = store) {
    return into.create(request, work, birthOf(request));
  }

  async function move(changed: AccessRequest, work: Work[], entry: HistoryEntry, into = store): Promise<boolean> {
    return (await into.transition([{ next: changed, work, entry }])) === 'written';
  }

  it('gives a request back as it was stored', async () => {
    const request = newRequest({ approvers: [megan], durationMinutes: null });
    assert.deepEqual(await create(request, []), { request, created: true });
    assert.deepEqual(await store.get(tenantId, request.id), request);
  });

  it('does not know a request of another tenant', async () => {
    const request = newRequest();
    await create(request, []);
    assert.equal(await store.get(randomUUID(), request.id), undefined);
  });

  it('queues the work of a new request and writes its first history entry', async () => {
    const request = newRequest();
    const wakeAt = '2026-03-02T09:15:00.000Z';
    await create(request, [{ kind: 'find-approvers' }, { kind: 'wake', at: wakeAt }]);
    const ref = { tenantId, requestId: request.id };
    assert.deepEqual(queued, [
      { name: 'access.find-approvers', data: ref },
      { name: 'access.wake', data: { ...ref, at: wakeAt }, startAfter: wakeAt },
    ]);
    assert.deepEqual(await store.history(tenantId, request.id), [birthOf(request)]);
  });

  it('queues news with what they tell', async () => {
    const request = newRequest();
    await create(request, []);
    await move(next(request, approved), [{ kind: 'tell-requester', news: 'granted' }], entryOf(request, 'approve'));
    assert.deepEqual(queued, [
      { name: 'access.tell-requester', data: { tenantId, requestId: request.id, version: 2, news: 'granted' } },
    ]);
  });

  it('makes one of two requests for the same thing that come at once', async () => {
    const requests = Array.from({ length: 10 }, () => newRequest());
    const answers = await Promise.all(requests.map((request) => create(request, [{ kind: 'find-approvers' }])));
    assert.equal(answers.filter((answer) => answer.created).length, 1);
    assert.equal(new Set(answers.map((answer) => answer.request.id)).size, 1);
    assert.equal(queued.length, 1);
  });

  it('finds the open request whatever the case of the resource id', async () => {
    const first = newRequest();
    await create(first, []);
    const again = newRequest({ instance: { ...first.instance, id: first.instance.id.toUpperCase() } });
    assert.deepEqual(await create(again, []), { request: first, created: false });
  });

  for (const status of [
    approved,
    granted,
    { ...approved, state: 'failed', failure: { code: 'X', message: 'no' } } as const,
  ]) {
    it(`counts a request that is ${status.state} as open`, async () => {
      const first = newRequest();
      await create(first, []);
      const changed = next(first, status);
      await move(changed, [], entryOf(changed, 'approve'));
      assert.deepEqual(await create(newRequest(), []), { request: changed, created: false });
    });
  }

  for (const [what, changes] of [
    ['another role', { role: { id: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe', name: 'Azure Digital Twins Data Owner' } }],
    ['another subject', { subject: { ...megan, type: 'User' } }],
    ['another instance', { instance: { id: '/subscriptions/s/b', name: 'plant-b', hostName: 'plant-b' } }],
    ['another tenant', { tenantId: randomUUID() }],
  ] as const) {
    it(`makes a second request for ${what}`, async () => {
      await create(newRequest(), []);
      assert.equal((await create(newRequest(changes), [])).created, true);
    });
  }

  it('makes a new request once the former has ended', async () => {
    const first = newRequest();
    await create(first, []);
    const withdrawn = next(first, { state: 'withdrawn', at: '2026-03-02T09:05:00.000Z' });
    await move(withdrawn, [], entryOf(withdrawn, 'withdraw'));
    assert.equal((await create(newRequest(), [])).created, true);
  });

  it('refuses the id of a request that has ended', async () => {
    const first = newRequest();
    await create(first, []);
    const withdrawn = next(first, { state: 'withdrawn', at: '2026-03-02T09:05:00.000Z' });
    await move(withdrawn, [], entryOf(withdrawn, 'withdraw'));
    await assert.rejects(create(newRequest({ id: first.id }), []), { name: 'StoreError', code: 'conflict' });
  });

  it('lets exactly one of twenty transitions from the same version through, with its work and history', async () => {
    const request = newRequest();
    await create(request, []);
    const attempts = Array.from({ length: 20 }, (_, index) => {
      const by = { ...megan, displayName: `Approver ${index}` };
      const changed = next(request, { ...approved, by });
      return move(changed, [{ kind: 'grant' }], { ...entryOf(changed, 'approve'), by });
    });
    const won = (await Promise.all(attempts)).indexOf(true);
    assert.equal((await Promise.all(attempts)).filter((answer) => answer).length, 1);
    const stored = await store.get(tenantId, request.id);
    assert.deepEqual(stored?.status, { ...approved, by: { ...megan, displayName: `Approver ${won}` } });
    assert.equal(stored?.version, 2);
    assert.deepEqual(queued, [{ name: 'access.grant', data: { tenantId, requestId: request.id } }]);
    const history = await store.history(tenantId, request.id);
    assert.deepEqual(
      history.map((entry) => [entry.what, entry.by?.displayName]),
      [
        ['request', 'Alex Wilber'],
        ['approve', `Approver ${won}`],
      ],
    );
  });

  it('does not transition a request it does not have', async () => {
    const request = newRequest();
    assert.equal(await move(next(request, approved), [], entryOf(request, 'approve')), false);
    assert.deepEqual(await store.history(tenantId, request.id), []);
  });

  it('leaves the request as it was where its work cannot be queued', async () => {
    const request = newRequest();
    await create(request, []);
    const failing = createAccessStore(database.db, async () => {
      throw new Error('the queue is closed');
    });
    const transition = move(next(request, approved), [{ kind: 'grant' }], entryOf(request, 'approve'), failing);
    await assert.rejects(transition, /queue is closed/);
    await assert.rejects(create(newRequest({ subject: { ...megan, type: 'User' } }), [], failing), /queue is closed/);
    assert.deepEqual(await store.get(tenantId, request.id), request);
    assert.equal((await store.history(tenantId, request.id)).length, 1);
    assert.deepEqual(await store.pending(tenantId, 10), [request]);
  });

  it('keeps refused attempts in the history', async () => {
    const request = newRequest();
    await create(request, []);
    const refusal = { ...entryOf(request, 'refused:not-an-owner'), detail: 'clicked approve' };
    await store.recordRefusal(refusal);
    assert.deepEqual((await store.history(tenantId, request.id)).at(-1), refusal);
  });

  it('lists what a person has requested, newest first', async () => {
    const ids: string[] = [];
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      const request = newRequest({
        instance: { id: `/subscriptions/s/${name}`, name, hostName: name },
        createdAt: `2026-03-02T09:0${index}:00.000Z`,
      });
      ids.unshift(request.id);
      await create(request, []);
    }
    await create(newRequest({ requester: megan }), []);
    const listed = await store.byRequester(tenantId, alex.objectId, 2);
    assert.deepEqual(
      listed.map((request) => request.id),
      ids.slice(0, 2),
    );
  });

  it('lists the pending ones, oldest first', async () => {
    const [younger, older] = [newRequest(), newRequest({ subject: { ...megan, type: 'User' } })];
    older.createdAt = '2026-03-01T09:00:00.000Z';
    const decided = newRequest({ role: { id: 'other', name: 'Other' } });
    for (const request of [younger, older, decided]) await create(request, []);
    await move(next(decided, approved), [], entryOf(decided, 'approve'));
    assert.deepEqual(await store.pending(tenantId, 10), [older, younger]);
    assert.deepEqual(await store.pending(tenantId, 1), [older]);
  });
});
