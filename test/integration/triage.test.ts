import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { userId } from '../playground/azure/contoso.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk, shownInChannels } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import type { Who } from './stage.ts';
import { assertSame, targetOf, whileSlow } from './steps.ts';

describe('a report that nobody asked the bot about', () => {
  let stage: HelpdeskStage;
  let card: Message;
  let thread: Conversation;
  const count = () => messagesIn(stage.teams.connector, stage.floor).length;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('is answered in its thread where it is clear, about the person who wrote it', async () => {
    ({ card, thread } = await stage.reports('alex'));
    assert.equal(card.conversationId, thread.id);
    assert.match(textOf(card), /plant-a · Alex Wilber/);
    assert.match(textOf(card), /Nobody asked me/);
  });

  it('becomes a case, with a card in the helpdesk’s channel', async () => {
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a.*No data role/s);
    assert.equal(posted.conversationId, stage.helpdesk.id);
  });

  it('is left alone where it is none, is a reply where the bot is not, or comes from a bot', async () => {
    const before = count();
    const diego = stage.person('diego');
    await diego.posts('What does 403 on Azure Digital Twins mean?', stage.floor);
    await diego.posts('requests', stage.floor);
    await diego.mutters('same here, 403', thread);
    await diego.mutters('I get 403 on ADT plant-a when I query twins', stage.floor.thread());
    await stage.teams.post({
      type: 'message',
      id: '1',
      channelId: 'msteams',
      serviceUrl: stage.teams.connector.serviceUrl,
      from: { id: '28:another-bot', name: 'Alerts' },
      recipient: { id: '28:bot', name: 'ADT Support' },
      conversation: { ...stage.floor.account, id: `${stage.floor.id};messageid=1` },
      channelData: stage.floor.channelData,
      text: 'I get 403 on ADT plant-a when I query twins',
    });
    assert.equal(count(), before);
  });

  it('goes on with whoever reported it, and stays out of the rest', async () => {
    const before = count();
    const alex = stage.person('alex');
    await alex.mutters('thanks', thread);
    await alex.mutters('help', thread);
    assert.equal(count(), before);
    await alex.mutters('and for plant-b?', thread);
    await alex.sees(/plant-b · Alex Wilber.*Who can fix it/s, { in: thread });
  });

  it('is no more answered in a thread where it was not helpful', async () => {
    const { text } = await stage.person('diego').clicks(card, 'Not helpful');
    assert.match(text, /Only the person it is about and the helpdesk/);
    await stage.person('alex').clicks(card, 'Not helpful');
    assert.match(textOf(card), /I stay silent in this thread/);
    const before = count();
    await stage.person('alex').mutters('I get 403 on plant-a when I query twins', thread);
    assert.equal(count(), before);
    await stage.person('alex').says('I get 403 on plant-a when I query twins', thread);
    await stage.person('alex').sees(/plant-a · Alex Wilber.*Who can fix it/s, { in: thread, not: [card] });
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('a case', () => {
  let stage: HelpdeskStage;
  let report: Message;
  let thread: Conversation;
  let posted: Message;

  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
    ({ card: report, thread } = await stage.reports('alex'));
    posted = await stage.card(/Case \d+ · New.*No data role/s);
  });
  after(() => stage?.close());

  it('is taken by the helpdesk, and by nobody else', async () => {
    const { text } = await stage.person('diego').clicks(posted, 'Take it');
    assert.match(text, /Only the helpdesk can do that/);
    await stage.person('megan').clicks(posted, 'Take it');
    assertSame(await stage.card(/Taken by.*Megan Bowen/s), posted);
  });

  it('is given to somebody of the helpdesk, who is told', async () => {
    await stage.person('isaiah').installs();
    const give = (objectId: string) =>
      stage.person('megan').clicks(posted, 'Assign', { assignee: objectId, message: 'You know plant-a.' });
    assert.match((await give(stage.person('diego').objectId)).text, /Diego Siciliani is not of the helpdesk/);
    assert.match((await give('00000000-0000-4000-8000-000000000000')).text, /does not know this person/);
    await give(stage.person('isaiah').objectId);
    await stage.card(/Taken by.*Isaiah Langer/s);
    await stage.person('isaiah').sees(/A case for you.*Megan Bowen: “You know plant-a\.”/s);
    await stage.card(/Megan Bowen gave it to Isaiah Langer\. “You know plant-a\.”/);
  });

  it('shows the whole diagnosis to the reporter, the assignee and approvers alone', async () => {
    const details = /az dt role-assignment create/;
    const alex = await stage.person('alex').clicks(report, 'Show details');
    assert.match(alex.text, details);
    assert.match(JSON.stringify(alex.card), /Request access/);
    const isaiah = await stage.person('isaiah').clicks(posted, 'Show details');
    assert.match(isaiah.text, details);
    assert.match(isaiah.text, /History \(\d\).*gave it to Isaiah Langer\. “You know plant-a\.”/s);
    assert.match((await stage.person('megan').clicks(report, 'Show details')).text, details);
    for (const who of ['diego', 'adele', 'lee'] as const) {
      assert.match((await stage.person(who).clicks(report, 'Show details')).text, /Only the person who reported it/);
    }
  });

  it('never shows it to everybody, whatever the client', async () => {
    await stage.person('alex').submits(report, 'Show details');
    await stage.person('alex').sees(/Your Teams cannot show this to you alone/, { in: thread });
    await stage.person('alex').installs();
    await stage.person('alex').submits(report, 'Show details');
    await stage.person('alex').sees(/az dt role-assignment create/);
  });

  it('opens a chat with the reporter, for the helpdesk', async () => {
    const { card, text } = await stage.person('megan').clicks(posted, 'Chat with reporter');
    assert.match(text, /Chat with Alex Wilber/);
    assert.match(JSON.stringify(card), /users=alex%40contoso\.com/);
    assert.match((await stage.person('diego').clicks(posted, 'Chat with reporter')).text, /Only the helpdesk/);
  });

  it('asks the reporter in the thread', async () => {
    await stage.person('isaiah').clicks(posted, 'Ask', { question: 'Since when? alex@contoso.com' });
    await stage.person('alex').sees(/Isaiah Langer asks.*Since when\?/s, { in: thread });
    await stage.card(/Waiting for Alex Wilber/);
  });

  it('waits for the reporter until he writes there, and for nobody else', async () => {
    await stage.person('diego').mutters('I think since Monday', thread);
    await stage.person('alex').mutters('since Monday', thread);
    assertSame(await stage.card(/Case \d+ · New.*Alex Wilber answered\./s), posted);
  });

  it('is resolved with a note, and opened again by the reporter, who says what is still wrong', async () => {
    await stage.person('megan').clicks(posted, 'Resolve', { note: 'Sign out and in again.' });
    const news = await stage.person('alex').sees(/Your case is resolved.*Sign out and in again/s, { in: thread });
    assertSame(await stage.card(/Case \d+ · Resolved/), posted);
    const note = 'Models still fail with password=Tr0ub4dor&3xyz';
    await stage.person('alex').clicks(news, 'Open it again', { note });
    const again = await stage.card(/Case \d+ · New.*Reopened.*Alex Wilber: “Models still fail with/s);
    assertSame(again, posted);
    assert.match(textOf(again), /Alex Wilber opened it again\. “Models still fail with/);
    assert.doesNotMatch(JSON.stringify(again.versions), /Tr0ub4dor/);
  });

  it('is opened again by the helpdesk with a note, which the reporter reads', async () => {
    await stage.person('megan').clicks(posted, 'Resolve');
    await stage.card(/Case \d+ · Resolved/);
    await stage.person('megan').clicks(posted, 'Reopen', { note: 'I took the wrong instance.' });
    await stage
      .person('alex')
      .sees(/Your case is open again.*Megan Bowen: “I took the wrong instance\.”/s, { in: thread });
    assertSame(await stage.card(/Case \d+ · New.*Reopened.*Megan Bowen: “I took the wrong instance\.”/s), posted);
  });

  it('waits for the approval of what was asked for because of it, and is resolved when that works', async () => {
    const alex = stage.person('alex');
    await alex.clicks(report, 'Send request', { minutes: '480', reason: 'Line 4', role: ADT_DATA_READER.id });
    await stage.card(/Case \d+ · Waiting for approval.*Asked for\nData Reader on plant-a for 8 hours.*Decides\n/s);
    await stage.person('megan').clicks(await stage.person('megan').sees(/Alex Wilber asks for/), 'Approve');
    assertSame(await stage.card(/Case \d+ · Resolved.*The role that was asked for works/s), posted);
  });

  it('is listed by “triage”, narrowed in words, for the helpdesk only', async () => {
    await stage.reports('diego', 'I get 403 on plant-b when I query twins');
    await stage.card(/Diego Siciliani: 403 on plant-b/);
    const [megan, diego] = [stage.person('megan'), stage.person('diego')];
    await megan.says('triage plant-b');
    await megan.sees(/1 case open.*403 on plant-b/s);
    await megan.says('triage mine');
    await megan.sees(/No open case matches: mine/);
    await megan.says('triage unassigned', stage.helpdesk.thread());
    await megan.sees(/1 case open.*Diego Siciliani/s, { in: stage.helpdesk });
    await megan.says('triage', stage.floor.thread());
    await megan.sees(/Not in front of everybody/, { in: stage.floor });
    await diego.says('triage');
    await diego.sees(/This is for the helpdesk/);
  });

  it('is found by its number, without a second card that has buttons', async () => {
    const number = /Case (\d+)/.exec(textOf(posted))?.[1] ?? assert.fail();
    const [megan, diego] = [stage.person('megan'), stage.person('diego')];
    await megan.says(`triage ${number}`, stage.helpdesk.thread());
    const found = await megan.sees(new RegExp(`Case ${number}: 403 on plant-a · Resolved`), { in: stage.helpdesk });
    assert.match(textOf(found), /\[Open case\]\n\[Open its card\]$/);
    assert.match((await megan.clicks(found, 'Open case')).text, /The role that was asked for works/);
    await megan.says('triage #9999999');
    await megan.sees(/There is no case 9999999/);
    await diego.says(`triage ${number}`);
    assert.doesNotMatch(diego.reads().join(), /Alex Wilber/);
  });

  it('is not looked for by a filter that “triage” does not know, and says which it knows', async () => {
    for (const [text, title] of [
      ['triage no data role', 'I do not know that filter'],
      ['triage help', 'I do not know that filter'],
      ['triage mine unassigned', 'Mine or unassigned, not both at once'],
      // Whoever works with cases is not diagnosed.
      ['triage error 403 plant-a', 'I do not know that filter'],
    ] as const) {
      const thread = stage.helpdesk.thread();
      await stage.person('megan').says(text, thread);
      await stage.person('megan').sees(new RegExp(`${title}.*triage older than 2 days`, 's'), { in: thread });
    }
    assert.doesNotMatch(shownInChannels(stage, stage.helpdesk).join(), /Megan Bowen: 403/);
  });

  it('is shown in his own chat to whoever reported it, by its number and among his open ones', async () => {
    const [megan, diego] = [stage.person('megan'), stage.person('diego')];
    const number = /Case (\d+)/.exec(textOf(await stage.card(/Diego Siciliani: 403 on plant-b/)))?.[1];
    await diego.says('my cases');
    await diego.sees(new RegExp(`Your open cases.*Case ${number}: 403 on plant-b`, 's'));
    await diego.says(`#${number}`);
    await diego.sees(new RegExp(`Case ${number} is with the helpdesk`));
    await megan.says('my cases');
    await megan.sees(/No open case matches: mine/);
    await diego.says('my cases', stage.floor.thread());
    await diego.sees(/Not in front of everybody/, { in: stage.floor });
    await megan.says(`case ${number}`);
    await megan.sees(new RegExp(`Case ${number}: 403 on plant-b · New`));
  });

  it('tells a channel nobody’s object id, address or command', () => {
    const ids = stage.tenant.state.users.map(({ id }) => id);
    for (const shown of shownInChannels(stage, stage.floor, stage.helpdesk)) {
      for (const id of ids) assert.ok(!shown.includes(id), shown);
      assert.doesNotMatch(shown, /@contoso\.com|az (?:dt )?role/);
    }
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('an incident', () => {
  let stage: HelpdeskStage;
  let posted: Message;
  const threads = new Map<Who, Conversation>();

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('begins where three people report the same instance', async () => {
    for (const who of ['alex', 'diego', 'adele'] as const) threads.set(who, (await stage.reports(who)).thread);
    posted = await stage.card(/Incident \d+ · Open.*Trouble with plant-a: 3 people affected/s);
    assert.match(textOf(posted), /Alex Wilber.*Diego Siciliani.*Adele Vance/s);
  });

  it('answers who reports it next, without looking again', async () => {
    const { card, thread } = await stage.reports(
      'lee',
      'I get 403 on plant-a when I read twins of Azure Digital Twins',
    );
    assert.match(textOf(card), /You are not the only one/);
    assertSame(await stage.card(/Trouble with plant-a: 4 people affected/), posted);
    await stage.card(/Lee Gu: 403 on plant-a.*Incident/s);
    threads.set('lee', thread);
    await stage.person('lee').clicks(card, 'Diagnose mine all the same');
    await stage.person('lee').sees(/plant-a · Lee Gu.*Checked in/s, { in: thread });
  });

  it('is for the helpdesk to take and to resolve, and resolves every case of it', async () => {
    assert.match((await stage.person('alex').clicks(posted, 'Take it')).text, /Only the helpdesk/);
    await stage.person('megan').clicks(posted, 'Take it');
    assertSame(await stage.card(/Incident \d+ · Open.*Taken by.*Megan Bowen/s), posted);
    await stage.person('megan').clicks(posted, 'Resolve', { note: 'The role is back.' });
    assertSame(await stage.card(/Incident \d+ · Resolved.*The role is back/s), posted);
    const { text } = await stage.person('megan').clicks(posted, 'Show cases');
    assert.match(text, /Cases of incident/);
    for (const name of ['Alex Wilber', 'Diego Siciliani', 'Adele Vance', 'Lee Gu']) {
      await stage.card(new RegExp(`Case \\d+ · Resolved.*${name}`, 's'));
    }
    await stage.person('alex').sees(/Resolved: Trouble with plant-a/, { in: stage.floor });
  });

  it('is opened again with its cases, whose reporters are told why, and resolved again', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    await alex.clicks(await stage.card(/Case \d+ · Resolved.*Alex Wilber/s), 'Reopen', { note: 'Only mine is back.' });
    await stage.card(/Case \d+ · New.*Alex Wilber.*“Only mine is back\.”/s);
    await megan.clicks(posted, 'Reopen', { note: 'It is closed once more.' });
    assertSame(await stage.card(/Incident \d+ · Open.*Opened again by Megan Bowen.*closed once more/s), posted);
    const again = /Open again: Trouble with plant-a.*Megan Bowen: “It is closed once more\.”/s;
    for (const who of ['diego', 'adele', 'lee'] as const) {
      const thread = threads.get(who);
      assert.ok(thread);
      await stage.person(who).sees(again, { in: thread });
      await stage.card(new RegExp(`Case \\d+ · New.*${stage.person(who).name}.*“It is closed once more\\.”`, 's'));
    }
    const told = () =>
      messagesIn(stage.teams.connector, stage.floor).filter((each) => /Open again: /.test(textOf(each))).length;
    await megan.clicks(posted, 'Resolve');
    await stage.card(/Case \d+ · Resolved.*Lee Gu/s);
    assert.equal(told(), 3);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('what a person told the bot alone', () => {
  let stage: HelpdeskStage;
  let card: Message;

  before(async () => {
    stage = await setHelpdesk({ silent: true });
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('cannot be sent to a helpdesk that is not there', async () => {
    const alex = stage.person('alex');
    await alex.says('403 on plant-a when I query twins');
    card = await alex.sees(/plant-a · .*Who can fix it.*\[Request access\]/s);
    assert.doesNotMatch(textOf(card), /Send to helpdesk/);
    await stage.person('diego').says('use this channel for triage', stage.helpdesk.thread());
    await stage.person('diego').sees(/Only an owner of this team can do that/, { in: stage.helpdesk });
    await stage.person('megan').says('use this channel for triage', stage.helpdesk.thread());
    await stage.person('megan').sees(/Cases come here now/, { in: stage.helpdesk });
    assert.equal(messagesIn(stage.teams.connector, stage.helpdesk).length, 2, 'it is nobody’s case');
  });

  it('is sent there once the person has seen what is shared, who then follows it in his chat', async () => {
    const alex = stage.person('alex');
    await alex.clicks(card, 'Check again');
    card = await alex.sees(/plant-a · .*Who can fix it.*\[Send to helpdesk\]/s);
    const { card: preview, text } = await alex.clicks(card, 'Send to helpdesk');
    assert.match(text, /Send this to the helpdesk\?.*Their channel will show your name and this:/s);
    assert.ok(preview);
    await alex.sendsClick(card, 'case.hand-over', { id: idOf(preview) });
    assertSame(await alex.sees(/Case \d+ is with the helpdesk/), card);
    const posted = await stage.card(/Alex Wilber: 403 on plant-a/);
    await stage.person('megan').clicks(posted, 'Take it');
    assertSame(await alex.sees(/Megan Bowen has taken it/), card);
    assert.match((await alex.clicks(card, 'Show diagnosis')).text, /plant-a · .*Who can fix it/s);
    await alex.clicks(card, 'It works now');
    assertSame(await stage.card(/Case \d+ · Resolved/), posted);
  });

  it('is nobody else’s to send', async () => {
    const { text } = await stage.person('diego').sendsClick(card, 'case.hand-over', { id: idOf(card) });
    assert.match(text, /Only the person who asked/);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('what is sent to the helpdesk while those who can approve are still looked up', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('stays with it', async () => {
    const diego = stage.person('diego');
    await diego.installs();
    const early = await whileSlow(stage.tenant, 900, async () => {
      await diego.says('403 on plant-b when I query twins');
      const shown = await diego.sees(/plant-b · .*Looking up who.*\[Send to helpdesk\]/s);
      await diego.sendsClick(shown, 'case.hand-over', { id: idOf(shown) });
      return shown;
    });
    await stage.person('megan').clicks(await stage.card(/Diego Siciliani: 403 on plant-b/), 'Take it');
    await diego.sees(/Megan Bowen has taken it/);
    // Waits for what is still being looked up.
    await stage.stop();
    assert.match(textOf(early), /Megan Bowen has taken it/);
  });
});

describe('a request out of a channel', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('shows its command, which names somebody, in no channel, and in the own chat', async () => {
    const { card, thread } = await stage.reports('alex');
    await stage.person('megan').uninstalls();
    const alex = stage.person('alex');
    await alex.clicks(card, 'Send request', { minutes: '480', reason: 'Line 4', role: ADT_DATA_READER.id });
    const copy = await alex.sees(/I could not reach anyone who can approve.*Say “requests”/s, { in: thread });
    assert.doesNotMatch(textOf(copy), /@contoso\.com|az dt/);
    await alex.says('requests');
    const list = await alex.sees(/plant-a/);
    const { id } = targetOf(list);
    assert.match(
      (await alex.sendsClick(list, 'access.show', { id })).text,
      /az dt role-assignment create.*alex@contoso\.com/s,
    );
  });
});

function idOf(card: unknown): string {
  return /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(card))?.[1] ?? '';
}

describe('cases before there is a helpdesk', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk({ silent: true });
  });
  after(() => stage?.close());

  it('are posted as soon as there is one, and in the thread where they were reported in its own channel', async () => {
    await stage.reports('alex');
    const diego = stage.person('diego');
    const thread = await diego.posts('I get 403 on plant-b when I query twins', stage.helpdesk);
    await diego.sees(/plant-b · Diego Siciliani.*Who can fix it/s, { in: thread });
    assert.equal(messagesIn(stage.teams.connector, stage.helpdesk).length, 1);
    await stage.person('megan').says('use this channel for triage', stage.helpdesk.thread());
    assert.equal((await stage.card(/Case \d+.*Alex Wilber: 403 on plant-a/s)).conversationId, stage.helpdesk.id);
    assert.equal((await stage.card(/Case \d+.*Diego Siciliani: 403 on plant-b/s)).conversationId, thread.id);
  });

  it('stay in reach when somebody deletes their card, or takes the bot away for a while', async () => {
    const card = await stage.card(/Case \d+.*Alex Wilber: 403 on plant-a/s);
    const gone = { status: 404, body: { error: { code: 'ActivityNotFoundInConversation', message: 'Gone.' } } };
    stage.teams.connector.fail({ match: { method: 'PUT', path: card.id }, answer: gone });
    await stage.person('megan').clicks(card, 'Take it');
    const again = await stage.person('megan').sees(/Case \d+.*Alex Wilber: 403 on plant-a.*Taken by.*Megan Bowen/s, {
      in: stage.helpdesk,
      not: [card],
    });
    assert.notEqual(again.id, card.id);
    assert.equal(userId(stage.tenant, 'megan'), stage.person('megan').objectId);
  });
});
