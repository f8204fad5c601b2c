/** Who is let in to what: the reporter's address, a diagnosis that waits for the helpdesk, an answer that nobody asked for. */
import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { diagnosesThis } from '../support/teams-double/extension.ts';
import { type HelpdeskStage, setHelpdesk, shownInChannels } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { targetOf } from './steps.ts';

describe('somebody of the helpdesk without a right in Azure', () => {
  let stage: HelpdeskStage;
  let posted: Message;

  before(async () => {
    stage = await setHelpdesk({
      edit: ({ groups }) =>
        groups?.find(({ name }) => name === 'Helpdesk')?.members.push('lee@contoso.com', 'diego@contoso.com'),
    });
    await stage.reports('alex');
    posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
  });
  after(() => stage?.close());

  it('reads nobody’s address before he has taken the case', async () => {
    const lee = stage.person('lee');
    const { card, text } = await lee.clicks(posted, 'Chat with reporter');
    assert.match(text, /Take the case first.*\[Take it\]/s);
    assert.doesNotMatch(JSON.stringify(card), /contoso\.com/);
    const { id, version } = JSON.parse(
      /"data":(\{"verb":"case\.claim"[^}]*\})/.exec(JSON.stringify(card))?.[1] ?? '{}',
    );
    assert.match((await lee.sendsClick(posted, 'case.claim', { id, version })).text, /Taken by.*Lee Gu/s);
    const mine = await stage.card(/Case \d+ .*Taken by.*Lee Gu/s);
    assert.match(JSON.stringify((await lee.clicks(mine, 'Chat with reporter')).card), /users=alex%40contoso\.com/);
    const diego = await stage.person('diego').clicks(mine, 'Chat with reporter');
    assert.match(diego.text, /Lee Gu has it now/);
    const megan = await stage.person('megan').clicks(mine, 'Chat with reporter');
    assert.match(JSON.stringify(megan.card), /users=alex%40contoso\.com/, 'she can approve');
  });

  it('has no more of the case that he took than anybody else, once he has left', async () => {
    const lee = stage.person('lee');
    const mine = await stage.card(/Case \d+ .*Taken by.*Lee Gu/s);
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Helpdesk');
    group?.members.splice(group.members.indexOf(lee.objectId), 1);
    // A membership is remembered for a minute.
    stage.clock.behindMs -= 120_000;
    for (const button of ['Show details', 'Chat with reporter', 'Take over', 'Resolve']) {
      const { text, card } = await lee.clicks(mine, button);
      assert.match(text, /^Only the (person who reported it|helpdesk)/, button);
      assert.equal(card, undefined, button);
    }
  });

  it('shows sound cards, and no address in a channel', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    for (const shown of shownInChannels(stage, stage.floor, stage.helpdesk)) assert.doesNotMatch(shown, /@contoso/);
  });
});

describe('a message that somebody points at who may not see that access', () => {
  let stage: HelpdeskStage;
  let posted: Message;
  let thread: Conversation;

  before(async () => {
    stage = await setHelpdesk({
      edit: ({ groups }) => groups?.find(({ name }) => name === 'Helpdesk')?.members.push('lee@contoso.com'),
    });
    thread = stage.floor.thread();
  });
  after(() => stage?.close());

  it('is a case that waits for the helpdesk to look, and says so to both', async () => {
    const adele = stage.person('adele');
    const wrote = { html: '<p>I get 403 on plant-a when I query twins</p>', by: adele };
    await (await diagnosesThis(stage.person('diego'), wrote, thread)).submits();
    await stage.person('diego').sees(/is not yours to see.*The helpdesk has it as a case now, and can look/s, {
      in: thread,
    });
    posted = await stage.card(/Adele Vance: 403 on plant-a.*Diego Siciliani may not see this access.*\[Diagnose\]/s);
    assert.match(textOf(posted), /in a message that Diego Siciliani pointed out/);
  });

  it('is looked at by the helpdesk alone, and by whoever takes it', async () => {
    const [lee, diego, isaiah] = [stage.person('lee'), stage.person('diego'), stage.person('isaiah')];
    assert.match((await diego.clicks(posted, 'Diagnose')).text, /Only the helpdesk/);
    await isaiah.clicks(posted, 'Take it');
    posted = await stage.card(/Taken by.*Isaiah Langer.*\[Diagnose\]/s);
    const { text } = await lee.clicks(posted, 'Diagnose');
    assert.match(text, /Take the case first.*What is found is for whoever has the case.*Isaiah Langer has it now/s);
    await lee.clicks(posted, 'Take over');
    posted = await stage.card(/Taken by.*Lee Gu.*\[Diagnose\]/s);
    await lee.clicks(posted, 'Diagnose');
    const card = await lee.sees(/plant-a · Adele Vance.*Who can fix it/s, { in: thread });
    assert.equal(messagesIn(stage.teams.connector, thread).length, 1, 'in the card that was there');
    posted = await stage.card(/Adele Vance: 403 on plant-a.*No data role/s);
    assert.doesNotMatch(textOf(posted), /\[Diagnose\]/);
    assert.match((await lee.clicks(posted, 'Show details')).text, /az dt role-assignment create/);
    assert.match((await diego.clicks(card, 'Show details')).text, /Only the person who reported it/);
  });

  it('is the reporter’s like his own report, and nothing to whoever looked once another has the case', async () => {
    const [adele, lee, megan] = [stage.person('adele'), stage.person('lee'), stage.person('megan')];
    const card = await lee.sees(/plant-a · Adele Vance.*Who can fix it/s, { in: thread });
    await megan.installs();
    const whole = await adele.clicks(card, 'Show details');
    assert.match(whole.text, /Adele Vance \(you\).*\[Request access\]/s);
    const { id } = targetOf(card);
    const asked = { id, minutes: '480', reason: 'Line 5', role: ADT_DATA_READER.id };
    assert.doesNotMatch((await adele.sendsClick(card, 'access.request', asked)).text, /Only the person who asked/);
    await stage.card(/Case \d+ · Waiting for approval.*Adele Vance: 403 on plant-a/s);
    assert.match((await adele.clicks(card, 'Check again')).text, /Checking/);
    await adele.sees(/plant-a · Adele Vance.*Who can fix it/s, { in: thread });
    const now = await stage.card(/Adele Vance: 403 on plant-a.*“You have no data role.*Taken by.*Lee Gu/s);
    await megan.clicks(now, 'Assign', { assignee: megan.objectId });
    await stage.card(/Adele Vance: 403 on plant-a.*Taken by.*Megan Bowen/s);
    assert.match((await lee.clicks(card, 'Show details')).text, /Only the person who reported it/);
    assert.match((await lee.clicks(now, 'Show details')).text, /Only the person who reported it/);
  });

  it('is taken by whoever presses Diagnose, where nobody has it', async () => {
    const there = stage.floor.thread();
    const wrote = { html: '<p>I get 403 on plant-b when I query twins</p>', by: stage.person('adele'), id: '7' };
    await (await diagnosesThis(stage.person('diego'), wrote, there)).submits();
    const waits = await stage.card(/Adele Vance: 403 on plant-b.*\[Diagnose\]/s);
    await stage.person('lee').clicks(waits, 'Diagnose');
    await stage.card(/Adele Vance: 403 on plant-b.*Cause.*Taken by.*Lee Gu/s);
    await stage.person('lee').sees(/plant-b · Adele Vance.*Who can fix it/s, { in: there });
    const again = await stage.person('lee').sendsClick(waits, 'case.look', targetOf(waits));
    assert.match(again.text, /There is nothing to look at any more/);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('an answer that nobody has asked for', () => {
  let stage: HelpdeskStage;

  beforeEach(async () => {
    stage = await setHelpdesk();
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  async function isSilentIn(thread: Conversation) {
    const before = messagesIn(stage.teams.connector, thread).length;
    await stage.person('alex').mutters('I get 403 on plant-a when I query twins', thread);
    assert.equal(messagesIn(stage.teams.connector, thread).length, before);
  }

  it('is switched off on the question too, and its case is over', async () => {
    const alex = stage.person('alex');
    const thread = await alex.posts('I get 403 on Azure Digital Twins when I query twins', stage.floor);
    const card = await alex.sees(/Which instance answered 403\?.*Nobody asked me.*\[Not helpful\]/s, { in: thread });
    const posted = await stage.card(/Case \d+ · Waiting for Alex Wilber/);
    assert.match((await stage.person('diego').clicks(card, 'Not helpful')).text, /Only the person it is about/);
    await alex.clicks(card, 'Not helpful');
    assert.match(textOf(card), /I stay silent in this thread/);
    const over = await stage.card(/Case \d+ · Resolved.*Alex Wilber pressed Not helpful: I had answered unasked/s);
    assert.equal(over.id, posted.id);
    assert.match(textOf(over), /History.*Alex Wilber pressed Not helpful\./s);
    await isSilentIn(thread);
    assert.equal(messagesIn(stage.teams.connector, thread).length, 1, 'the thread hears nothing of the case either');
  });

  it('is switched off by the helpdesk, on the diagnosis and on what follows on it', async () => {
    const { thread } = await stage.reports('alex');
    const alex = stage.person('alex');
    await alex.mutters('and for plant-b?', thread);
    const card = await alex.sees(/plant-b · Alex Wilber.*Who can fix it.*\[Not helpful\]/s, { in: thread });
    await stage.person('megan').clicks(card, 'Not helpful');
    await stage.card(/Case \d+ · Resolved.*Megan Bowen pressed Not helpful/s);
    await isSilentIn(thread);
  });

  it('is switched off where it told of an incident', async () => {
    for (const who of ['alex', 'diego', 'adele'] as const) await stage.reports(who);
    await stage.card(/Incident \d+ · Open/);
    const { card, thread } = await stage.reports('lee');
    assert.match(textOf(card), /You are not the only one.*Nobody asked me.*\[Not helpful\]/s);
    await stage.card(/Case \d+ · New.*Lee Gu: 403 on plant-a/s);
    await stage.person('lee').clicks(card, 'Not helpful');
    await stage.card(/Case \d+ · Resolved.*Lee Gu: 403 on plant-a.*Lee Gu pressed Not helpful/s);
    await isSilentIn(thread);
  });

  it('leaves the case open of whoever has asked for access because of it', async () => {
    await stage.person('megan').installs();
    const { card } = await stage.reports('alex');
    const alex = stage.person('alex');
    await alex.clicks(card, 'Send request', { minutes: '480', reason: 'Line 4' });
    await stage.card(/Case \d+ · Waiting for approval/);
    await alex.clicks(card, 'Not helpful');
    assert.match(textOf(card), /I stay silent in this thread/);
    await stage.card(/Case \d+ · Waiting for approval/);
  });
});
