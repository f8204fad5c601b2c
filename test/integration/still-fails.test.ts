/** A case that was resolved and is not over: what its reporter says of it where he reported it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextPartWithinMs } from '../../src/teams/gathering.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import type { Who } from './stage.ts';
import { assertSame } from './steps.ts';

const HOUR_MS = 3_600_000;

describe('a resolved case that still fails', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(async () => {
    for (const each of stage?.teams.everyCard() ?? []) assertSound(each);
    await stage?.close();
  });

  const texts = (place: Conversation) => messagesIn(stage.teams.connector, place).map(textOf);
  /** Megan has taken the case and resolved it, and its reporter has read that. */
  async function resolved(who: Who, text = 'I get 403 on plant-b when I query twins') {
    const [person, megan] = [stage.person(who), stage.person('megan')];
    const thread = await person.posts(text, stage.channel());
    await person.sees(/Who can fix it:|You are not the only one/, { in: thread });
    const posted = await stage.card(new RegExp(`Case \\d+ · New.*${person.name}`, 's'));
    await megan.clicks(posted, 'Take it');
    await stage.card(new RegExp(`${person.name}.*Taken by\\s+Megan`, 's'));
    await megan.clicks(posted, 'Resolve', { note: 'You are in the group now.' });
    await person.sees(/You are in the group now/, { in: thread });
    await sleep(nextPartWithinMs + 100);
    return { thread, posted, megan, person };
  }

  /** His one case, which is then over, so that no three of them are an incident. */
  async function isOpenAgain(who: Who, posted: Message): Promise<void> {
    const { name } = stage.person(who);
    assertSame(await stage.card(new RegExp(`Case \\d+ · New.*${name}.*Reopened.*Taken by\\s+Megan`, 's')), posted);
    const cases = texts(stage.helpdesk).filter((text) => /^Case \d+/.test(text) && text.includes(name));
    assert.equal(cases.length, 1);
    await stage.person('megan').clicks(posted, 'Resolve', { note: 'Now it is right.' });
    await stage.card(new RegExp(`Case \\d+ · Resolved.*${name}`, 's'));
  }

  for (const [who, words] of [
    ['alex', 'it still fails'],
    ['diego', 'please reopen, it does not work'],
    ['lee', 'I still get 403 on plant-b when I query twins'],
  ] as const) {
    it(`is open again where he says there “${words}”, and so is what is found then`, async () => {
      const { thread, posted, person } = await resolved(who);
      const before = messagesIn(stage.teams.connector, thread);
      await person.says(words, thread);
      await person.sees(/plant-b · .*Who can fix it/s, { in: thread, not: before });
      await stage.card(new RegExp(`${person.name}.*Reopened.*History.*Looked at in Azure.*opened it again`, 's'));
      await isOpenAgain(who, posted);
    });
  }

  it('is open again hours later as well, and he is told who has it', async () => {
    const { thread, posted, person } = await resolved('adele');
    stage.clock.behindMs -= 2 * HOUR_MS;
    await person.says('nope, still 403', thread);
    await person.sees(/^Case \d+\nYour case is open\.\n403 on plant-b\nTaken by\nMegan Bowen/, { in: thread });
    await isOpenAgain('adele', posted);
    assert.ok(!texts(thread).some((text) => /Which service/.test(text)));
  });

  it('is what he asks after in its thread, whatever he has open elsewhere', async () => {
    const { thread, posted, person } = await resolved('lee');
    for (const instance of ['plant-a', 'plant-b']) {
      const other = await person.posts(`I get 403 on ${instance} when I query twins`, stage.channel());
      await person.sees(/^plant-. · Lee Gu/, { in: other });
    }
    await sleep(nextPartWithinMs + 100);
    const before = messagesIn(stage.teams.connector, thread);
    await person.says('please reopen', thread);
    const card = await person.sees(/Your case is resolved.*\[It still fails…\]/s, { in: thread, not: before });
    await person.clicks(card, 'Open it again', { note: 'Not yet.' });
    assertSame(await stage.card(/Case \d+ · New.*Lee Gu.*“Not yet\.”/s), posted);
  });

  it('is open again in one’s own chat by these words', async () => {
    const [isaiah, megan] = [stage.person('isaiah'), stage.person('megan')];
    await isaiah.installs();
    await isaiah.says('403 on plant-b when I query twins, my app is twin-sync');
    const card = await isaiah.sees(/plant-b · .*\[Send to helpdesk\]/s);
    const { card: preview } = await isaiah.clicks(card, 'Send to helpdesk');
    const id = /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(preview))?.[1] ?? '';
    await isaiah.sendsClick(card, 'case.hand-over', { id });
    const posted = await stage.card(/Case \d+ · New.*Isaiah/s);
    await megan.clicks(posted, 'Resolve', { note: 'Done.' });
    await isaiah.sees(/Your case is resolved/);
    await sleep(nextPartWithinMs + 100);
    stage.clock.behindMs -= 2 * HOUR_MS;
    await isaiah.says('it still fails');
    await isaiah.sees(/Your case is open\.\n403 on plant-b/);
    assertSame(await stage.card(/Case \d+ · New.*Isaiah.*Reopened/s), posted);
  });
});

describe('a resolved case whose incident is still open', () => {
  let stage: HelpdeskStage;
  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('is open again, and part of that again', async () => {
    const threads = new Map<Who, Conversation>();
    for (const who of ['alex', 'diego', 'adele'] as const) threads.set(who, (await stage.reports(who)).thread);
    await stage.card(/Incident \d+ · Open.*3 people affected/s);
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber.*Incident/s);
    await stage.person('megan').clicks(posted, 'Resolve', { note: 'You are in the group now.' });
    const [alex, thread] = [stage.person('alex'), threads.get('alex')];
    assert.ok(thread);
    await alex.sees(/You are in the group now/, { in: thread });
    await sleep(nextPartWithinMs + 100);
    await alex.says('it still fails', thread);
    await alex.sees(/You are not the only one.*3 people have reported it/s, { in: thread });
    assertSame(await stage.card(/Case \d+ · New.*Alex Wilber.*Reopened/s), posted);
    await stage.card(/Incident \d+ · Open.*3 people affected/s);
    const cases = messagesIn(stage.teams.connector, stage.helpdesk).map(textOf);
    assert.equal(cases.filter((text) => text.startsWith('Case') && text.includes(alex.name)).length, 1);
  });
});
