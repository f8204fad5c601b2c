import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type HelpdeskStage, setHelpdesk } from '../../integration/helpdesk-stage.ts';
import { assertSound } from '../../integration/sound-cards.ts';
import { messagesIn } from '../../support/teams-double/conversation.ts';
import { chatOfTwo, diagnosesThis, type Written } from '../../support/teams-double/extension.ts';
import type { Channel } from '../../support/teams-double/teams.ts';

const html = '<p>I get <strong>403</strong> on plant-a when I query twins</p>';

describe('“Diagnose this” on somebody’s message', () => {
  let stage: HelpdeskStage;
  let floor: Channel;
  let alexWrote: Written;

  before(async () => {
    stage = await setHelpdesk({
      // Somebody of the helpdesk who sees nothing in Azure.
      edit: ({ groups }) => groups?.find(({ name }) => name === 'Helpdesk')?.members.push('lee@contoso.com'),
    });
    alexWrote = { html, by: stage.person('alex') };
  });
  after(() => stage?.close());
  // A channel of its own for each test: so many messages in one are more than Teams takes in half a minute.
  beforeEach(() => {
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    floor = stage.teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
  });

  it('shows what was understood, and whose trouble it is taken for', async () => {
    const { card, text } = await diagnosesThis(stage.person('lee'), alexWrote, floor.thread());
    assert.match(text, /Is this right\?/);
    assert.match(JSON.stringify(card), /Alex Wilber, who wrote it/);
    assert.match(JSON.stringify(card), /"value":"author"/);
    assertSound(card ?? assert.fail('There is no card.'));
  });

  it('answers in the thread, with nothing that is not for everybody, and opens a case', async () => {
    const thread = floor.thread();
    const dialog = await diagnosesThis(stage.person('lee'), alexWrote, thread);
    assert.ok((await dialog.submits()).closed);
    const card = await stage.person('lee').sees(/Who can fix it/, { in: thread });
    assert.equal(card.conversationId, thread.id);
    const shown = JSON.stringify(card.versions);
    assert.match(shown, /plant-a · Alex Wilber · /);
    assert.doesNotMatch(shown, new RegExp(stage.person('alex').objectId, 'i'));
    await stage.card(/Case \d+.*plant-a.*Alex Wilber/s);
    await stage.card(/in a message that Lee Gu pointed out/);
  });

  it('shows nobody’s access to somebody who may not see it', async () => {
    const thread = floor.thread();
    await (await diagnosesThis(stage.person('diego'), { ...alexWrote, id: '2' }, thread)).submits();
    const card = await stage.person('diego').sees(/The access of Alex Wilber is not yours to see/, { in: thread });
    assert.doesNotMatch(JSON.stringify(card.versions), new RegExp(stage.person('alex').objectId, 'i'));
  });

  it('calls whoever wrote it as the directory does, not as the client says', async () => {
    const thread = floor.thread();
    const { objectId } = stage.person('adele');
    const forged: Written = { html, by: { objectId, name: 'Megan Bowen' }, id: '31' };
    const dialog = await diagnosesThis(stage.person('diego'), forged, thread);
    assert.match(JSON.stringify(dialog.card), /Adele Vance, who wrote it/);
    await dialog.submits();
    await stage.person('diego').sees(/The access of Adele Vance is not yours to see/, { in: thread });
    const posted = await stage.card(/Case \d+.*Adele Vance: 403 on plant-a/s);
    assert.doesNotMatch(JSON.stringify([posted.versions, dialog.card]), /Megan Bowen/);
  });

  it('calls nobody by a name that it could not look up', async () => {
    const thread = floor.thread();
    const forged: Written = { html, by: { objectId: stage.person('isaiah').objectId, name: 'Megan Bowen' }, id: '32' };
    const heal = stage.tenant.inject({ match: { service: 'graph', path: '/users' }, answer: { status: 503 } });
    const dialog = await diagnosesThis(stage.person('diego'), forged, thread);
    heal();
    assert.match(JSON.stringify(dialog.card), /Somebody, who wrote it/);
    assert.doesNotMatch(JSON.stringify(dialog.card), /Megan Bowen/);
  });

  it('has no author whom the directory does not know', async () => {
    const forged: Written = { html, by: { objectId: randomUUID(), name: 'Megan Bowen' }, id: '33' };
    const { card } = await diagnosesThis(stage.person('diego'), forged, floor.thread());
    assert.doesNotMatch(JSON.stringify(card), /Megan Bowen|who wrote it/);
  });

  it('looks at the own access where that is meant', async () => {
    const thread = floor.thread();
    await (await diagnosesThis(stage.person('diego'), alexWrote, thread)).submits({ who: 'me' });
    const card = await stage.person('diego').sees(/Who can fix it/, { in: thread });
    assert.match(JSON.stringify(card.versions), /plant-a · Diego Siciliani/);
  });

  it('finds the thread of an answer in a channel, where Teams only names the channel', async () => {
    const reply = { ...alexWrote, id: '1611060744999', replyToId: '1611060744888' };
    await (await diagnosesThis(stage.person('megan'), reply, floor)).submits();
    const card = await stage
      .person('megan')
      .sees(/Who can fix it/, { in: { ...floor, id: `${floor.id};messageid=1611060744888` } });
    assert.equal(card.conversationId, `${floor.id};messageid=1611060744888`);
  });

  it('looks at the instance that was chosen instead', async () => {
    const thread = floor.thread();
    const instance = stage.tenant.state.instances.find(({ name }) => name === 'plant-b')?.id ?? '';
    await (await diagnosesThis(stage.person('megan'), alexWrote, thread)).submits({ instance });
    await stage.person('megan').sees(/plant-b · Alex Wilber.*Who can fix it/s, { in: thread });
  });

  it('says before it runs that no instance is called so, and lets it be chosen or kept', async () => {
    const thread = floor.thread();
    const wrong = { ...alexWrote, id: '4', html: '<p>I get 403 on plant-aa when I query twins</p>' };
    const dialog = await diagnosesThis(stage.person('megan'), wrong, thread);
    assert.match(dialog.text, /I see no instance called “plant-aa”\. Choose the one that is meant/);
    assertSound(dialog.card ?? assert.fail('There is no card.'));
    const instance = stage.tenant.state.instances.find(({ name }) => name === 'plant-b')?.id ?? '';
    assert.ok((await dialog.submits({ instance })).closed);
    await stage.person('megan').sees(/plant-b · Alex Wilber.*Who can fix it/s, { in: thread });
    assert.ok((await dialog.submits()).closed, 'plant-aa is meant');
    await stage.person('megan').sees(/plant-aa/, { in: thread });
  });

  it('says that it does not read like a 403, and looks all the same', async () => {
    const thread = floor.thread();
    const dialog = await diagnosesThis(stage.person('megan'), { ...alexWrote, html: '<p>lunch at noon?</p>' }, thread);
    assert.match(dialog.text, /This does not read like a 403/);
    const instance = stage.tenant.state.instances.find(({ name }) => name === 'plant-a')?.id ?? '';
    await dialog.submits({ instance });
    await stage.person('megan').sees(/plant-a · Alex Wilber.*Who can fix it/s, { in: thread });
  });

  it('asks again for what is missing', async () => {
    const dialog = await diagnosesThis(stage.person('megan'), alexWrote, floor.thread());
    const again = await dialog.submits({ who: 'app' });
    assert.match(again.text, /Which app\? Write its app id/);
    assertSound(again.card ?? assert.fail('There is no card.'));
  });

  it('answers once to a button that is pressed twice', async () => {
    const thread = floor.thread();
    const dialog = await diagnosesThis(stage.person('megan'), alexWrote, thread);
    await Promise.all([dialog.submits(), dialog.submits()]);
    await stage.person('megan').sees(/Who can fix it/, { in: thread });
    assert.equal(messagesIn(stage.teams.connector, thread).length, 1);
  });

  it('answers in the own chat where it is not in the conversation, and opens no case of it', async () => {
    const isaiah = stage.person('isaiah');
    await isaiah.installs();
    const dialog = await diagnosesThis(isaiah, alexWrote, chatOfTwo(isaiah.chat));
    assert.match((await dialog.submits()).text, /I answer in your own chat with me/);
    await isaiah.sees(/Alex Wilber.*Send to helpdesk/s);
    assert.deepEqual(messagesIn(stage.teams.connector, chatOfTwo(isaiah.chat)), []);
  });

  it('answers in the own chat where Teams does not let it into the channel', async () => {
    const isaiah = stage.person('isaiah');
    const thread = floor.thread();
    const refuses = { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'Not here.' } } };
    const letIn = stage.teams.connector.fail({ match: { path: thread.id }, answer: refuses });
    const dialog = await diagnosesThis(isaiah, { ...alexWrote, id: '3' }, thread);
    assert.match((await dialog.submits()).text, /I answer in your own chat with me/);
    letIn();
  });

  it('says what to do where it cannot speak to anybody', async () => {
    const adele = stage.person('adele');
    const dialog = await diagnosesThis(adele, alexWrote, chatOfTwo(adele.chat));
    assert.match((await dialog.submits({ who: 'me' })).text, /Add me under Apps/);
  });

  it('takes whoever points at an alert for the one who has the trouble', async () => {
    const thread = floor.thread();
    const dialog = await diagnosesThis(stage.person('diego'), { html }, thread);
    assert.doesNotMatch(JSON.stringify(dialog.card), /who wrote it/);
    await dialog.submits();
    await stage.person('diego').sees(/plant-a · Diego Siciliani/, { in: thread });
  });

  it('survives what no client sends', async () => {
    const place = floor.thread();
    for (const value of [{}, { commandId: 'diagnoseThis' }, { commandId: 'other', messagePayload: { id: '1' } }]) {
      for (const name of ['composeExtension/fetchTask', 'composeExtension/submitAction', 'composeExtension/query']) {
        const { status, body } = await stage.person('diego').invokes(name, value, place);
        assert.equal(status, 200);
        assert.match(JSON.stringify(body), /I could not read that/);
      }
    }
    const messagePayload = { id: '9', body: { content: 'x' } };
    const value = { commandId: 'diagnoseThis', messagePayload, data: { who: ['me'] } };
    const { body } = await stage.person('diego').invokes('composeExtension/submitAction', value, place);
    assert.match(JSON.stringify(body), /I could not read that/);
  });
});
