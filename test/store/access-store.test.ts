import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { AccessRequest, AccessStatus, Work } from '../../src/access/access-request.ts';
import type { Delivery } from '../../src/access/delivery.ts';
import type { AccessStore, HistoryEntry } from '../../src/access/store.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createDeliveryStore } from '../../src/store/delivery-store.ts';
import { accessRequest } from '../../src/store/schema.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
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

onEachDatabase(() => {
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

    it('lets the case behind a request hear of its birth and of every change', async () => {
      const because = { diagnosisId: 'd-1', headline: 'No data role', confirmed: [], couldNotCheck: [] };
      const request = newRequest({ because });
      const follow: Job = { name: 'triage.follow-request', data: { tenantId, requestId: request.id } };
      await create(request, []);
      assert.deepEqual(queued, [follow]);
      await move(next(request, approved), [], entryOf(request, 'approve'));
      assert.deepEqual(queued, [follow, follow]);
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
      [
        'another role',
        { role: { id: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe', name: 'Azure Digital Twins Data Owner' } },
      ],
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

    it('lists what a person has requested or others for him, newest first, page by page', async () => {
      const ids: string[] = [];
      const forAlex = { requester: megan, subject: { ...alex, type: 'User' } } as const;
      for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
        const request = newRequest({
          instance: { id: `/subscriptions/s/${name}`, name, hostName: name },
          createdAt: `2026-03-02T09:0${index}:00.000Z`,
          ...(name === 'b' && forAlex),
        });
        ids.unshift(request.id);
        await create(request, []);
      }
      await create(newRequest({ requester: megan, subject: { ...megan, type: 'User' } }), []);
      const page = async (limit: number, after?: AccessRequest) =>
        store.ofPerson(tenantId, alex.objectId, { limit, ...(after && { after }) });
      const first = await page(2);
      const second = await page(3, first.at(-1));
      assert.deepEqual(
        [...first, ...second].map((request) => request.id),
        ids,
      );
      assert.deepEqual(await page(2, second.at(-1)), []);
    });

    it('leaves out none of those made in the same instant', async () => {
      for (const name of ['a', 'b', 'c'])
        await create(newRequest({ instance: { id: `/subscriptions/s/${name}`, name, hostName: name } }), []);
      const [first] = await store.ofPerson(tenantId, alex.objectId, { limit: 1 });
      const rest = await store.ofPerson(tenantId, alex.objectId, { limit: 5, ...(first && { after: first }) });
      assert.equal(new Set([first?.id, ...rest.map(({ id }) => id)]).size, 3);
    });

    it('lists what waits for this very person to decide, oldest first, page by page', async () => {
      const sentTo = (who: typeof megan, minute: number) =>
        newRequest({
          instance: { id: `/subscriptions/s/${minute}`, name: 'x', hostName: 'x' },
          createdAt: `2026-03-02T09:0${minute}:00.000Z`,
          approvers: [{ ...who, timeZone: 'Europe/Berlin' }],
        });
      const [second, first, others, decided] = [sentTo(megan, 2), sentTo(megan, 1), sentTo(alex, 3), sentTo(megan, 4)];
      for (const request of [second, first, others, decided]) await create(request, []);
      await move(next(decided, approved), [], entryOf(decided, 'approve'));
      assert.deepEqual(await store.toDecide(tenantId, megan.objectId, { limit: 5 }), [first, second]);
      assert.deepEqual(await store.toDecide(tenantId, megan.objectId, { limit: 5, after: first }), [second]);
      assert.deepEqual(await store.toDecide('another-tenant', megan.objectId, { limit: 5 }), []);
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

    it('keeps everything a request can carry', async () => {
      const request = newRequest({
        subject: {
          ...megan,
          displayName: 'Twin Sync',
          type: 'ServicePrincipal',
          appId: 'app-1',
          managedIdentity: true,
          ownedByRequester: false,
        },
        because: { diagnosisId: 'd-1', headline: 'No data role', confirmed: ['No role'], couldNotCheck: [] },
        writer: 'approver',
        extends: 'former',
        wakeAt: '2026-03-02T09:15:00.000Z',
        approvers: [{ ...megan, timeZone: 'Europe/Berlin' }],
      });
      await create(request, []);
      assert.deepEqual(await store.get(tenantId, request.id), request);
      const { wakeAt: _, ...asleep } = next(request, approved);
      await move(asleep, [], entryOf(asleep, 'approve'));
      assert.deepEqual(await store.get(tenantId, request.id), asleep);
    });

    it('keeps who clicked, who wrote and from where', async () => {
      const request = newRequest();
      await create(request, []);
      const entries: HistoryEntry[] = [
        { ...entryOf(request, 'assigned'), writtenBy: 'bot-1', from: { kind: 'job' }, detail: 'created /x' },
        { ...entryOf(request, 'refused:no-right'), from: { kind: 'personal', conversationId: 'a:1' } },
        { ...entryOf(request, 'revoke'), from: { kind: 'cli' } },
      ];
      for (const entry of entries) await store.recordRefusal(entry);
      assert.deepEqual((await store.history(tenantId, request.id)).slice(1), entries);
    });

    describe('several steps at once', () => {
      async function two() {
        const [former, later] = [newRequest(), newRequest({ subject: { ...megan, type: 'User' } })];
        for (const request of [former, later]) await create(request, []);
        const step = (request: AccessRequest) => {
          const changed = next(request, approved);
          return { next: changed, work: [{ kind: 'deliver' as const }], entry: entryOf(changed, 'approve') };
        };
        return { former, later, steps: [step(former), step(later)] };
      }

      it('are all written', async () => {
        const { former, later, steps } = await two();
        assert.equal(await store.transition(steps), 'written');
        for (const { id } of [former, later]) assert.equal((await store.get(tenantId, id))?.version, 2);
        assert.equal(queued.length, 2);
      });

      it('are none of them written where somebody was first with one', async () => {
        const { former, later, steps } = await two();
        const changed = next(later, { state: 'withdrawn', at: '2026-03-02T09:05:00.000Z' });
        await move(changed, [], entryOf(changed, 'withdraw'));
        assert.equal(await store.transition(steps), 'overtaken');
        assert.deepEqual(await store.get(tenantId, former.id), former);
        assert.equal((await store.history(tenantId, former.id)).length, 1);
        assert.deepEqual(queued, []);
      });
    });

    it('refuses a step that would make two open requests for the same access, and leaves both as they were', async () => {
      const reader = newRequest();
      const role = { id: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe', name: 'Azure Digital Twins Data Owner' };
      const owner = newRequest({ role });
      for (const request of [reader, owner]) await create(request, []);
      const lessened = { ...next(owner, approved), role: reader.role };
      const written = await store.transition([
        { next: lessened, work: [{ kind: 'grant' }], entry: entryOf(lessened, 'approve') },
      ]);
      assert.equal(written, 'duplicate');
      assert.deepEqual(await store.get(tenantId, owner.id), owner);
      assert.deepEqual(queued, []);
    });

    it('lets one request prolong another that is held, and one only', async () => {
      const held = next(newRequest(), granted);
      await create({ ...held, version: 1 }, []);
      const prolonging = newRequest({ extends: held.id });
      assert.equal((await create(prolonging, [])).created, true);
      assert.deepEqual(await create(newRequest({ extends: held.id }), []), { request: prolonging, created: false });
      assert.equal((await create(newRequest(), [])).created, false);
      assert.deepEqual(
        (await store.alike(prolonging)).map(({ id }) => id),
        [held.id],
      );
    });

    it('lists the open ones page by page', async () => {
      const ids: string[] = [];
      for (const name of ['a', 'b', 'c']) {
        const request = newRequest({ instance: { id: `/subscriptions/s/${name}`, name, hostName: name } });
        ids.push(request.id);
        await create(request, []);
      }
      const ended = newRequest({ instance: { id: '/subscriptions/s/d', name: 'd', hostName: 'd' } });
      await create(ended, []);
      const withdrawn = next(ended, { state: 'withdrawn', at: '2026-03-02T09:05:00.000Z' });
      await move(withdrawn, [], entryOf(withdrawn, 'withdraw'));
      ids.sort();
      const first = await store.open(tenantId, { limit: 2 });
      const rest = await store.open(tenantId, { after: first.at(-1)?.id ?? '', limit: 2 });
      assert.deepEqual(
        [...first, ...rest].map(({ id }) => id),
        ids,
      );
    });

    describe('stale cards', () => {
      const copy = (request: AccessRequest, changes: Partial<Delivery> = {}): Delivery => ({
        tenantId,
        id: randomUUID(),
        requestId: request.id,
        audience: 'approver',
        personObjectId: randomUUID(),
        activityId: 'activity-1',
        shownVersion: 1,
        ...changes,
      });
      const cases: [what: string, changes: Partial<Delivery>, stale: boolean][] = [
        ['an older version', {}, true],
        ['the current version', { shownVersion: 2 }, false],
        ['nothing, and never can', { undeliverable: 'The bot is not installed there.' }, false],
        [
          'news, which stay as they are',
          { audience: 'news', news: { job: 'tell-requester', what: 'granted', version: 1 } },
          false,
        ],
      ];
      for (const [what, changes, stale] of cases)
        it(`are ${stale ? '' : 'not '}those that show ${what}`, async () => {
          const request = newRequest();
          await create(request, []);
          const changed = next(request, { state: 'withdrawn', at: '2026-03-02T09:05:00.000Z' });
          await move(changed, [], entryOf(changed, 'withdraw'));
          await createDeliveryStore(database.db, async () => {}).add([copy(request, changes)]);
          const found = await store.withStaleCards(tenantId, { limit: 10 });
          assert.deepEqual(
            found.map(({ id }) => id),
            stale ? [request.id] : [],
          );
        });

      it('were never sent: to the requester always, to an approver only while there is something to decide', async () => {
        const deliveries = createDeliveryStore(database.db, async () => {});
        const unsent = ({ activityId: _, ...rest }: Delivery): Delivery => ({ ...rest, shownVersion: 0 });
        const request = newRequest();
        await create(request, []);
        await deliveries.add([unsent(copy(request))]);
        assert.equal((await store.withStaleCards(tenantId, { limit: 10 })).length, 1);
        const changed = next(request, { state: 'withdrawn', at: '2026-03-02T09:05:00.000Z' });
        await move(changed, [], entryOf(changed, 'withdraw'));
        assert.equal((await store.withStaleCards(tenantId, { limit: 10 })).length, 0);
        await deliveries.add([unsent(copy(request, { audience: 'requester' }))]);
        assert.equal((await store.withStaleCards(tenantId, { limit: 10 })).length, 1);
      });
    });

    it('queues work again without a change', async () => {
      const request = newRequest();
      await create(request, []);
      await store.queueAgain(request, [{ kind: 'deliver' }]);
      assert.deepEqual(queued, [{ name: 'access.deliver', data: { tenantId, requestId: request.id } }]);
      assert.equal((await store.history(tenantId, request.id)).length, 1);
    });

    it('gives every reconciliation of an hour the same id, and those of another hour or tenant another one', async () => {
      const at = '2026-03-02T10:00:00.000Z';
      await store.queueReconcile(tenantId, { at, slot: at });
      await store.queueReconcile(tenantId, { at, slot: at });
      await store.queueReconcile(tenantId, { at, slot: '2026-03-02T11:00:00.000Z' });
      await store.queueReconcile(randomUUID(), { at, slot: at });
      await store.queueReconcile(tenantId, {});
      const ids = queued.map(({ id }) => id);
      assert.equal(ids[0], ids[1]);
      assert.match(ids[0] ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.equal(new Set(ids.slice(1)).size, 4);
      assert.equal(ids[4], undefined);
    });

    describe('the audit', () => {
      async function written(count: number): Promise<AccessRequest> {
        const request = newRequest();
        await create(request, []);
        for (let number = 1; number < count; number++) {
          // Several share a moment.
          const at = new Date(Date.parse(request.createdAt) + Math.floor(number / 3) * 1000).toISOString();
          await store.recordRefusal({ ...entryOf(request, 'refused:no-right'), at, detail: `${number}` });
        }
        return request;
      }

      it('gives every event once, by time, whatever the size of the pages', async () => {
        await written(20);
        for (const limit of [1, 3, 7, 100]) {
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await store.auditSince({
              tenantId,
              since: '2026-03-02T09:00:00.000Z',
              limit,
              ...(cursor !== undefined && { cursor }),
            });
            assert.ok(page.events.length <= limit);
            seen.push(...page.events.map(({ what, detail }) => (what === 'request' ? '0' : (detail ?? ''))));
            cursor = page.cursor;
          } while (cursor !== undefined);
          assert.deepEqual(
            seen,
            Array.from({ length: 20 }, (_, number) => `${number}`),
          );
        }
      });

      it('keeps to the tenant, and says what each event is about', async () => {
        const request = await written(1);
        const { events } = await store.auditSince({ tenantId, since: '2026-01-01T00:00:00.000Z' });
        const { requester, subject, instance, role, durationMinutes } = request;
        assert.deepEqual(events, [
          { ...birthOf(request), about: { requester, subject, instance, role, durationMinutes } },
        ]);
        const other = await store.auditSince({ tenantId: randomUUID(), since: '2026-01-01T00:00:00.000Z' });
        assert.deepEqual(other, { events: [] });
      });

      it('outlives the request, and tells of attempts on one that never was', async () => {
        const request = await written(2);
        await database.db.delete(accessRequest).where(eq(accessRequest.id, request.id));
        await store.recordRefusal({ ...entryOf(request, 'refused:gone'), requestId: 'never' });
        const { events } = await store.auditSince({ tenantId, since: '2026-01-01T00:00:00.000Z' });
        assert.deepEqual(
          events.map(({ what, about }) => [what, about]),
          [
            ['request', undefined],
            ['refused:no-right', undefined],
            ['refused:gone', undefined],
          ],
        );
      });

      it('has nothing before since, nor at until', async () => {
        await written(4);
        const window = { tenantId, since: '2026-03-02T09:00:00.001Z', until: '2026-03-02T09:00:01.000Z' };
        assert.deepEqual(await store.auditSince(window), { events: [] });
      });
    });
  });
});
