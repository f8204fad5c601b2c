import assert from 'node:assert/strict';
import type { Conversation } from '../../src/access/delivery.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';

const alex = 'a1e00000-0000-0000-0000-000000000001';

onEachDatabase(() => {
  describe('the store of conversations', () => {
    let store: TestStore;

    beforeEach(async function open() {
      store = await openTestStore();
    });

    function personal(id: string, reference: unknown = { conversation: { id } }): Conversation {
      return { tenantId: store.tenantId, id, kind: 'personal', userObjectId: alex, reference };
    }

    function channel(id: string): Conversation {
      return { tenantId: store.tenantId, id, kind: 'channel', reference: { conversation: { id } } };
    }

    it('gives back what it was told to remember', async () => {
      const conversation = personal('chat-1', { user: { name: 'Alex Wilber' }, locale: 'en-US' });
      await store.conversations.remember(conversation);
      assert.deepEqual(await store.conversations.get(store.tenantId, 'chat-1'), conversation);
      assert.equal(await store.conversations.get('another-tenant', 'chat-1'), undefined);
    });

    it('keeps the newest reference, and the person where a later activity does not name him', async () => {
      await store.conversations.remember(personal('chat-1'));
      const { userObjectId: _, ...nameless } = personal('chat-1', { serviceUrl: 'https://smba.example/emea/' });
      await store.conversations.remember(nameless);
      assert.deepEqual(
        await store.conversations.get(store.tenantId, 'chat-1'),
        personal('chat-1', { serviceUrl: 'https://smba.example/emea/' }),
      );
    });

    it('finds the personal conversation that was seen last', async () => {
      await store.conversations.remember(personal('chat-1'));
      await store.conversations.remember(personal('chat-2'));
      await store.conversations.remember({ ...channel('channel-1'), userObjectId: alex });
      assert.equal((await store.conversations.personal(store.tenantId, alex))?.id, 'chat-2');
      await store.conversations.remember(personal('chat-1'));
      assert.equal((await store.conversations.personal(store.tenantId, alex))?.id, 'chat-1');
      assert.equal(await store.conversations.personal(store.tenantId, 'somebody-else'), undefined);
    });

    it('knows the time zone of a person from the chat that told it last', async () => {
      const zones = () => store.conversations.timeZones(store.tenantId, [alex.toUpperCase(), 'somebody-else']);
      await store.conversations.remember(personal('chat-1'));
      assert.deepEqual(await zones(), new Map());
      await store.conversations.remember({ ...personal('chat-1'), timeZone: 'Asia/Kolkata' });
      await store.conversations.remember(personal('chat-1'));
      assert.deepEqual(
        await zones(),
        new Map([[alex, 'Asia/Kolkata']]),
        'an activity that does not tell takes none away',
      );
      await store.conversations.remember({ ...personal('chat-2'), timeZone: 'Europe/Berlin' });
      await store.conversations.remember(personal('chat-3'));
      assert.deepEqual(await zones(), new Map([[alex, 'Europe/Berlin']]));
      assert.deepEqual(await store.conversations.timeZones('another-tenant', [alex]), new Map());
      assert.deepEqual(await store.conversations.timeZones(store.tenantId, []), new Map());
    });

    it('forgets a conversation', async () => {
      await store.conversations.remember(personal('chat-1'));
      await store.conversations.forget(store.tenantId, 'chat-1');
      assert.equal(await store.conversations.personal(store.tenantId, alex), undefined);
      await store.conversations.forget(store.tenantId, 'never-there');
    });

    it('forgets a channel with its threads, and a team with its channels', async () => {
      const { conversations, tenantId } = store;
      const ids = ['19:a', '19:a;messageid=1', '19:ab', '19:b', '19:b;messageid=2'];
      const left = async () => {
        const found = await Promise.all(ids.map((id) => conversations.get(tenantId, id)));
        return found.flatMap((each) => (each === undefined ? [] : [each.id]));
      };
      for (const id of ids) await conversations.remember({ ...channel(id), teamId: '19:team' });
      await conversations.remember(channel('19:b'));
      assert.equal((await conversations.get(tenantId, '19:b'))?.teamId, '19:team', 'a click does not name the team');
      await conversations.forget(tenantId, '19:a');
      assert.deepEqual(await left(), ['19:ab', '19:b', '19:b;messageid=2']);
      await conversations.forgetTeam(tenantId, '19:another');
      await conversations.forgetTeam('another-tenant', '19:team');
      assert.deepEqual(await left(), ['19:ab', '19:b', '19:b;messageid=2']);
      await conversations.forgetTeam(tenantId, '19:team');
      assert.deepEqual(await left(), []);
    });

    it('keeps when it was last heard from there, whatever comes again or without a time', async () => {
      const { conversations, tenantId } = store;
      const seenAt = '2026-03-02T09:00:00.001Z';
      for (const change of [{}, { seenAt }, { seenAt: '2026-03-02T09:00:00.000Z' }, {}]) {
        await conversations.remember({ ...personal('chat-1'), ...change });
      }
      assert.equal((await conversations.get(tenantId, 'chat-1'))?.seenAt, seenAt);
    });

    it('keeps what was heard from after it is said to be gone, and forgets the rest of its team', async () => {
      const { conversations, tenantId } = store;
      const [before, goneAt, since] = ['2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z'];
      const inTeam = (id: string, seenAt: string) => ({ ...channel(id), teamId: '19:team', seenAt });
      const seen = [
        inTeam('19:a', since),
        inTeam('19:a;messageid=1', before),
        inTeam('19:b', before),
        inTeam('19:b;messageid=2', since),
        { ...personal('chat-1'), seenAt: since },
      ];
      for (const each of seen) await conversations.remember(each);
      for (const id of ['19:a', 'chat-1']) await conversations.forget(tenantId, id, goneAt);
      await conversations.forgetTeam(tenantId, '19:team', goneAt);
      const left = await Promise.all(seen.map(({ id }) => conversations.get(tenantId, id)));
      assert.deepEqual(
        left.map((each) => each?.id),
        ['19:a', undefined, undefined, '19:b;messageid=2', 'chat-1'],
      );
      await conversations.forget(tenantId, 'chat-1', '2026-03-02T12:00:00Z');
      await conversations.forgetTeam(tenantId, '19:team');
      for (const { id } of seen) assert.equal(await conversations.get(tenantId, id), undefined);
    });

    it('has one channel for approvals, which is only changed by whoever knows which one stood', async () => {
      const { conversations, tenantId } = store;
      assert.equal(await conversations.approvalsChannel(tenantId), undefined);
      assert.equal(await conversations.approvalsUse(tenantId), undefined);
      const use = (conversationId: string, left?: string) =>
        conversations.useForApprovals(
          tenantId,
          { conversationId, groupId: `group of ${conversationId}` },
          left === undefined ? undefined : { conversationId: left, by: alex, to: { team: 'same' } },
        );
      for (const id of ['channel-1', 'channel-2', 'channel-3']) await conversations.remember(channel(id));
      assert.equal(await use('channel-1'), 'written');
      assert.equal(await use('channel-2', 'channel-1'), 'written');
      assert.equal(await use('channel-3', 'channel-1'), 'overtaken');
      assert.equal(await use('channel-3'), 'overtaken');
      assert.deepEqual(await conversations.approvalsChannel(tenantId), channel('channel-2'));
      const stands = { conversationId: 'channel-2', groupId: 'group of channel-2' };
      assert.deepEqual(await conversations.approvalsUse(tenantId), stands);
    });

    it('has no channel for approvals once the bot has left it', async () => {
      await store.conversations.remember(channel('channel-1'));
      await store.conversations.useForApprovals(store.tenantId, { conversationId: 'channel-1', groupId: 'group-1' });
      await store.conversations.forget(store.tenantId, 'channel-1');
      assert.equal(await store.conversations.approvalsChannel(store.tenantId), undefined);
    });
  });
});
