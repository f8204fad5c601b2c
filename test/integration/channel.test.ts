import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { assertSame, whileSlow } from './steps.ts';
import { asks, tryAgain } from './wording.ts';

describe('in a channel', () => {
  let stage: Stage;
  let channel: Channel;
  let thread: Conversation;
  let diagnosis: Message;

  before(async () => {
    stage = await setStage();
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    channel = stage.teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
    thread = channel.thread();
    await stage.person('megan').says('use this channel for approvals', channel.thread());
    await stage.person('megan').sees(/Approvals come here now/, { in: channel });
  });
  after(() => stage?.close());

  it('answers in the thread where it was mentioned', async () => {
    const alex = stage.person('alex');
    await alex.says('403 on plant-a when I query twins', thread);
    diagnosis = await alex.sees(/Who can fix it.*\[Request access\]/s, { in: thread });
    assert.equal(diagnosis.conversationId, thread.id);
    assert.match(textOf(diagnosis), /plant-a · Alex Wilber/);
  });

  it('stays out of what people say to each other', async () => {
    const before = messagesIn(stage.teams.connector, channel).length;
    assert.equal((await stage.person('diego').says('thanks a lot', thread)).status, 200);
    assert.equal(messagesIn(stage.teams.connector, channel).length, before);
  });

  it('posts the request to the channel itself, and keeps the requester’s copy in the thread', async () => {
    const alex = stage.person('alex');
    await alex.clicks(diagnosis, 'Send request', { minutes: '480', reason: 'Line 4' });
    const copy = await alex.sees(asks('Alex Wilber', 'plant-a'), { in: channel });
    assert.equal(copy.conversationId, channel.id);
    await alex.sees(/Waiting for approval/, { in: thread });
  });

  it('says whose click it is about, when it says so to everybody', async () => {
    const adele = stage.person('adele');
    const copy = await adele.sees(asks('Alex Wilber', 'plant-a'), { in: channel });
    const { text } = await whileSlow(stage.tenant, 4_500, () => adele.clicks(copy, 'Approve'));
    assert.match(text, /Azure is slow just now/);
    await adele.sees(/Adele Vance.*Only someone who can assign roles on plant-a/s, { in: channel });
  });

  it('lets an owner approve there, and tells the requester in the thread', async () => {
    const copy = await stage.person('megan').sees(asks('Alex Wilber', 'plant-a'), { in: channel });
    await stage.person('megan').clicks(copy, 'Approve');
    await stage.person('alex').sees(tryAgain, { in: thread });
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('in a client that only knows Action.Submit', () => {
  let stage: Stage;
  let diagnosis: Message;

  before(async () => {
    stage = await setStage();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('a chosen instance is looked at', async () => {
    const alex = stage.person('alex');
    await alex.says('I’m getting 403 on ADT when I query twins');
    diagnosis = await alex.sees(/Which instance/);
    const instance = stage.tenant.state.instances.find(({ name }) => name === 'plant-b')?.id ?? '';
    assert.equal((await alex.submits(diagnosis, 'Check this one', { instance })).status, 200);
    assertSame(await alex.sees(/plant-b · .*Who can fix it.*\[Request access\]/s), diagnosis);
  });

  it('no late “Checking…” overwrites the answer', async () => {
    const alex = stage.person('alex');
    const throttled = { status: 429, body: { error: { code: 'TooManyRequests', message: 'Slow down.' } } };
    stage.teams.connector.fail({ match: { method: 'PUT', path: diagnosis.id }, times: 1, answer: throttled });
    const shown = diagnosis.versions.length;
    await alex.submits(diagnosis, 'Check again');
    await alex.sees(/Who can fix it.*\[Request access\]/s);
    assert.match(diagnosis.versions[shown]?.summary ?? '', /Checking/);
  });

  it('a request is sent, and approved', async () => {
    await stage.person('alex').submits(diagnosis, 'Send request', { minutes: '480', reason: 'Line 4' });
    const copy = await stage.person('megan').sees(asks('Alex Wilber', 'plant-b'));
    await stage.person('megan').submits(copy, 'Approve');
    await stage.person('alex').sees(tryAgain);
    assertSame(await stage.person('megan').sees(/Approved by Megan Bowen/), copy);
  });

  it('a refusal comes as a message', async () => {
    await stage.person('diego').says('403 on plant-b when I query twins');
    const form = { minutes: '480', reason: 'Line 5' };
    const his = await stage.person('diego').sees(/Who can fix it.*\[Request access\]/s);
    await stage.person('diego').submits(his, 'Send request', form);
    const copy = await stage.person('megan').sees(asks('Diego Siciliani', 'plant-b'));
    await stage.person('adele').submits(copy, 'Approve');
    await stage.person('megan').sees(/About your click.*Only someone who can assign roles on plant-b/s);
    await stage.person('megan').sees(/Diego Siciliani asks for.*\[Approve\]/s);
  });
});
