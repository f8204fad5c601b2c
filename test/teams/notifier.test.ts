import assert from 'node:assert/strict';
import { MessengerError } from '../../src/teams/messenger.ts';
import { adele, granted, megan, pending, requestIn } from '../access/requests.ts';
import { channel, chatWith, tenantId } from './messages-of.ts';
import { notifierFor, places, ref } from './notifier-for.ts';

const request = requestIn(pending, { approvers: [megan, adele] });

describe('the copies of a request', () => {
  it('go to each approver who can be reached and to the channel, and last to the requester', async () => {
    const { deliveries, messenger, notifier } = notifierFor(request);
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), ['send a:megan', `send ${channel.id}`, 'send a:alex']);
    const adeles = deliveries.rows.find(({ personObjectId }) => personObjectId === adele.objectId);
    assert.match(adeles?.undeliverable ?? '', /not installed/);
  });

  it('are sent once, however often the job runs', async () => {
    const { messenger, notifier } = notifierFor(request);
    await notifier.deliver(ref);
    await notifier.deliver(ref);
    assert.equal(messenger.written.length, 3);
  });

  it('are updated in place when the request has moved on', async () => {
    const { store, messenger, notifier } = notifierFor(request);
    await notifier.deliver(ref);
    store.put({ ...request, version: request.version + 1, status: granted });
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger).slice(3), ['update a:megan/1', `update ${channel.id}/2`, 'update a:alex/3']);
  });

  it('are not sent to approvers once it is settled: they had nothing to decide', async () => {
    const { messenger, notifier } = notifierFor(requestIn(granted, { approvers: [megan] }));
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), ['send a:alex']);
  });

  it('do not hold each other back, and the job is tried again for the one that failed', async () => {
    const { messenger, notifier } = notifierFor(request);
    messenger.before = (what) => {
      if (what === 'send a:megan') throw new MessengerError('Teams did not take it', 'failed');
    };
    await assert.rejects(notifier.deliver(ref), MessengerError);
    assert.deepEqual(places(messenger), [`send ${channel.id}`, 'send a:alex']);
    messenger.before = () => {};
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger).slice(2), ['send a:megan', 'update a:alex/2'], 'and the requester sees it');
  });

  it('that nobody can receive any more are given up', async () => {
    const { deliveries, messenger, notifier } = notifierFor(request);
    messenger.before = (what) => {
      if (what === 'send a:megan') throw new MessengerError('gone', 'unreachable');
    };
    await notifier.deliver(ref);
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), [`send ${channel.id}`, 'send a:alex']);
    const megans = deliveries.rows.find(({ personObjectId }) => personObjectId === megan.objectId);
    assert.equal(megans?.undeliverable, 'gone');
  });

  it('show the request as it is when they go out: of versions that wait only the newest is sent', async () => {
    const { store, deliveries, messenger, notifier } = notifierFor(request);
    await notifier.deliver(ref);
    store.put({ ...request, version: request.version + 1 });
    messenger.before = () => store.put({ ...request, version: request.version + 2, status: granted });
    await notifier.deliver(ref);
    assert.match(messenger.written.at(-1)?.[1] ?? '', /granted|you have it|assigned/i);
    assert.equal(deliveries.rows.find(({ id }) => id === 'own')?.shownVersion, request.version + 2);
    messenger.written.length = 0;
    await notifier.deliver(ref);
    assert.deepEqual(messenger.written, []);
  });

  it('go to somebody who installs the bot later, and the requester’s says so', async () => {
    const { deliveries, messenger, notifier, chats } = notifierFor(request);
    await notifier.deliver(ref);
    chats.push(chatWith('adele', adele.objectId));
    for (const row of deliveries.rows) delete row.undeliverable;
    messenger.written.length = 0;
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), ['send a:adele', 'update a:alex/3']);
  });

  it('go to the person’s own chat where the conversation it was asked in is gone', async () => {
    const { deliveries, messenger, notifier } = notifierFor(requestIn(granted));
    const own = deliveries.rows.find(({ id }) => id === 'own');
    Object.assign(own ?? {}, { conversationId: '19:left@thread.tacv2', activityId: '77', shownVersion: 2 });
    await notifier.deliver(ref);
    assert.deepEqual(places(messenger), ['send a:alex']);
    assert.equal(deliveries.rows.find(({ id }) => id === 'own')?.conversationId, 'a:alex');
  });

  it('are tried again after the longest wait that Teams asked for', async () => {
    const { messenger, notifier } = notifierFor(request);
    messenger.before = (what) => {
      if (what === 'send a:megan') throw new MessengerError('busy', 'failed', { retryAfterMs: 5_000 });
      if (what === 'send a:alex') throw new MessengerError('busy', 'failed', { retryAfterMs: 60_000 });
    };
    await assert.rejects(notifier.deliver(ref), { retryAfterMs: 60_000 });
  });

  it('are left to the next run once this one has taken too long', async () => {
    const { messenger, notifier } = notifierFor(request);
    const signal = AbortSignal.abort(new Error('too long'));
    await assert.rejects(notifier.deliver(ref, { signal }), /too long/);
    assert.deepEqual(messenger.written, []);
  });

  it('that reach nobody who can decide make the requester be told, once', async () => {
    const { store, deliveries, messenger, notifier } = notifierFor(requestIn(pending, { approvers: [adele] }), {});
    await notifier.deliver(ref);
    assert.deepEqual(store.work, [{ kind: 'tell-requester', news: 'nobody-to-ask' }]);
    assert.match(messenger.written[0]?.[1] ?? '', /^Data Owner on plant-a/);
    await notifier.tellRequester({ ...ref, version: 7, news: 'nobody-to-ask' });
    await notifier.tellRequester({ ...ref, version: 9, news: 'nobody-to-ask' });
    assert.deepEqual(places(messenger), ['send a:alex', 'send a:alex']);
    await notifier.deliver(ref);
    assert.equal(store.work.length, 1);
    assert.equal(deliveries.rows.filter(({ audience }) => audience === 'news').length, 1);
  });

  it('of a request that is gone are nobody’s work', async () => {
    const { messenger, notifier } = notifierFor(request);
    await notifier.deliver({ tenantId, requestId: 'none' });
    assert.deepEqual(messenger.written, []);
  });
});
