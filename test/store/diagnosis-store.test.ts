import assert from 'node:assert/strict';
import type { DiagnosisRecord, Taking } from '../../src/diagnosis/record.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createDiagnosisStore } from '../../src/store/diagnosis-store.ts';
import { newTestDatabase, onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';

onEachDatabase(() => {
  describe('the store of diagnoses', () => {
    let store: TestStore;

    beforeEach(async function open() {
      store = await openTestStore();
    });

    function record(changes: Partial<DiagnosisRecord> = {}): DiagnosisRecord {
      return {
        tenantId: store.tenantId,
        id: 'diagnosis-1',
        askedBy: { objectId: 'alex', displayName: 'Alex Wilber' },
        report: { kind: 'adt-403', status: 403, instance: { name: 'plant-a' }, redacted: ['jwt'] },
        conversationId: 'chat-1',
        begunAt: '2026-03-02T09:00:00.000Z',
        state: 'running',
        ...changes,
      };
    }

    async function unfinishedHere(since: string, until: string): Promise<string[]> {
      const all = await store.diagnoses.unfinished(since, until);
      return all.filter(({ tenantId }) => tenantId === store.tenantId).map(({ id }) => id);
    }

    it('gives a record back as it was saved, and as it was saved last', async () => {
      await store.diagnoses.save(record());
      assert.deepEqual(await store.diagnoses.get(store.tenantId, 'diagnosis-1'), record());
      const done = record({
        state: 'done',
        activityId: 'activity-1',
        instanceId: '/subscriptions/s/a',
        diagnosis: {
          report: { kind: 'adt-403', redacted: [] },
          headline: 'You have no data role on plant-a.',
          findings: [],
          principal: { kind: 'user', objectId: 'alex', displayName: 'Alex Wilber', self: true },
          proposal: { roleId: 'd57506d4', roleName: 'Azure Digital Twins Data Reader', scope: '/subscriptions/s/a' },
          tookMs: 210,
          azureCalls: 6,
        },
      });
      await store.diagnoses.save(done);
      assert.deepEqual(await store.diagnoses.get(store.tenantId, 'diagnosis-1'), done);
      await store.diagnoses.save(record({ state: 'waiting-for-answer', offered: ['plant-a'], readInPart: true }));
      assert.deepEqual(
        await store.diagnoses.get(store.tenantId, 'diagnosis-1'),
        record({ state: 'waiting-for-answer', offered: ['plant-a'], readInPart: true }),
      );
      assert.equal(await store.diagnoses.get('another-tenant', 'diagnosis-1'), undefined);
    });

    it('lets one of those who try at once begin anew what was told of an incident', async () => {
      const told = record({ state: 'done', activityId: 'activity-1', triaged: true, joins: 'incident-1' });
      await store.diagnoses.save(told);
      const later = '2026-03-02T09:05:00.000Z';
      const tries = await Promise.all([1, 2, 3].map(() => store.diagnoses.beginTold(told, later)));
      const begun = record({ activityId: 'activity-1', triaged: true, begunAt: later });
      assert.deepEqual(
        tries.filter((each) => each !== undefined),
        [begun],
      );
      assert.deepEqual(await store.diagnoses.get(store.tenantId, 'diagnosis-1'), begun);
      assert.equal(await store.diagnoses.beginTold(told, later), undefined);
    });

    it('begins nothing anew that has changed since it was read', async () => {
      const told = record({ state: 'done', joins: 'incident-1' });
      for (const since of [
        record({ ...told, joins: 'incident-2' }),
        record({ ...told, state: 'running' }),
        record({ ...told, begunAt: '2026-03-02T09:01:00.000Z' }),
      ]) {
        await store.diagnoses.save(since);
        assert.equal(await store.diagnoses.beginTold(told, '2026-03-02T09:05:00.000Z'), undefined);
        assert.deepEqual(await store.diagnoses.get(store.tenantId, 'diagnosis-1'), since);
      }
    });

    it('keeps who wrote what was diagnosed, and what the helpdesk is to make of it', async () => {
      const megan = { objectId: 'megan', displayName: 'Megan Bowen' };
      const heard = record({ unasked: true, writtenBy: megan, triaged: true, joins: 'incident-1' });
      await store.diagnoses.save(heard);
      assert.deepEqual(await store.diagnoses.get(store.tenantId, 'diagnosis-1'), heard);
      // Who saves it may have read it before it was handed over.
      await store.diagnoses.save(record());
      assert.deepEqual(await store.diagnoses.get(store.tenantId, 'diagnosis-1'), record({ triaged: true }));
    });

    const stored = () => store.diagnoses.get(store.tenantId, 'diagnosis-1');
    const unseen = { unseen: 'failed', state: 'done' } as const;

    it('lets a run write what it has come to over nothing that has happened meanwhile', async () => {
      const { diagnoses } = store;
      await diagnoses.save(record());
      assert.deepEqual(await diagnoses.handOver(record()), record({ triaged: true }));
      const result = record({ ...unseen, triaged: true });
      assert.deepEqual(await diagnoses.conclude(record(unseen)), result);
      // Who can approve is found a moment later.
      assert.deepEqual(await diagnoses.conclude(record({ state: 'done' })), record({ state: 'done', triaged: true }));
      assert.deepEqual(await diagnoses.shown(record()), record({ state: 'done', triaged: true }));
      assert.equal(await diagnoses.conclude(record(unseen)), undefined);
    });

    it('takes nothing from a run that was ended, begun anew, or is forgotten', async () => {
      const { diagnoses } = store;
      await diagnoses.save(record());
      await diagnoses.end(record());
      assert.equal(await diagnoses.conclude(record(unseen)), undefined);
      assert.equal(await diagnoses.takeUp(record()), undefined);
      const anew = record({ begunAt: '2026-03-02T09:01:00.000Z' });
      await diagnoses.save(anew);
      assert.equal(await diagnoses.conclude(record(unseen)), undefined);
      assert.equal(await diagnoses.shown(record()), undefined);
      assert.deepEqual(await stored(), anew);
      for (const change of ['conclude', 'handOver', 'shown'] as const) {
        assert.equal(await diagnoses[change](record({ id: 'forgotten' })), undefined);
      }
    });

    it('finds what was not shown until it is, begun anew or ended', async () => {
      const { diagnoses } = store;
      const unshown = async () => {
        const all = await diagnoses.unshown('2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z');
        return all.filter(({ tenantId }) => tenantId === store.tenantId);
      };
      const settle = [
        () => diagnoses.shown(record()),
        () => diagnoses.end(record()),
        () => diagnoses.takeUp(record()),
        () => diagnoses.save(record()),
      ];
      for (const each of settle) {
        await diagnoses.save(record());
        assert.deepEqual(await unshown(), []);
        await diagnoses.conclude(record({ state: 'waiting-for-answer' }));
        assert.deepEqual(await unshown(), [record({ state: 'waiting-for-answer' })]);
        await each();
        assert.deepEqual(await unshown(), []);
      }
      await diagnoses.conclude(record({ state: 'done' }), true);
      assert.deepEqual(await unshown(), []);
    });

    it('lets one of those who try at once take up what was left, and not what has been since', async () => {
      const { diagnoses } = store;
      await diagnoses.save(record());
      const tries = await Promise.all([1, 2, 3].map(() => diagnoses.takeUp(record())));
      const [taken, ...others] = tries.filter((each) => each !== undefined);
      assert.deepEqual([taken, others], [record({ begunAt: '2026-03-02T09:00:00.001Z' }), []]);
      assert.equal(await diagnoses.conclude(record(unseen)), undefined);
      assert.ok(taken);
      assert.ok(await diagnoses.conclude({ ...taken, ...unseen }));
    });

    it('keeps where the card of a run is, and nothing else of it, unless another has taken it up', async () => {
      const { diagnoses } = store;
      const sent = { ...record(), activityId: 'activity-1' };
      await diagnoses.save(record());
      const found = record({ ...unseen, triaged: true });
      await diagnoses.conclude(found);
      await diagnoses.handOver(record());
      assert.deepEqual(await diagnoses.posted(sent), { ...found, activityId: 'activity-1' });
      assert.deepEqual(await stored(), { ...found, activityId: 'activity-1' });
      const taken = await diagnoses.takeUp(record());
      assert.equal(taken?.activityId, 'activity-1');
      assert.equal(await diagnoses.posted({ ...sent, activityId: 'activity-2' }), undefined);
      assert.equal(await diagnoses.posted({ ...sent, id: 'forgotten' }), undefined);
      assert.equal(await diagnoses.get(store.tenantId, 'forgotten'), undefined);
    });

    it('lets whoever takes it up bring a card with it', async () => {
      const { diagnoses } = store;
      await diagnoses.save(record());
      const taken = record({ activityId: 'activity-1', begunAt: '2026-03-02T09:00:00.001Z' });
      assert.deepEqual(await diagnoses.takeUp(record({ activityId: 'activity-1' })), taken);
      // Its own card, which is out by now, stays its card.
      const other = { ...taken, activityId: 'activity-2' };
      assert.equal(await diagnoses.takeUp(other), undefined);
      assert.deepEqual(await stored(), taken);
    });

    describe('where messages are answered', () => {
      const taking = (messageId: string, more: Partial<Taking> = {}): Taking => ({
        tenantId: store.tenantId,
        conversationId: 'chat-1',
        messageId,
        at: '2026-03-02T09:00:00.000Z',
        until: '2026-03-03T09:00:00.000Z',
        ...more,
      });

      it('stores one answer of those that come at once', async () => {
        const { diagnoses } = store;
        const ids = ['one', 'two', 'three'];
        const stored = await Promise.all(ids.map((id) => diagnoses.saveFor(record({ id }), [taking('1')])));
        assert.deepEqual(stored.toSorted(), [false, false, true]);
        const kept = await Promise.all(ids.map((id) => diagnoses.get(store.tenantId, id)));
        assert.deepEqual(
          kept.map((each) => each !== undefined),
          stored,
        );
        assert.equal(await diagnoses.isTaken(taking('1')), true);
      });

      it('answers what is not answered yet of several, and the same elsewhere', async () => {
        const { diagnoses } = store;
        assert.equal(await diagnoses.saveFor(record(), []), true);
        assert.equal(await diagnoses.saveFor(record(), [taking('1')]), true);
        assert.equal(await diagnoses.saveFor(record(), [taking('1'), taking('2')]), true);
        assert.equal(await diagnoses.saveFor(record(), [taking('1'), taking('2')]), false);
        assert.equal(await diagnoses.isTaken(taking('1', { conversationId: 'chat-2' })), false);
        assert.equal(await diagnoses.isTaken(taking('1', { tenantId: 'another-tenant' })), false);
        assert.equal(await diagnoses.take(taking('1', { conversationId: 'chat-2' })), true);
      });

      it('leaves the message to whoever tries again where the answer could not be stored', async () => {
        const database = await openDatabase(await newTestDatabase());
        const failing = createDiagnosisStore(database.db, async () => {
          throw new Error('no queue');
        });
        await assert.rejects(failing.saveFor(record({ triaged: true }), [taking('1')]), /no queue/);
        assert.equal(await failing.isTaken(taking('1')), false);
        await database.close();
      });

      it('lets it be answered again once that is long ago, or was given back', async () => {
        const { diagnoses } = store;
        assert.equal(await diagnoses.take(taking('1')), true);
        const later = { at: '2026-03-03T09:00:00.000Z', until: '2026-03-04T09:00:00.000Z' };
        assert.equal(await diagnoses.isTaken(taking('1', later)), false);
        assert.equal(await diagnoses.take(taking('1', later)), true);
        // Another has taken it since.
        await diagnoses.release(taking('1'));
        assert.equal(await diagnoses.take(taking('1')), false);
        await diagnoses.release(taking('1', later));
        assert.equal(await diagnoses.take(taking('1')), true);
      });
    });

    it('lets the case that follows one hear of every change, and nobody of the others', async () => {
      const heard: string[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      await store.queue.work({
        'triage.follow-diagnosis': async ({ diagnosisId }) => {
          heard.push(diagnosisId);
          if (heard.length === 2) resolve();
        },
      });
      await store.diagnoses.save(record({ id: 'private' }));
      await store.diagnoses.save(record({ triaged: true }));
      await store.diagnoses.save(record({ triaged: true, state: 'done' }));
      await promise;
      assert.deepEqual(heard, ['diagnosis-1', 'diagnosis-1']);
    });

    it('is not saved where its case would not hear of it', async () => {
      const database = await openDatabase(await newTestDatabase());
      const failing = createDiagnosisStore(database.db, async () => {
        throw new Error('no queue');
      });
      await assert.rejects(failing.save(record({ triaged: true })), /no queue/);
      assert.equal(await failing.get(store.tenantId, 'diagnosis-1'), undefined);
      await database.close();
    });

    it('lists those still running that are neither too old nor begun since', async () => {
      await store.diagnoses.save(record({ id: 'second', begunAt: '2026-03-02T09:01:00.000Z' }));
      await store.diagnoses.save(record({ id: 'first' }));
      await store.diagnoses.save(record({ id: 'old', begunAt: '2026-03-02T08:59:59.999Z' }));
      await store.diagnoses.save(record({ id: 'waiting', state: 'waiting-for-answer' }));
      await store.diagnoses.save(record({ id: 'done', state: 'done' }));
      await store.diagnoses.save(record({ id: 'new', begunAt: '2026-03-02T09:01:00.001Z' }));
      const from = '2026-03-02T09:00:00.000Z';
      assert.deepEqual(await unfinishedHere(from, '2026-03-02T09:01:00.000Z'), ['first', 'second']);
    });

    it('finds what a person asked last in a conversation', async () => {
      const megan = { objectId: 'megan', displayName: 'Megan Bowen' };
      const at = (minute: string) => `2026-03-02T09:${minute}:00.000Z`;
      await store.diagnoses.save(record({ id: 'second', begunAt: at('02') }));
      await store.diagnoses.save(record({ id: 'first', begunAt: at('01') }));
      await store.diagnoses.save(record({ id: 'elsewhere', begunAt: at('03'), conversationId: 'chat-2' }));
      await store.diagnoses.save(record({ id: 'hers', begunAt: at('04'), askedBy: megan }));
      await store.diagnoses.save(record({ id: 'other tenant', begunAt: at('05'), tenantId: 'another-tenant' }));
      const latest = async (conversation: string, person: string, since: string) =>
        (await store.diagnoses.latest(store.tenantId, conversation, person, since))?.id;
      assert.equal(await latest('chat-1', 'alex', at('00')), 'second');
      assert.equal(await latest('chat-2', 'alex', at('00')), 'elsewhere');
      assert.equal(await latest('chat-1', 'megan', at('00')), 'hers');
      assert.equal(await latest('chat-1', 'alex', at('03')), undefined);
      assert.equal(await latest('chat-3', 'alex', at('00')), undefined);
    });

    it('remembers the instance a person asked about last', async () => {
      const { diagnoses, tenantId } = store;
      assert.equal(await diagnoses.lastInstance(tenantId, 'alex'), undefined);
      await diagnoses.rememberInstance(tenantId, 'alex', '/subscriptions/s/a');
      await diagnoses.rememberInstance(tenantId, 'alex', '/subscriptions/s/b');
      await diagnoses.rememberInstance(tenantId, 'megan', '/subscriptions/s/c');
      assert.equal(await diagnoses.lastInstance(tenantId, 'alex'), '/subscriptions/s/b');
    });
  });
});
