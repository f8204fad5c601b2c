import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../src/access/delivery.ts';
import type { Case } from '../../src/triage/case.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';
import { caseOfAlex, entryOf } from './case-of-alex.ts';
import { birthOf, requestOfAlex } from './request-of-alex.ts';

onEachDatabase(() => {
  describe('the store of deliveries', () => {
    let store: TestStore;

    beforeEach(async function open() {
      store = await openTestStore();
    });

    function delivery(changes: Partial<Delivery>): Delivery {
      return {
        tenantId: store.tenantId,
        id: randomUUID(),
        requestId: 'request-1',
        audience: 'approver',
        shownVersion: 0,
        ...changes,
      };
    }

    it('gives back what was added, in that order, for one request', async () => {
      const toMegan = delivery({ personObjectId: 'megan' });
      const toChannel = delivery({ audience: 'approvals-channel', conversationId: 'channel-1' });
      await store.deliveries.add([]);
      await store.deliveries.add([toMegan]);
      await store.deliveries.add([toChannel, delivery({ requestId: 'request-2', personObjectId: 'megan' })]);
      assert.deepEqual(await store.deliveries.of(store.tenantId, 'request-1'), [toMegan, toChannel]);
    });

    it('adds one for each audience and person, however often and however many at once', async () => {
      const first = delivery({ personObjectId: 'megan' });
      await store.deliveries.add([first]);
      await Promise.all(
        Array.from({ length: 5 }, () =>
          store.deliveries.add([
            delivery({ personObjectId: 'megan' }),
            delivery({ personObjectId: 'adele' }),
            delivery({ personObjectId: 'megan', audience: 'requester' }),
          ]),
        ),
      );
      const stored = await store.deliveries.of(store.tenantId, 'request-1');
      assert.deepEqual(stored[0], first);
      assert.deepEqual(stored.map(({ audience, personObjectId }) => `${audience} ${personObjectId}`).sort(), [
        'approver adele',
        'approver megan',
        'requester megan',
      ]);
    });

    it('adds one for each piece of news, of each time', async () => {
      const news = (what: 'failed' | 'granted', at: number, personObjectId = 'alex') =>
        delivery({ audience: 'news', personObjectId, news: { job: 'tell-requester', what, version: at } });
      await store.deliveries.add([news('failed', 4), news('granted', 6), news('failed', 4)]);
      await store.deliveries.add([news('failed', 4), news('failed', 9), news('granted', 6, 'adele')]);
      const stored = await store.deliveries.of(store.tenantId, 'request-1');
      assert.deepEqual(
        stored.map(({ personObjectId, news: told }) => [personObjectId, told]),
        [
          ['alex', { job: 'tell-requester', what: 'failed', version: 4 }],
          ['alex', { job: 'tell-requester', what: 'granted', version: 6 }],
          ['alex', { job: 'tell-requester', what: 'failed', version: 9 }],
          ['adele', { job: 'tell-requester', what: 'granted', version: 6 }],
        ],
      );
    });

    it('takes a person for the same whatever the case of the id', async () => {
      await store.deliveries.add([delivery({ personObjectId: 'A1E5' }), delivery({ personObjectId: 'a1e5' })]);
      assert.equal((await store.deliveries.of(store.tenantId, 'request-1')).length, 1);
    });

    it('does not add a message again whose conversation became known, or changed, when it was sent', async () => {
      const toMegan = delivery({ personObjectId: 'megan' });
      const toChannel = delivery({ audience: 'approvals-channel', conversationId: 'channel-1' });
      await store.deliveries.add([toMegan, toChannel]);
      const sent = { conversationId: 'chat-7', activityId: 'activity-1', version: 2 };
      const posted = { conversationId: 'channel-1;messageid=1', activityId: '1', version: 2 };
      await store.deliveries.shown(toMegan, sent);
      await store.deliveries.shown(toChannel, posted);
      await store.deliveries.add([
        { ...toMegan, id: randomUUID() },
        { ...toChannel, id: randomUUID() },
      ]);
      assert.deepEqual(await store.deliveries.of(store.tenantId, 'request-1'), [
        { ...toMegan, conversationId: 'chat-7', activityId: 'activity-1', shownVersion: 2 },
        { ...toChannel, conversationId: 'channel-1;messageid=1', activityId: '1', shownVersion: 2 },
      ]);
    });

    it('keeps why a message cannot be delivered', async () => {
      const toMegan = delivery({ personObjectId: 'megan' });
      await store.deliveries.add([toMegan]);
      await store.deliveries.giveUp(toMegan, 'BotNotInConversationRoster');
      assert.deepEqual(await store.deliveries.of(store.tenantId, 'request-1'), [
        { ...toMegan, undeliverable: 'BotNotInConversationRoster' },
      ]);
    });

    it('forgets that reason once it was delivered all the same', async () => {
      const toMegan = delivery({ personObjectId: 'megan' });
      await store.deliveries.add([toMegan]);
      await store.deliveries.giveUp(toMegan, 'BotNotInConversationRoster');
      await store.deliveries.shown(toMegan, { conversationId: 'chat-7', activityId: '1', version: 2 });
      const [stored] = await store.deliveries.of(store.tenantId, 'request-1');
      assert.equal(stored?.undeliverable, undefined);
    });

    describe('holds the requester’s copy for out of date', () => {
      const own = () => delivery({ audience: 'requester', personObjectId: 'alex', activityId: '1', shownVersion: 2 });
      const shownVersion = async () => (await store.deliveries.of(store.tenantId, 'request-1'))[0]?.shownVersion;
      const there = { conversationId: 'chat-7', activityId: '2', version: 2 };

      it('when an approver has been reached, and not when that copy changes later', async () => {
        const [alexs, megans] = [own(), delivery({ personObjectId: 'megan' })];
        await store.deliveries.add([alexs, megans, { ...own(), requestId: 'request-2' }]);
        await store.deliveries.shown(megans, there);
        assert.equal(await shownVersion(), 0);
        await store.deliveries.shown(alexs, { conversationId: 'chat-1', activityId: '1', version: 2 });
        await store.deliveries.shown({ ...megans, activityId: '2' }, { ...there, version: 3 });
        assert.equal(await shownVersion(), 2);
      });

      it('when the approvals channel cannot be reached any more', async () => {
        const inChannel = delivery({ audience: 'approvals-channel', conversationId: 'channel-1', activityId: '2' });
        await store.deliveries.add([own(), inChannel]);
        await store.deliveries.giveUp(inChannel, 'The bot was removed from there.');
        assert.equal(await shownVersion(), 0);
      });

      it('and nobody’s news changes it', async () => {
        const news = { job: 'tell-requester', what: 'granted', version: 2 } as const;
        const told = delivery({ audience: 'news', personObjectId: 'alex', news });
        await store.deliveries.add([own(), told]);
        await store.deliveries.shown(told, there);
        assert.equal(await shownVersion(), 2);
      });
    });

    describe('has the card of the case drawn anew, for what leads from it to the request,', () => {
      const version = async (one: Case) => (await store.triage.case(store.tenantId, one.id))?.version;
      const posted = { conversationId: '19:approvals', activityId: '17', version: 1 };

      /** The case behind a request, with the helpdesk in this team and approvals in that. */
      async function waiting(helpdesk: string, approvals: string) {
        const { tenantId, triage, conversations, access } = store;
        for (const id of ['19:helpdesk', posted.conversationId]) {
          await conversations.remember({ tenantId, id, kind: 'channel', reference: {} });
        }
        await triage.useChannel({ tenantId, conversationId: '19:helpdesk', groupId: helpdesk, digestOff: false });
        await conversations.useForApprovals(tenantId, { conversationId: posted.conversationId, groupId: approvals });
        const opened = caseOfAlex(tenantId);
        const { case: one } = await triage.open(opened, [], entryOf(opened, 'opened'));
        const because = { diagnosisId: one.diagnosisId, headline: '', confirmed: [], couldNotCheck: [] };
        const request = { ...requestOfAlex(tenantId), because };
        await access.create(request, [], birthOf(request));
        const { id: requestId } = request;
        const inChannel = delivery({ requestId, audience: 'approvals-channel', conversationId: posted.conversationId });
        const toMegan = delivery({ requestId, personObjectId: 'megan' });
        await store.deliveries.add([inChannel, toMegan]);
        return { one, inChannel, toMegan };
      }

      it('when that is posted in a channel of the helpdesk’s team, or lost there, and not with each of its steps', async () => {
        const { one, inChannel, toMegan } = await waiting('group-1', 'Group-1');
        const drawn = Promise.withResolvers<unknown>();
        await store.queue.work({ 'triage.deliver': async ({ subject }) => drawn.resolve(subject) });
        await store.deliveries.shown(toMegan, { ...posted, conversationId: 'a:megan' });
        assert.equal(await version(one), 1);
        await store.deliveries.shown(inChannel, posted);
        assert.equal(await version(one), 2);
        assert.deepEqual(await drawn.promise, { kind: 'case', id: one.id });
        await store.deliveries.shown({ ...inChannel, activityId: '17' }, { ...posted, version: 2 });
        assert.equal(await version(one), 2);
        await store.deliveries.giveUp({ ...inChannel, activityId: '17' }, 'The bot was removed from there.');
        assert.equal(await version(one), 3);
      });

      it('not where it leads nowhere: approvals are in another team', async () => {
        const { one, inChannel } = await waiting('group-1', 'group-2');
        await store.deliveries.shown(inChannel, posted);
        assert.equal(await version(one), 1);
      });
    });

    it('queues news again that was never sent, and no other', async () => {
      const told = Promise.withResolvers<unknown>();
      const reminded = Promise.withResolvers<unknown>();
      const calls: string[] = [];
      await store.queue.work({
        'access.tell-requester': async (job) => {
          calls.push(job.news);
          told.resolve(job);
        },
        'access.tell-approver': async (job) => {
          calls.push(job.news);
          reminded.resolve(job);
        },
      });
      const news = (changes: Partial<Delivery>) => delivery({ audience: 'news', personObjectId: 'alex', ...changes });
      const { tenantId } = store;
      await store.deliveries.add([
        news({ news: { job: 'tell-requester', what: 'granted', version: 5 }, activityId: '7' }),
        news({ news: { job: 'tell-requester', what: 'late', version: 6 }, undeliverable: 'blocked' }),
        news({ news: { job: 'tell-requester', what: 'effective', version: 7 } }),
        delivery({
          audience: 'news',
          conversationId: 'channel-1',
          news: { job: 'tell-approver', what: 'reminder', version: 3 },
        }),
      ]);
      await store.deliveries.queueUnsentNews(tenantId);
      assert.deepEqual(await told.promise, { tenantId, requestId: 'request-1', version: 7, news: 'effective' });
      assert.deepEqual(await reminded.promise, {
        tenantId,
        requestId: 'request-1',
        version: 3,
        news: 'reminder',
        to: 'channel',
      });
      assert.deepEqual(calls.toSorted(), ['effective', 'reminder']);
      await store.close();
    });
  });
});
