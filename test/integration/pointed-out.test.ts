/** Whoever points at another’s message is shown no more than he could see in Azure himself, wherever and whenever he asks. */
import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { subscriptionOf } from '../../src/rbac/scopes.ts';
import { eventually, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { chatOfTwo, diagnosesThis } from '../support/teams-double/extension.ts';
import { newMessageId } from '../support/teams-double/person.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { targetOf } from './steps.ts';

const WHOLE = /az dt role-assignment create/;
const NO_LONGER = /^You may no longer see this access in Azure/;
const LESS = /^You may see less of this access in Azure than when I looked.* Ask me about it anew/;
const NOT_HIS = /^Only the person who reported it/;

describe('somebody who points at another’s message', () => {
  let stage: HelpdeskStage;

  beforeEach(async () => {
    stage = await setHelpdesk({
      edit: ({ groups }) => groups?.find(({ name }) => name === 'Helpdesk')?.members.push('diego@contoso.com'),
    });
    for (const who of ['alex', 'adele', 'lee'] as const) await stage.person(who).installs();
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  const wrote = () => ({
    html: '<p>I get 403 on plant-a when I query twins</p>',
    by: stage.person('alex'),
    id: newMessageId(),
  });

  /** Adele may read role assignments as a Contributor, until she may not. */
  function endsRightOfAdele(): () => void {
    const { state } = stage.tenant;
    const all = state.roleAssignments;
    state.roleAssignments = all.filter(({ principalId }) => principalId !== stage.person('adele').objectId);
    return () => {
      state.roleAssignments = all;
    };
  }

  async function inTheThread() {
    const [adele, thread] = [stage.person('adele'), stage.floor.thread()];
    await (await diagnosesThis(adele, wrote(), thread)).submits();
    const card = await adele.sees(/plant-a · Alex Wilber.*Who can fix it/s, { in: thread });
    return { adele, card };
  }

  /** In the pointer’s own chat, and from there with the helpdesk. */
  async function handedOver() {
    const adele = stage.person('adele');
    await (await diagnosesThis(adele, wrote(), chatOfTwo(adele.chat))).submits();
    const card = await adele.sees(/Alex Wilber.*Who can fix it.*Send to helpdesk/s);
    const { id } = targetOf(card);
    await adele.sendsClick(card, 'case.hand-over', { id });
    await adele.sees(/is with the helpdesk.*\[Show diagnosis\]/s);
    return { adele, card, id };
  }

  it('has the writer offered what he can ask for, also of whoever has pointed', async () => {
    const [megan, alex, thread] = [stage.person('megan'), stage.person('alex'), stage.floor.thread()];
    await megan.installs();
    await (await diagnosesThis(megan, wrote(), thread)).submits();
    const card = await alex.sees(/plant-a · Alex Wilber.*\[Request access\]/s, { in: thread });
    assert.doesNotMatch(textOf(card), /nobody whom I can ask/);
    const asked = await alex.clicks(card, 'Send request', { minutes: '480', reason: 'Line 4' });
    assert.doesNotMatch(asked.text, /cannot|not yours/);
    await stage.card(/Case \d+.*Waiting for approval.*Alex Wilber/s);
  });

  it('and has no right is told nothing of it, in the thread and in his own chat, whoever looks', async () => {
    const [lee, diego, thread] = [stage.person('lee'), stage.person('diego'), stage.floor.thread()];
    await (await diagnosesThis(lee, wrote(), chatOfTwo(lee.chat))).submits();
    await lee.sees(/The access of Alex Wilber is not yours to see/);
    await (await diagnosesThis(lee, wrote(), thread)).submits();
    const card = await lee.sees(/The access of Alex Wilber is not yours to see/, { in: thread });
    const waits = await stage.card(/Alex Wilber: 403 on plant-a.*Lee Gu may not see this access.*\[Diagnose\]/s);
    await diego.clicks(waits, 'Diagnose');
    await lee.sees(/plant-a · Alex Wilber.*Who can fix it/s, { in: thread });
    assert.match((await lee.clicks(card, 'Show details')).text, NOT_HIS);
    assert.match((await lee.clicks(card, 'Check again')).text, /^Only the person who asked/);
    for (const { versions } of messagesIn(stage.teams.connector, lee.chat)) {
      assert.doesNotMatch(JSON.stringify(versions), /data role|az dt|Who can/);
    }
  });

  it('is shown the whole of it in the thread while he has the right, and then spoils it for nobody', async () => {
    const { adele, card } = await inTheThread();
    const { id } = targetOf(card);
    assert.match((await adele.clicks(card, 'Show details')).text, WHOLE);
    const restore = endsRightOfAdele();
    assert.match((await adele.clicks(card, 'Show details')).text, NO_LONGER);
    assert.match((await adele.clicks(card, 'Check again')).text, NO_LONGER);
    const asks = { id, minutes: '480', reason: 'Line 5', role: ADT_DATA_READER.id };
    assert.match((await adele.sendsClick(card, 'access.request', asks)).text, NO_LONGER);
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    assert.match((await stage.person('megan').clicks(posted, 'Show details')).text, WHOLE);
    restore();
    assert.match((await adele.clicks(card, 'Show details')).text, WHOLE);
    await stage.person('diego').clicks(posted, 'Take it');
    await stage.card(/Taken by.*Diego Siciliani/s);
    assert.match((await adele.clicks(card, 'Show details')).text, NOT_HIS);
  });

  it('is shown no more of it than he may see now, where he could see more when it was looked at', async () => {
    const { state } = stage.tenant;
    const plantA = state.instances.find(({ name }) => name === 'plant-a')?.id ?? assert.fail('There is no plant-a.');
    const mayReadAt = (scope: string) => {
      const { objectId } = stage.person('adele');
      const own = state.roleAssignments.filter(({ principalId }) => principalId === objectId);
      for (const each of own) each.scope = scope;
    };
    mayReadAt(subscriptionOf(plantA));
    const { adele, card } = await inTheThread();
    assert.match((await adele.clicks(card, 'Show details')).text, WHOLE);
    mayReadAt(plantA);
    assert.match((await adele.clicks(card, 'Show details')).text, LESS);
    assert.match((await adele.clicks(card, 'Check again')).text, LESS);
    await (await diagnosesThis(adele, wrote(), chatOfTwo(adele.chat))).submits();
    await adele.sees(/Where else Alex Wilber holds roles is shown to whoever may read .* in the whole subscription/s);
    mayReadAt(subscriptionOf(plantA));
    assert.match((await adele.clicks(card, 'Show details')).text, WHOLE);
  });

  it('is shown it in his own chat while he has the right and nobody else the case', async () => {
    const { adele, card, id } = await handedOver();
    assert.match((await adele.clicks(card, 'Show diagnosis')).text, WHOLE);
    const restore = endsRightOfAdele();
    assert.match((await adele.clicks(card, 'Show diagnosis')).text, NO_LONGER);
    restore();
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    await stage.person('diego').clicks(posted, 'Take it');
    await stage.card(/Taken by.*Diego Siciliani/s);
    assert.match((await adele.clicks(card, 'Show diagnosis')).text, NOT_HIS);
    assert.match((await adele.sendsClick(card, 'diagnosis.recheck', { id })).text, /^Case \d+ is with Diego Siciliani/);
  });

  it('and sent it to the helpdesk sees in his own chat how the case stands, and is offered nothing of the reporter’s', async () => {
    const { adele } = await handedOver();
    const [megan, title] = [stage.person('megan'), 'Case \\d+ is with the helpdesk'];
    const open = await adele.sees(new RegExp(`${title}.*This card shows how it stands`, 's'));
    assert.doesNotMatch(textOf(open), /It works now|hear from me/);
    await megan.clicks(await stage.card(/New.*Alex Wilber: 403 on plant-a/s), 'Take it');
    await adele.sees(/Megan Bowen has taken it\. This card shows how it stands\.\n\[Show diagnosis\]$/);
    await megan.clicks(await stage.card(/Taken by.*Megan Bowen/s), 'Resolve', { note: 'Done.' });
    await adele.sees(/· Resolved\n403 on plant-a\nResolved by Megan Bowen\.\n\[Show diagnosis\]$/);
    assert.doesNotMatch(adele.reads().join(), /hear from me here|Your case is resolved/);
  });

  it('reads nothing of what the writer has looked at again', async () => {
    const { adele, id } = await handedOver();
    const alex = stage.person('alex');
    const reads = () =>
      new Set(
        messagesIn(stage.teams.connector, adele.chat).flatMap(({ versions }) => versions.map((v) => JSON.stringify(v))),
      );
    const before = reads();
    await alex.says('help');
    const message = await alex.sees(/403/);
    assert.match((await alex.sendsClick(message, 'diagnosis.details', { id })).text, /Alex Wilber \(you\)/);
    const { text } = await alex.sendsClick(message, 'diagnosis.recheck', { id });
    assert.match(text, /^I cannot answer where this was asked\. Send me here what fails/);
    // What else comes is how his case stands.
    for (const card of reads()) assert.ok(before.has(card) || card.includes('is with the helpdesk'), card);
    assert.match((await alex.sendsClick(message, 'diagnosis.details', { id })).text, /Alex Wilber \(you\)/);
  });

  it('in a client that shows the details in the own chat has it checked again where others read it', async () => {
    const { adele, card } = await inTheThread();
    await adele.submits(card, 'Show details');
    const whole = await adele.sees(WHOLE);
    const before = card.versions.length;
    await adele.submits(whole, 'Check again');
    await adele.sees(/I am looking\. The answer comes where this was asked/);
    const isDone = () => card.versions.length > before && /Who can fix it/.test(textOf(card));
    await eventually(
      stage.teams.connector,
      () => isDone() || undefined,
      () => textOf(card),
    );
    assert.doesNotMatch(JSON.stringify(card.versions), WHOLE);
  });

  it('who has the case of it and leaves the helpdesk is shown it no more', async () => {
    await inTheThread();
    const diego = stage.person('diego');
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    await diego.clicks(posted, 'Take it');
    const taken = await stage.card(/Taken by.*Diego Siciliani/s);
    assert.match((await diego.clicks(taken, 'Show details')).text, WHOLE);
    const helpdesk = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Helpdesk');
    helpdesk?.members.splice(helpdesk.members.indexOf(diego.objectId), 1);
    // A membership is remembered for a minute.
    stage.clock.behindMs -= 61_000;
    assert.match((await diego.clicks(taken, 'Show details')).text, NOT_HIS);
  });
});
