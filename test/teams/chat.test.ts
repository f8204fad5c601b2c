import assert from 'node:assert/strict';
import type { Conversation } from '../../src/access/delivery.ts';
import type { IncomingMessage } from '../../src/teams/activity.ts';
import { createBackground } from '../../src/teams/background.ts';
import { type ChatDependencies, createChat } from '../../src/teams/chat.ts';
import { megan } from '../access/requests.ts';
import { chatWith } from './messages-of.ts';

describe('what is said in a channel', () => {
  const thread = {
    ...chatWith('megan', megan.objectId),
    id: '19:general@thread.tacv2;messageid=1',
    kind: 'channel',
  } as const;

  async function heardOf(more: { beginsThread?: true }): Promise<string[]> {
    const background = createBackground((_, error) => assert.fail(String(error)));
    const heard: string[] = [];
    const chat = createChat({
      background,
      overhear: async ({ conversation }: IncomingMessage) => void heard.push(conversation.id),
    } as unknown as ChatDependencies);
    // One word of command that nobody said to the bot: nothing else comes of it.
    const said = { conversation: thread, from: megan, text: 'help', addressed: false, files: [], picture: false };
    await chat.onMessage({ ...said, ...more }, () => assert.fail());
    await background.settle(1_000);
    return heard;
  }

  it('is heard in a thread, where somebody may be asked', async () => {
    assert.deepEqual(await heardOf({}), [thread.id]);
  });

  it('is not looked into where it begins the thread', async () => {
    assert.deepEqual(await heardOf({ beginsThread: true }), []);
  });
});

describe('a click in a channel', () => {
  it('tells that the bot is heard there', async () => {
    const background = createBackground((_, error) => assert.fail(String(error)));
    const heard: string[] = [];
    const conversations = { heard: async (_: string, id: string) => void heard.push(id) };
    const thread = { ...chatWith('megan', megan.objectId), id: '19:general@thread.tacv2;messageid=1' };
    // Nothing else of these is touched by a click.
    const { onClick } = createChat({ conversations, background } as unknown as ChatDependencies);
    onClick({ ...thread, kind: 'channel' }, megan);
    await background.settle(1_000);
    assert.deepEqual(heard, [thread.id]);
  });
});

describe('what is gone', () => {
  it('is so from when Teams says, in its chat and in its team', async () => {
    const forgotten: unknown[] = [];
    const conversations = {
      forget: async (_: string, ...what: unknown[]) => void forgotten.push(what),
      forgetTeam: async (_: string, ...what: unknown[]) => void forgotten.push(what),
    };
    // Nothing else of these has to do with what is gone.
    const { onRemoved, onGone } = createChat({ conversations } as unknown as ChatDependencies);
    const seenAt = '2026-03-02T09:00:00.000Z';
    const told = { ...chatWith('megan', megan.objectId), seenAt };
    await onRemoved(told, { teamId: '19:team' });
    await onGone(told, { channelId: '19:general' });
    assert.deepEqual(forgotten, [
      [told.id, seenAt],
      ['19:team', seenAt],
      ['19:general', seenAt],
    ]);
  });
});

describe('a click in a person’s own chat', () => {
  const background = createBackground((_, error) => assert.fail(String(error)));

  async function rememberedAfter(conversation: Conversation): Promise<Conversation[]> {
    const remembered: Conversation[] = [];
    const conversations = {
      remember: async (each: Conversation) => void remembered.push(each),
    };
    // Nothing else of these is touched by a click.
    createChat({ conversations, background } as unknown as ChatDependencies).onClick(conversation, megan);
    await background.settle(1_000);
    return remembered;
  }

  it('is remembered where it tells the time zone of somebody who may never write a word', async () => {
    const conversation = { ...chatWith('megan', megan.objectId), timeZone: 'Asia/Kolkata' };
    assert.deepEqual(await rememberedAfter(conversation), [conversation]);
  });

  it('costs nothing where it tells none', async () => {
    assert.deepEqual(await rememberedAfter(chatWith('megan', megan.objectId)), []);
  });
});
