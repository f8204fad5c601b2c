import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { diagnosesThis } from '../support/teams-double/extension.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import type { Who } from './stage.ts';
import { assertSame, targetOf } from './steps.ts';

const DAY_MS = 86_400_000;

function casesOf(stage: HelpdeskStage, who: RegExp): string[] {
  const cards = messagesIn(stage.teams.connector, stage.helpdesk).map(textOf);
  return cards.filter((text) => /^Case \d+/.test(text) && who.test(text));
}

function groupOf(stage: HelpdeskStage): Conversation {
  const { tenantId } = stage.tenant;
  const id = `19:${randomUUID()}@thread.v2`;
  const account = { id, conversationType: 'groupChat', isGroup: true, tenantId };
  return { id, account, channelData: { tenant: { id: tenantId } }, mention: true };
}

/** Somebody hands his diagnosis over. Gives the card in his chat, and the helpdesk's. */
async function handsOver(stage: HelpdeskStage, who: Who, before?: (card: Message) => Promise<void>) {
  const person = stage.person(who);
  await person.says('403 on plant-a when I query twins');
  const card = await person.sees(/plant-a · .*Who can fix it.*\[Send to helpdesk\]/s);
  await before?.(card);
  const { card: preview } = await person.clicks(card, 'Send to helpdesk');
  const id = /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(preview))?.[1] ?? '';
  await person.sendsClick(card, 'case.hand-over', { id });
  return { card, posted: await stage.card(new RegExp(`Case \\d+.*${person.name}: 403 on plant-a`, 's')) };
}

describe('one trouble', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('is one case, however often its reporter comes back to it', async () => {
    const { card, thread } = await stage.reports('alex');
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    const alex = stage.person('alex');
    await alex.says('I still get 403 on plant-a when I query twins', thread);
    const again = await alex.sees(/plant-a · Alex Wilber.*Who can fix it/s, { in: thread, not: [card] });
    await stage.card(/Alex Wilber: 403 on plant-a.*History.*(?:Looked at in Azure.*){2}/s);
    assert.equal(casesOf(stage, /Alex Wilber/).length, 1);
    await alex.clicks(card, 'Send request', { minutes: '480', reason: 'Line 4', role: ADT_DATA_READER.id });
    assertSame(await stage.card(/Case \d+ · Waiting for approval.*Alex Wilber/s), posted);
    assert.notEqual(again.id, card.id);
  });

  it('is another one where it is another instance', async () => {
    const { thread } = await stage.reports('diego');
    await stage.card(/Diego Siciliani: 403 on plant-a/);
    // A word of command to nobody: what comes next begins anew.
    await stage.person('diego').mutters('help', thread);
    await stage.person('diego').mutters('and for plant-b?', thread);
    await stage.card(/Diego Siciliani: 403 on plant-b/);
    assert.equal(casesOf(stage, /Diego Siciliani/).length, 2);
  });

  it('is one case for a message that was heard, and that two others point at', async () => {
    const id = '1611060744833';
    const text = 'I get 403 on plant-b when I query twins';
    const adele = stage.person('adele');
    const thread = await adele.posts(text, stage.floor, id);
    await stage.card(/Adele Vance: 403 on plant-b.*Looked at in Azure/s);
    const by = { objectId: adele.objectId, name: adele.name };
    for (const who of ['megan', 'isaiah'] as const) {
      const dialog = await diagnosesThis(stage.person(who), { html: `<p>${text}</p>`, id, by }, thread);
      await dialog.submits();
    }
    await stage.card(/Adele Vance: 403 on plant-b.*History.*(?:Looked at in Azure.*){2}/s);
    assert.equal(casesOf(stage, /Adele Vance/).length, 1);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('an instance that is mistyped', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('makes no case of its own beside that of the one that was meant', async () => {
    const lee = stage.person('lee');
    const thread = await lee.posts('I get 403 on Azure Digital Twins when I query twins', stage.floor);
    await lee.sees(/Which instance/, { in: thread });
    await lee.says('plant-zzz', thread);
    const posted = await stage.card(/Lee Gu: 403 on plant-zzz.*No such instance/s);
    // A word of command to nobody: what comes next begins anew.
    await lee.mutters('help', thread);
    await lee.says('PLANT-B', thread);
    assertSame(await stage.card(/Lee Gu: 403 on plant-b/), posted);
    assert.equal(casesOf(stage, /Lee Gu/).length, 1);
  });
});

describe('access that was asked for before the case was handed over', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  const request = { minutes: '480', reason: 'Line 4', role: ADT_DATA_READER.id };

  it('is waited for, also where the helpdesk asks or closes in between, and resolves the case when it works', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    const { posted } = await handsOver(stage, 'alex', async (card) => {
      await alex.clicks(card, 'Send request', request);
      await megan.sees(/Alex Wilber asks for/);
    });
    assertSame(await stage.card(/Case \d+ · Waiting for approval/), posted);
    await megan.clicks(posted, 'Ask', { question: 'Which line?' });
    const question = await alex.sees(/Megan Bowen asks/);
    await alex.clicks(question, 'I have answered');
    assertSame(await stage.card(/Case \d+ · Waiting for approval.*Alex Wilber says it is answered/s), posted);
    await megan.clicks(posted, 'Resolve', { note: 'Ask Isaiah.' });
    await stage.card(/Case \d+ · Resolved.*Ask Isaiah/s);
    await megan.clicks(posted, 'Reopen', { note: 'He is away.' });
    assertSame(await stage.card(/Case \d+ · Waiting for approval.*Reopened.*“He is away\.”/s), posted);
    await megan.clicks(await megan.sees(/Alex Wilber asks for/), 'Approve');
    assertSame(await stage.card(/Case \d+ · Resolved.*The role that was asked for works/s), posted);
  });

  it('is waited for as well where it was asked for later in that chat, of which nothing else is told', async () => {
    const [adele, megan] = [stage.person('adele'), stage.person('megan')];
    const { card, posted } = await handsOver(stage, 'adele');
    await adele.says('still 403 on plant-a when I upload models');
    const later = await adele.sees(/plant-a · .*\[Request access\]/s, { not: [card] });
    await adele.clicks(later, 'Send request', { minutes: '480', reason: 'Line 4' });
    assertSame(await stage.card(/Case \d+ · Waiting for approval.*Adele Vance/s), posted);
    await adele.sees(/Case \d+ · Waiting for approval/);
    await megan.clicks(await megan.sees(/Adele Vance asks for/), 'Approve');
    const over = await stage.card(/Case \d+ · Resolved.*Adele Vance.*The role that was asked for works/s);
    assertSame(over, posted);
    assert.doesNotMatch(JSON.stringify(over.versions), /upload|models|Line 4/i);
  });

  it('resolves the case at once where it works already', async () => {
    const [diego, megan] = [stage.person('diego'), stage.person('megan')];
    const { posted } = await handsOver(stage, 'diego', async (card) => {
      await diego.clicks(card, 'Send request', request);
      await megan.clicks(await megan.sees(/Diego Siciliani asks for/), 'Approve');
      await diego.sees(/try again/i);
    });
    assertSame(await stage.card(/Case \d+ · Resolved.*Diego Siciliani.*The role that was asked for works/s), posted);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('what the helpdesk asks', () => {
  let stage: HelpdeskStage;
  let askedFirst: string | undefined;
  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('is answered in a chat where the case was handed over, and says so to whoever writes to the bot', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    const { posted } = await handsOver(stage, 'alex');
    await megan.clicks(posted, 'Ask', { question: 'Since when?' });
    const question = await alex.sees(/Megan Bowen asks.*answer Megan Bowen in a chat.*\[I have answered\]/s);
    assert.match(JSON.stringify(question), /users=megan%40contoso\.com/);
    await alex.says('since Monday');
    const again = await alex.sees(/I have not passed on what you wrote here.*\[I have answered\]/s);
    assert.ok(!alex.reads().some((text) => /Glad to help/.test(text)));
    await stage.card(/Case \d+ · Waiting for Alex Wilber/);
    [, askedFirst] = /"askedAt":"([^"]+)"/.exec(JSON.stringify(again)) ?? [];
    await alex.clicks(again, 'I have answered');
    assertSame(await stage.card(/Case \d+ · New.*Alex Wilber says it is answered/s), posted);
  });

  it('is answered by the helpdesk’s word, where it has read the answer elsewhere, and not by an older card', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    const posted = await stage.card(/Alex Wilber: 403 on plant-a/);
    await megan.clicks(posted, 'Ask', { question: 'And now?' });
    assertSame(await stage.card(/Case \d+ · Waiting for Alex Wilber/), posted);
    // As a client that has not seen the older one end.
    const older = await alex.sees(/The helpdesk had a question/);
    const late = await alex.sendsClick(older, 'case.answered', { ...targetOf(posted), askedAt: askedFirst });
    assert.match(late.text, /There is a newer question/);
    await megan.clicks(posted, 'Answered');
    assertSame(await stage.card(/Case \d+ · New.*Megan Bowen says it is answered/s), posted);
  });

  it('has no button any more once it is answered, whoever says so', async () => {
    const alex = stage.person('alex');
    const over: Message[] = [];
    // Two questions, and the first once more where he wrote to nobody but the bot.
    for (const _each of ['Since when?', 'the same', 'And now?']) {
      const isOver = /The helpdesk had a question.*Nobody waits for this answer any more\.$/s;
      over.push(await alex.sees(isOver, { not: over }));
    }
    assert.ok(!alex.reads().some((text) => /Megan Bowen asks|I have answered/.test(text)));
  });

  it('is asked once by a double click, and of two who ask at once the later sees what the first has asked', async () => {
    const [alex, megan, isaiah] = [stage.person('alex'), stage.person('megan'), stage.person('isaiah')];
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    const asks = () => alex.reads().filter((text) => /asks\n.*“(One|Two)\?”/s.test(text)).length;
    const form = { One: { question: 'One?' }, Two: { question: 'Two?' } };
    await Promise.all([megan.clicks(posted, 'Ask', form.One), megan.clicks(posted, 'Ask', form.One)]);
    await alex.sees(/Megan Bowen asks.*“One\?”/s);
    const { id, version } = targetOf(posted);
    const late = await isaiah.sendsClick(posted, 'case.ask', { id, version: version - 1, question: 'Two?' });
    assert.match(late.text, /Megan Bowen asked meanwhile.*“One\?”.*Yours is not sent.*\[Ask this instead\]/s);
    assert.equal(asks(), 1);
    const askedAt = /"askedAt":"([^"]+)"/.exec(JSON.stringify(late.card))?.[1];
    await isaiah.sendsClick(posted, 'case.ask', { id, version, question: 'Two?', askedAt });
    await alex.sees(/Isaiah Langer asks.*“Two\?”/s);
    await megan.clicks(await stage.card(/Case \d+ · Waiting for Alex Wilber.*“Two\?”/s), 'Answered');
    await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
  });

  it('is answered in a group chat, with a mention, and the bot stays out of it', async () => {
    const [diego, megan] = [stage.person('diego'), stage.person('megan')];
    const group = groupOf(stage);
    await diego.says('I get 403 on plant-b when I query twins', group);
    await diego.sees(/Who can fix it/, { in: group });
    const posted = await stage.card(/Diego Siciliani: 403 on plant-b/);
    await megan.clicks(posted, 'Ask', { question: 'Since when?' });
    await diego.sees(/Megan Bowen asks.*with a mention of me/s, { in: group });
    const count = messagesIn(stage.teams.connector, group).length;
    await diego.says('since Monday', group);
    assertSame(await stage.card(/Case \d+ · New.*Diego Siciliani answered/s), posted);
    assert.equal(messagesIn(stage.teams.connector, group).length, count);
  });

  it('goes back to the helpdesk where it reaches nobody', async () => {
    const [megan, lee] = [stage.person('megan'), stage.person('lee')];
    const id = '1611060744999';
    const by = { objectId: lee.objectId, name: lee.name };
    const dialog = await diagnosesThis(
      megan,
      { html: '<p>I get 403 on plant-a when I query twins</p>', id, by },
      {
        id: '19:two-of-them@unq.gbl.spaces',
        account: { id: '19:two-of-them@unq.gbl.spaces', conversationType: 'personal', tenantId: stage.tenant.tenantId },
        channelData: { tenant: { id: stage.tenant.tenantId } },
        mention: false,
      },
    );
    await dialog.submits();
    const card = await megan.sees(/plant-a · .*Lee Gu.*\[Send to helpdesk\]/s);
    const { card: preview } = await megan.clicks(card, 'Send to helpdesk');
    const ofDiagnosis = /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(preview))?.[1] ?? '';
    await megan.sendsClick(card, 'case.hand-over', { id: ofDiagnosis });
    const posted = await stage.card(/Lee Gu: 403 on plant-a/);
    await megan.clicks(posted, 'Ask', { question: 'Which app?' });
    assertSame(
      await stage.card(/Case \d+ · New.*Not asked.*“Which app\?”.*I could not get this to Lee Gu.*Chat with reporter/s),
      posted,
    );
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('a reporter who does not answer', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
    // The queue goes by the database's clock: what is due in a week by the bot's is due in seconds by that.
    stage.clock.behindMs = 7 * DAY_MS - 4_000;
  });
  after(() => stage?.close());

  it('is told after a week, and opens the case again', async () => {
    const { posted } = await handsOver(stage, 'alex');
    await stage.person('megan').clicks(posted, 'Ask', { question: 'Since when?' });
    await stage.person('alex').sees(/Megan Bowen asks/);
    const news = await stage.person('alex').sees(/Your case was resolved for want of an answer.*\[It still fails…\]/s);
    await stage.card(/Case \d+ · Resolved.*did not answer for a week/s);
    await stage.person('alex').clicks(news, 'Open it again', { note: 'I was away.' });
    assertSame(await stage.card(/Case \d+ · New.*Alex Wilber: “I was away\.”/s), posted);
  });
});

describe('a trouble that is over', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('is said in the thread, by the reporter alone, and answered in one line', async () => {
    const { thread } = await stage.reports('alex');
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber/s);
    await stage.person('diego').mutters('it works now', thread);
    await stage.person('alex').mutters('it works now, thanks', thread);
    const line = await stage.person('alex').sees(/^Good to hear\. I have resolved case \d+/, { in: thread });
    assertSame(await stage.card(/Case \d+ · Resolved.*Resolved by Alex Wilber/s), posted);
    await stage.person('alex').clicks(line, 'Open it again', { note: 'No, not yet.' });
    await stage.card(/Case \d+ · New.*“No, not yet\.”/s);
    await stage.person('alex').says('it works now', thread);
    await stage.person('alex').sees(/^Good to hear/, { in: thread, not: [line] });
    assertSame(await stage.card(/Case \d+ · Resolved/), posted);
  });

  it('is said by the bare words, with nothing but thanks around them, and not by more than that', async () => {
    const lee = stage.person('lee');
    const { thread } = await stage.reports('lee', 'I get 403 on plant-b when I query twins');
    await stage.card(/Case \d+ · New.*Lee Gu/s);
    for (const text of ['how it works', 'it works sometimes', 'it worked yesterday']) await lee.mutters(text, thread);
    await stage.card(/Case \d+ · New.*Lee Gu/s);
    await lee.mutters('hey it works, thanks a lot', thread);
    await lee.sees(/^Good to hear\. I have resolved case \d+/, { in: thread });
    await stage.card(/Case \d+ · Resolved.*Resolved by Lee Gu/s);
  });

  it('is said of himself to the bot, which is no news of another identity', async () => {
    const isaiah = stage.person('isaiah');
    const { thread } = await stage.reports('isaiah', 'I get 403 on plant-b when I query twins');
    await stage.card(/Case \d+ · New.*Isaiah Langer/s);
    const before = messagesIn(stage.teams.connector, thread).length;
    await isaiah.says('works for me now', thread);
    await isaiah.sees(/^Good to hear\. I have resolved case \d+/, { in: thread });
    await stage.card(/Case \d+ · Resolved.*Resolved by Isaiah Langer/s);
    assert.equal(messagesIn(stage.teams.connector, thread).length, before + 1);
  });

  it('is said on the card, by the reporter and the helpdesk alone', async () => {
    const { card } = await stage.reports('diego', 'I get 403 on plant-b when I query twins');
    await stage.card(/Case \d+ · New.*Diego Siciliani/s);
    assert.match(
      (await stage.person('lee').clicks(card, 'It works now')).text,
      /Only the helpdesk or whoever reported/,
    );
    assert.match((await stage.person('diego').clicks(card, 'It works now')).text, /I have resolved case \d+/);
    await stage.card(/Case \d+ · Resolved.*Resolved by Diego Siciliani/s);
  });

  it('is said in his own chat by whoever has handed it over', async () => {
    const { posted } = await handsOver(stage, 'adele');
    await stage.person('adele').says('it works now, thanks');
    await stage.person('adele').sees(/^Good to hear\. I have resolved case \d+/);
    assertSame(await stage.card(/Case \d+ · Resolved.*Adele Vance/s), posted);
    assert.ok(
      !stage
        .person('adele')
        .reads()
        .some((text) => /^Good to hear\nShould/.test(text)),
    );
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('a trouble that is not over with its incident', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('is open again where a look finds a cause, and where access is asked for', async () => {
    for (const who of ['diego', 'adele'] as const) await stage.reports(who);
    await stage.person('lee').posts('I get 403 on plant-a when I query twins', stage.floor);
    const incident = await stage.card(/Incident \d+ · Open.*3 people affected/s);
    const alex = stage.person('alex');
    const { card, thread } = await stage.reports('alex');
    assert.match(textOf(card), /You are not the only one/);
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    assertSame(await stage.card(/Incident \d+ · Open.*4 people affected/s), incident);
    await stage.person('megan').clicks(incident, 'Resolve', { note: 'The role is back.' });
    assertSame(await stage.card(/Case \d+ · Resolved.*Alex Wilber/s), posted);
    await alex.sees(/This is resolved/, { in: thread });
    await alex.clicks(card, 'Still refused? Diagnose mine');
    assertSame(await stage.card(/Case \d+ · New.*Alex Wilber.*Reopened.*by Alex Wilber/s), posted);
    const diego = stage.person('diego');
    const other = await diego.sees(/plant-a · Diego Siciliani.*Who can fix it/s, { in: stage.floor });
    await stage.card(/Case \d+ · Resolved.*Diego Siciliani/s);
    await diego.clicks(other, 'Send request', { minutes: '480', reason: 'Line 4', role: ADT_DATA_READER.id });
    await stage.card(/Case \d+ · Waiting for approval.*Diego Siciliani.*Reopened/s);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});
