import assert from 'node:assert/strict';
import type { AccessRequest } from '../../src/access/access-request.ts';
import type { Conversation, ConversationStore } from '../../src/access/delivery.ts';
import { MessengerError } from '../../src/teams/messenger.ts';
import { createNotifier } from '../../src/teams/notifier.ts';
import { createRequestCards } from '../../src/teams/request-cards.ts';
import { memoryStore } from '../access/memory-store.ts';
import { adele, alex, granted, megan, pending, requestIn } from '../access/requests.ts';
import { memoryDeliveries } from './memory-deliveries.ts';
import { channel, chatWith, recordedMessenger, tenantId } from './messages-of.ts';

const ref = { tenantId, requestId: 'req-1' };
const chats = [chatWith('alex', alex.objectId), chatWith('megan', megan.objectId)];

function setUp(request: AccessRequest, { approvals }: { approvals?: Conversation } = { approvals: channel }) {
  const store = memoryStore(request);
  const deliveries = memoryDeliveries();
  const messenger = recordedMessenger();
  const known = [...chats, ...(approvals ? [approvals] : [])];
  const conversations: ConversationStore = {
    remember: async () => {},
    forget: async () => {},
    get: async (_tenantId, id) => known.find((each) => each.id === id),
    personal: async (_tenantId, objectId) => known.find(({ userObjectId }) => userObjectId === objectId),
    useForApprovals: async () => {},
    approvalsChannel: async () => approvals,
  };
  let lastId = 0;
  const notifier = createNotifier({
    store,
    deliveries,
    conversations,
    requestCards: createRequestCards(deliveries),
    messenger,
    newId: () => `d-${++lastId}`,
  });
  const own = { tenantId, id: 'own', requestId: 'req-1', audience: 'requester', shownVersion: 0 } as const;
  deliveries.rows.push({ ...own, personObjectId: alex.objectId, conversationId: 'a:alex' });
  return { store, deliveries, messenger, notifier };
}

const request = requestIn(pending, { approvers: [megan, adele] });
const places = ({ written }: ReturnType<typeof recordedMessenger>) => written.map(([what]) => what);

describe('the copies of a request', () => {
  it('go to each approver who can be reached and to the channel, and last to the requester', async () => {
    const { deliveries, messenger, notifier } = setUp(request);
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), ['send a:megan', `send ${channel.id}`, 'send a:alex']);
    const adeles = deliveries.rows.find(({ personObjectId }) => personObjectId === adele.objectId);
    assert.match(adeles?.undeliverable ?? '', /not installed/);
  });

  it('are sent once, however often the job runs', async () => {
    const { messenger, notifier } = setUp(request);
    await notifier.deliver(ref);
    await notifier.deliver(ref);
    assert.equal(messenger.written.length, 3);
  });

  it('are updated in place when the request has moved on', async () => {
    const { store, messenger, notifier } = setUp(request);
    await notifier.deliver(ref);
    store.put({ ...request, version: request.version + 1, status: granted });
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger).slice(3), ['update a:megan/1', `update ${channel.id}/2`, 'update a:alex/3']);
  });

  it('are not sent to approvers once it is settled: they had nothing to decide', async () => {
    const { messenger, notifier } = setUp(requestIn(granted, { approvers: [megan] }));
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), ['send a:alex']);
  });

  it('do not hold each other back, and the job is tried again for the one that failed', async () => {
    const { messenger, notifier } = setUp(request);
    messenger.before = (what) => {
      if (what === 'send a:megan') throw new MessengerError('Teams did not take it', 'failed');
    };
    await assert.rejects(notifier.deliver(ref), MessengerError);
    assert.deepEqual(places(messenger), [`send ${channel.id}`, 'send a:alex']);
    messenger.before = () => {};
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger).slice(2), ['send a:megan']);
  });

  it('that nobody can receive any more are given up', async () => {
    const { deliveries, messenger, notifier } = setUp(request);
    messenger.before = (what) => {
      if (what === 'send a:megan') throw new MessengerError('gone', 'unreachable');
    };
    await notifier.deliver(ref);
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), [`send ${channel.id}`, 'send a:alex']);
    const megans = deliveries.rows.find(({ personObjectId }) => personObjectId === megan.objectId);
    assert.equal(megans?.undeliverable, 'gone');
  });

  it('of a request that is gone are nobody’s work', async () => {
    const { messenger, notifier } = setUp(request);
    await notifier.deliver({ tenantId, requestId: 'none' });
    assert.deepEqual(messenger.written, []);
  });
});

describe('news for the requester', () => {
  it('come as a new message where the request was made, once', async () => {
    const { messenger, notifier } = setUp(requestIn(granted));
    await notifier.tellRequester({ ...ref, news: 'granted' });
    await notifier.tellRequester({ ...ref, news: 'granted' });
    await notifier.tellRequester({ ...ref, news: 'effective' });
    assert.deepEqual(places(messenger), ['send a:alex', 'send a:alex']);
  });

  it('that nobody could be asked are no news where the channel was', async () => {
    const nobody = requestIn(pending, { approvers: [] });
    const inChannel = setUp(nobody);
    await inChannel.notifier.tellRequester({ ...ref, news: 'nobody-to-ask' });
    assert.deepEqual(inChannel.messenger.written, []);
    const alone = setUp(nobody, {});
    await alone.notifier.tellRequester({ ...ref, news: 'nobody-to-ask' });
    assert.deepEqual(places(alone.messenger), ['send a:alex']);
  });
});
