import assert from 'node:assert/strict';
import { type AccessStatus, CHANNEL } from '../../src/access/access-request.ts';
import { MessengerError } from '../../src/teams/messenger.ts';
import { adele, alex, at, granted, megan, pending, requestIn } from '../access/requests.ts';
import { channel } from './messages-of.ts';
import { notifierFor, places, ref } from './notifier-for.ts';

const denied: AccessStatus = { state: 'denied', by: megan, at: at(5), reason: 'Ask for Reader.' };
const revoking: AccessStatus = {
  ...granted,
  ending: { how: 'expired', at: at(486), nextTryAt: at(540) },
  overdue: at(486),
};

/** Whoever is written to here has blocked the bot. */
function block({ messenger }: ReturnType<typeof notifierFor>, ...blocked: string[]) {
  messenger.before = (what) => {
    if (blocked.some((place) => what === `send ${place}`)) throw new MessengerError('blocked', 'unreachable');
  };
}

describe('news for the requester', () => {
  it('come as a new message where the request was made, once for each time', async () => {
    const { messenger, notifier } = notifierFor(requestIn(granted));
    await notifier.tellRequester({ ...ref, version: 4, news: 'granted' });
    await notifier.tellRequester({ ...ref, version: 4, news: 'granted' });
    assert.deepEqual(places(messenger), ['send a:alex']);
    await notifier.tellRequester({ ...ref, version: 9, news: 'granted' });
    assert.deepEqual(places(messenger), ['send a:alex', 'send a:alex']);
  });

  it('are sent once more after a process died before it had stored that it sent them, and then never again', async () => {
    const { deliveries, messenger, notifier } = notifierFor(requestIn(granted));
    const { shown } = deliveries;
    deliveries.shown = () => Promise.reject(new Error('killed'));
    await assert.rejects(notifier.tellRequester({ ...ref, version: 4, news: 'granted' }), /killed/);
    deliveries.shown = shown;
    for (let run = 0; run < 3; run++) await notifier.tellRequester({ ...ref, version: 4, news: 'granted' });
    assert.deepEqual(places(messenger), ['send a:alex', 'send a:alex']);
  });

  it('that nobody could be asked are no news where the channel was', async () => {
    const nobody = requestIn(pending, { approvers: [] });
    const inChannel = notifierFor(nobody);
    await inChannel.notifier.tellRequester({ ...ref, version: 2, news: 'nobody-to-ask' });
    assert.deepEqual(inChannel.messenger.written, []);
    const alone = notifierFor(nobody, {});
    await alone.notifier.tellRequester({ ...ref, version: 2, news: 'nobody-to-ask' });
    assert.deepEqual(places(alone.messenger), ['send a:alex']);
  });

  it('that nobody could be asked are news where the bot was removed from the channel', async () => {
    const left = notifierFor(requestIn(pending, { approvers: [] }));
    const copy = { tenantId: ref.tenantId, id: 'c', requestId: 'req-1', shownVersion: 2, activityId: '1' };
    left.deliveries.rows.push({
      ...copy,
      audience: 'approvals-channel',
      conversationId: channel.id,
      undeliverable: 'gone',
    });
    await left.notifier.tellRequester({ ...ref, version: 2, news: 'nobody-to-ask' });
    assert.deepEqual(places(left.messenger), ['send a:alex']);
  });

  it('are not sent once something else has happened: that is told instead', async () => {
    const { deliveries, messenger, notifier } = notifierFor(requestIn(denied));
    await notifier.tellRequester({ ...ref, version: 4, news: 'granted' });
    assert.deepEqual(messenger.written, []);
    assert.match(deliveries.rows.at(-1)?.undeliverable ?? '', /told instead/);
    await notifier.tellRequester({ ...ref, version: 5, news: 'denied' });
    assert.deepEqual(places(messenger), ['send a:alex']);
  });

  it('that cannot be delivered are kept with the reason', async () => {
    const stage = notifierFor(requestIn(granted));
    block(stage, 'a:alex');
    await stage.notifier.tellRequester({ ...ref, version: 4, news: 'granted' });
    const { undeliverable, activityId } = stage.deliveries.rows.at(-1) ?? {};
    assert.deepEqual([undeliverable, activityId], ['blocked', undefined]);
  });
});

describe('news for the colleague it was asked for', () => {
  const request = requestIn(granted, { subject: { ...megan, type: 'User' } });

  it('go to his own chat, and are not the requester’s', async () => {
    const { messenger, notifier } = notifierFor(request);
    await notifier.tellSubject({ ...ref, version: 4, news: 'granted' });
    await notifier.tellRequester({ ...ref, version: 4, news: 'granted' });
    await notifier.tellSubject({ ...ref, version: 4, news: 'granted' });
    assert.deepEqual(places(messenger), ['send a:megan', 'send a:alex']);
  });
});

describe('news for an approver', () => {
  const asked = requestIn(pending, { approvers: [megan, adele] });
  const overdue = requestIn(revoking, { approvers: [megan, adele], writer: 'approver' });

  it('go to the person’s own chat, once for each time', async () => {
    const { messenger, notifier } = notifierFor(asked);
    for (const version of [3, 3, 4]) {
      await notifier.tellApprover({ ...ref, version, to: megan.objectId, news: 'reminder' });
    }
    assert.deepEqual(places(messenger), ['send a:megan', 'send a:megan']);
  });

  it('go to the channel where one is used, else nowhere', async () => {
    const { messenger, notifier } = notifierFor(asked);
    await notifier.tellApprover({ ...ref, version: 3, to: CHANNEL, news: 'reminder' });
    assert.deepEqual(places(messenger), [`send ${channel.id}`]);
    const alone = notifierFor(asked, {});
    await alone.notifier.tellApprover({ ...ref, version: 3, to: CHANNEL, news: 'reminder' });
    assert.deepEqual(alone.messenger.written, []);
  });

  it('of people who cannot be reached go to the channel, there once for all of them', async () => {
    const stage = notifierFor(asked);
    block(stage, 'a:megan');
    for (const to of [megan.objectId, adele.objectId, CHANNEL]) {
      await stage.notifier.tellApprover({ ...ref, version: 3, to, news: 'reminder' });
    }
    assert.deepEqual(places(stage.messenger), [`send ${channel.id}`]);
  });

  it('that cannot wait go to somebody else who was asked, where there is no channel', async () => {
    const { messenger, notifier } = notifierFor(overdue, {});
    await notifier.tellApprover({ ...ref, version: 8, to: adele.objectId, news: 'revoke-needed' });
    assert.deepEqual(places(messenger), ['send a:megan']);
    await notifier.tellApprover({ ...ref, version: 8, to: adele.objectId, news: 'revoke-needed' });
    assert.equal(messenger.written.length, 1);
  });

  it('are not a second person’s where they reached the first', async () => {
    const { messenger, notifier } = notifierFor(overdue);
    await notifier.tellApprover({ ...ref, version: 8, to: megan.objectId, news: 'revoke-needed' });
    assert.deepEqual(places(messenger), ['send a:megan']);
  });

  it('are no reminder once somebody has decided', async () => {
    const { messenger, notifier } = notifierFor(requestIn(granted, { approvers: [megan] }));
    await notifier.tellApprover({ ...ref, version: 3, to: megan.objectId, news: 'reminder' });
    assert.deepEqual(messenger.written, []);
  });

  it('about a request that is gone are nobody’s work', async () => {
    const { messenger, notifier } = notifierFor(asked);
    await notifier.tellApprover({ ...ref, requestId: 'none', version: 3, to: alex.objectId, news: 'reminder' });
    assert.deepEqual(messenger.written, []);
  });
});
