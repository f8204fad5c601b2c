import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../src/access/delivery.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

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

  it('adds one for each piece of news', async () => {
    const news = (what: string) => delivery({ audience: 'news', personObjectId: 'alex', news: what });
    await store.deliveries.add([news('granted'), news('effective'), news('granted')]);
    await store.deliveries.add([news('effective')]);
    assert.equal((await store.deliveries.of(store.tenantId, 'request-1')).length, 2);
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
});
