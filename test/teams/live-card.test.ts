import assert from 'node:assert/strict';
import { messageCard } from '../../src/cards/message-card.ts';
import { createLiveCard } from '../../src/teams/live-card.ts';
import { chatWith, recordedMessenger } from './messages-of.ts';

const chat = chatWith('alex', 'a1');
const card = (title: string) => messageCard({ title, text: 'x' });

describe('a card that changes in place', () => {
  it('is updated one after the other, and skips what is out of date when the next can go out', async () => {
    const messenger = recordedMessenger();
    const begun = Promise.withResolvers<void>();
    const { promise, resolve } = Promise.withResolvers<void>();
    const update = messenger.update;
    messenger.update = async (conversation, activityId, card) => {
      await update(conversation, activityId, card);
      begun.resolve();
      await promise;
    };
    const live = createLiveCard(messenger, chat, '7');
    live.show(card('one'));
    await begun.promise;
    for (const title of ['two', 'three', 'four']) live.show(card(title));
    resolve();
    await live.settled();
    assert.deepEqual(messenger.written, [
      ['update a:alex/7', 'one: x'],
      ['update a:alex/7', 'four: x'],
    ]);
  });

  it('is updated once with the newest of what was shown while it waited for its turn', async () => {
    const messenger = recordedMessenger();
    const begun = Promise.withResolvers<void>();
    const { promise, resolve } = Promise.withResolvers<void>();
    messenger.before = () => {
      begun.resolve();
      return promise;
    };
    const live = createLiveCard(messenger, chat, '7');
    live.show(card('one'));
    await begun.promise;
    for (const title of ['two', 'three']) live.show(card(title));
    resolve();
    await live.settled();
    assert.deepEqual(messenger.written, [['update a:alex/7', 'three: x']]);
  });

  it('shows the newest although an earlier update failed', async () => {
    const messenger = recordedMessenger();
    let faults = 1;
    messenger.before = () => {
      if (faults-- > 0) throw new Error('Teams said no');
    };
    const live = createLiveCard(messenger, chat, '7');
    live.show(card('one'));
    await assert.rejects(live.settled(), /Teams said no/);
    live.show(card('two'));
    await live.settled();
    assert.deepEqual(messenger.written, [['update a:alex/7', 'two: x']]);
  });

  it('that was never shown is settled', async () => {
    await createLiveCard(recordedMessenger(), chat, '7').settled();
  });
});
