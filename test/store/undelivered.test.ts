import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation, Delivery } from '../../src/access/delivery.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';
import { caseOfAlex, entryOf } from './case-of-alex.ts';
import { alex, birthOf, megan, requestOfAlex } from './request-of-alex.ts';

onEachDatabase(() => {
  describe('messages that could not be delivered', () => {
    let store: TestStore;
    /** What has been queued since: the job's name without 'access.', and its request or news. */
    let queued: string[];
    let reached: () => void;

    beforeEach(async function open() {
      store = await openTestStore();
      queued = [];
      reached = () => {};
      const take = (job: string) => {
        queued.push(job);
        reached();
      };
      await store.queue.work({
        'access.deliver': async ({ requestId }) => take(`deliver ${requestId}`),
        'access.tell-requester': async ({ news, version }) => take(`tell-requester ${news} ${version}`),
      });
    });
    afterEach(() => store.close());

    /** Waits until so many jobs have run, and gives them in a fixed order. */
    async function jobs(count: number): Promise<string[]> {
      const { promise, resolve } = Promise.withResolvers<void>();
      reached = () => queued.length >= count && resolve();
      reached();
      await promise;
      return queued.toSorted();
    }

    function delivery(requestId: string, changes: Partial<Delivery>): Delivery {
      return {
        tenantId: store.tenantId,
        id: randomUUID(),
        requestId,
        audience: 'approver',
        shownVersion: 0,
        ...changes,
      };
    }

    function chat(id: string, userObjectId = megan.objectId): Conversation {
      return { tenantId: store.tenantId, id, kind: 'personal', userObjectId, reference: {} };
    }

    const channel = (id: string): Conversation => ({ tenantId: store.tenantId, id, kind: 'channel', reference: {} });
    const undeliverable = 'The bot is not installed there.';

    async function stored(id: string): Promise<(string | undefined)[]> {
      return (await store.deliveries.of(store.tenantId, id)).map((each) => each.undeliverable);
    }

    it('are queued again when the person installs the bot or writes to it', async () => {
      await store.deliveries.add([
        delivery('for-megan', { personObjectId: megan.objectId.toUpperCase(), undeliverable }),
        delivery('for-megan', {
          audience: 'news',
          personObjectId: megan.objectId,
          undeliverable,
          news: { job: 'tell-requester', what: 'denied', version: 3 },
        }),
        delivery('sent', { personObjectId: megan.objectId, activityId: '1' }),
        delivery('for-alex', { personObjectId: alex.objectId, undeliverable }),
      ]);
      await store.conversations.remember(chat('chat-megan'));
      assert.deepEqual(await jobs(2), ['deliver for-megan', 'tell-requester denied 3']);
      assert.deepEqual(await stored('for-megan'), [undefined, undefined]);
      assert.deepEqual(await stored('for-alex'), [undeliverable]);
    });

    it('are not queued again by another conversation that the person is in', async () => {
      await store.deliveries.add([delivery('for-megan', { personObjectId: megan.objectId, undeliverable })]);
      await store.conversations.remember({ ...channel('channel-1'), userObjectId: megan.objectId });
      assert.deepEqual(await stored('for-megan'), [undeliverable]);
    });

    it('are queued again for a channel when somebody speaks to the bot in a thread there', async () => {
      await store.deliveries.add([
        delivery('one', { audience: 'approvals-channel', conversationId: 'channel-1', undeliverable }),
      ]);
      await store.conversations.remember(channel('channel-1;messageid=7'));
      assert.deepEqual(await jobs(1), ['deliver one']);
    });

    it('never wait for the card of a case that waits for them, where a request is posted as the bot is removed', async () => {
      const { tenantId, triage, conversations, access } = store;
      const { case: one } = await triage.open(caseOfAlex(tenantId), [], entryOf(caseOfAlex(tenantId), 'opened'));
      const because = { diagnosisId: one.diagnosisId, headline: '', confirmed: [], couldNotCheck: [] };
      const request = { ...requestOfAlex(tenantId), because };
      await access.create(request, [], birthOf(request));
      const posted = delivery(request.id, { audience: 'approvals-channel', conversationId: '19:approvals' });
      await store.deliveries.add([posted]);
      for (let round = 1; round <= 10; round += 1) {
        for (const id of ['19:helpdesk', '19:approvals']) {
          await conversations.remember({ ...channel(id), teamId: 'team' });
        }
        await triage.useChannel({ tenantId, conversationId: '19:helpdesk', groupId: 'g', digestOff: false });
        await conversations.useForApprovals(tenantId, { conversationId: '19:approvals', groupId: 'g' });
        const subject = { kind: 'case', id: one.id } as const;
        const shown = { conversationId: '19:helpdesk', activityId: '1', shownVersion: 1 };
        await triage.saveCard({ tenantId, subject, ...shown });
        await Promise.all([
          conversations.forgetTeam(tenantId, 'team'),
          store.deliveries.shown(posted, { conversationId: '19:approvals', activityId: `${round}`, version: 1 }),
        ]);
        assert.equal(await triage.channel(tenantId), undefined, `round ${round}`);
      }
    });

    it('let whoever asked know at once, where the bot is removed from a conversation', async () => {
      const pending = requestOfAlex(store.tenantId);
      const decided = { ...requestOfAlex(store.tenantId), instance: { id: '/b', name: 'plant-b', hostName: 'b' } };
      for (const request of [pending, decided]) await store.access.create(request, [], birthOf(request));
      const denied = { state: 'denied', by: megan, at: '2026-03-02T10:00:00.000Z', reason: 'No' } as const;
      const next = { ...decided, version: 2, status: denied };
      await store.access.transition([{ next, work: [], entry: birthOf(next) }]);
      for (const { id } of [pending, decided]) {
        await store.deliveries.add([
          delivery(id, { audience: 'requester', personObjectId: alex.objectId, activityId: '1', shownVersion: 2 }),
          delivery(id, { personObjectId: megan.objectId, conversationId: 'chat-megan', activityId: '2' }),
        ]);
      }
      await store.conversations.forget(store.tenantId, 'chat-megan');
      assert.deepEqual(await jobs(1), [`deliver ${pending.id}`]);
      assert.deepEqual(await stored(pending.id), [undefined, 'The bot was removed from there.']);
      assert.deepEqual(await stored(decided.id), [undefined, undefined]);
      const [own] = await store.deliveries.of(store.tenantId, pending.id);
      assert.equal(own?.shownVersion, 0);
    });

    it('stay delivered where the bot is told late that it was removed, and is back there', async () => {
      const pending = requestOfAlex(store.tenantId);
      await store.access.create(pending, [], birthOf(pending));
      await store.deliveries.add([delivery(pending.id, { conversationId: 'chat-megan', activityId: '2' })]);
      await store.conversations.remember({ ...chat('chat-megan'), seenAt: '2026-03-02T10:00:00.001Z' });
      await store.conversations.forget(store.tenantId, 'chat-megan', '2026-03-02T10:00:00.000Z');
      assert.deepEqual(await stored(pending.id), [undefined]);
      await store.conversations.forget(store.tenantId, 'chat-megan', '2026-03-02T10:00:00.002Z');
      assert.deepEqual(await stored(pending.id), ['The bot was removed from there.']);
    });

    it('reach a new channel for approvals: undecided requests are posted there too', async () => {
      const pending = requestOfAlex(store.tenantId);
      await store.access.create(pending, [], birthOf(pending));
      await store.conversations.remember(channel('channel-1'));
      await store.conversations.useForApprovals(store.tenantId, { conversationId: 'channel-1', groupId: 'group-1' });
      assert.deepEqual(await jobs(1), [`deliver ${pending.id}`]);
    });
  });
});
