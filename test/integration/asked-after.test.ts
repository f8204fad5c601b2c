/** What the bot is told or asked with a mention that is no report: in a channel it is answered as in one’s own chat. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextPartWithinMs } from '../../src/teams/gathering.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import type { Who } from './stage.ts';

describe('a mention that reports nothing', () => {
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

  /** What is answered to a message of its own; undefined for silence. */
  async function answerTo(who: Who, text: string, place: Conversation): Promise<string | undefined> {
    const before = texts(place).length;
    await stage.person(who).says(text, place);
    await sleep(nextPartWithinMs + 100);
    const [answer, ...more] = texts(place).slice(before);
    assert.equal(more.length, 0);
    return answer;
  }

  async function reported(who: Who, instance = 'plant-a') {
    const person = stage.person(who);
    const thread = await person.posts(`I get 403 on ${instance} when I query twins`, stage.channel());
    await person.sees(/Who can fix it:/, { in: thread });
    await sleep(nextPartWithinMs + 100);
    return { thread, posted: await stage.card(new RegExp(`Case \\d+ · New.*${person.name}.*No data role`, 's')) };
  }

  it('is answered with what the bot is for, where it is no word of thanks', async () => {
    const answers: [text: string, answer: RegExp][] = [
      ['hello', /^Hello/],
      ['are you there?', /^Hello/],
      ['please check plant-a', /^I did not get that/],
      ['any news?', /^You have no open case/],
    ];
    for (const [text, answer] of answers) {
      assert.match((await answerTo('lee', text, stage.channel().thread())) ?? '', answer, text);
    }
    for (const text of ['thanks a lot', 'ok, will do', '👍', 'it works now']) {
      assert.equal(await answerTo('lee', text, stage.channel().thread()), undefined, text);
    }
  });

  it('is told where the case stands, who has it and what to do, where its reporter asks', async () => {
    const { thread, posted } = await reported('alex');
    assert.match(
      (await answerTo('alex', 'is anybody looking at my case?', thread)) ?? '',
      /^Case \d+\nYour case is open\.\n403 on plant-a\nTaken by\nnobody yet\n.*\[It works now\]$/s,
    );
    const megan = stage.person('megan');
    await megan.clicks(posted, 'Take it');
    await stage.card(/Alex Wilber.*Taken by\s+Megan Bowen/s);
    assert.match(
      (await answerTo('alex', 'who has my case?', thread)) ?? '',
      /Your case is open.*Taken by\nMegan Bowen/s,
    );
    await megan.clicks(posted, 'Ask', { question: 'Since when?' });
    await stage.card(/Waiting for Alex/);
    await stage.person('alex').sees(/Megan Bowen asks/, { in: thread });
    assert.match(
      (await answerTo('alex', 'any news?', thread)) ?? '',
      /Your case waits for you.*Megan Bowen has asked you something: “Since when\?”/s,
    );
    await stage.card(/Waiting for Alex/);
    await megan.clicks(posted, 'Resolve', { note: 'Try now.' });
    await stage.card(/Case \d+ · Resolved.*Alex/s);
    const alex = stage.person('alex');
    await alex.sees(/Your case is resolved/, { in: thread });
    const before = messagesIn(stage.teams.connector, thread);
    await alex.says('please reopen', thread);
    const card = await alex.sees(/Your case is resolved.*Resolved by Megan Bowen/s, { in: thread, not: before });
    await alex.clicks(card, 'Open it again', { note: 'Still refused.' });
    await stage.card(/Case \d+ · New.*“Still refused\.”/s);
  });

  it('is no good news where thanks are followed by more, and an answer to the helpdesk where it says to close', async () => {
    const { thread, posted } = await reported('adele', 'plant-b');
    assert.match(
      (await answerTo('adele', 'thanks, but the button does nothing', thread)) ?? '',
      /^What to do next\nI found this: .*plant-b.*Say “try again”/s,
    );
    await stage.person('megan').clicks(posted, 'Ask', { question: 'May I close it?' });
    await stage.person('adele').sees(/May I close it/, { in: thread });
    await stage.person('adele').says('ok close it', thread);
    const answered = await stage.card(/Case \d+ · New.*Adele Vance/s);
    await stage.person('megan').clicks(answered, 'Resolve', { note: 'As you say.' });
    await stage.card(/Case \d+ · Resolved.*Adele Vance/s);
  });

  it('is answered apart from what was reported within seconds of it', async () => {
    const lee = stage.person('lee');
    const thread = await lee.posts('I get 403 on plant-b when I query twins', stage.channel());
    const card = await lee.sees(/Who can fix it:/, { in: thread });
    await stage.card(/Lee Gu: 403 on plant-b/);
    await lee.says('who has my case?', thread);
    const answer = await lee.sees(/Your case is open/, { in: thread });
    await lee.says('any news?', thread);
    await lee.sees(/Your case is open/, { in: thread, not: [answer] });
    assert.match(textOf(card), /Who can fix it:/);
    assert.equal(texts(thread).length, 3);
  });

  it('is told no more than that where others read who did not read the report', async () => {
    const { thread } = await reported('diego');
    const elsewhere = await answerTo('diego', 'what is the status of my case?', stage.channel().thread());
    assert.match(elsewhere ?? '', /^Case \d+\nYour case is open\.\nTaken by\nnobody yet/);
    assert.doesNotMatch(elsewhere ?? '', /plant-a/);
    const top = stage.channel();
    const begun = top.thread();
    assert.match((await answerTo('diego', 'who has my case?', begun)) ?? '', /Your case is open/);
    await stage.person('diego').installs();
    assert.match(
      (await answerTo('diego', 'any news?', stage.person('diego').chat)) ?? '',
      /Your case is open\.\n403 on plant-a/,
    );
    assert.match((await answerTo('isaiah', 'who has my case?', thread)) ?? '', /^You have no open case/);
  });

  it('in one’s own chat is told of the case that was handed over from there', async () => {
    const adele = stage.person('adele');
    await adele.says('403 on plant-b when I upload models');
    const card = await adele.sees(/plant-b · .*Who can fix it.*\[Send to helpdesk\]/s);
    const { card: preview } = await adele.clicks(card, 'Send to helpdesk');
    const id = /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(preview))?.[1] ?? '';
    await adele.sendsClick(card, 'case.hand-over', { id });
    await stage.card(/Case \d+ · New.*Adele Vance: 403 on plant-b/s);
    for (const text of ['any news?', 'status of my case', 'gibt es Neuigkeiten?']) {
      assert.match((await answerTo('adele', text, adele.chat)) ?? '', /Your case is open\.\n403 on plant-b/, text);
    }
    assert.match((await answerTo('adele', 'ok and now??', adele.chat)) ?? '', /Case \d+ is with the helpdesk/);
  });
});
