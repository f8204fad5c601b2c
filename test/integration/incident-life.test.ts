import assert from 'node:assert/strict';
import { messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { finds } from '../support/teams-double/extension.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import type { Who } from './stage.ts';
import { assertSame } from './steps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const three = ['alex', 'diego', 'adele'] as const;

/** The case of somebody, in this state. */
const caseOf = (stage: HelpdeskStage, who: Who, state: string) =>
  stage.card(new RegExp(`Case \\d+ · ${state}.*${stage.person(who).name}`, 's'));

const everyIncident = (stage: HelpdeskStage) =>
  messagesIn(stage.teams.connector, stage.helpdesk).filter((each) => /Incident \d+ · /.test(textOf(each)));

describe('an incident whose cases are over', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('is over by itself, and says so', async () => {
    for (const who of three) await stage.reports(who);
    const incident = await stage.card(/Incident \d+ · Open.*3 people affected/s);
    await stage.card(/Adele Vance: 403 on plant-a.*Incident/s);
    for (const who of three) await stage.person('megan').clicks(await caseOf(stage, who, 'New'), 'Resolve');
    assertSame(await stage.card(/Incident \d+ · Resolved.*Every case of it is resolved\./s), incident);
  });

  it('answers nobody any more: what is reported days later is looked at', async () => {
    stage.clock.behindMs -= 20 * DAY_MS;
    const lee = stage.person('lee');
    const thread = await lee.posts('I get 403 on plant-a when I query twins', stage.floor);
    await lee.sees(/plant-a · Lee Gu.*Checked in/s, { in: thread });
    assert.equal(everyIncident(stage).length, 1);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});

describe('an incident of people who lack a role', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('is no answer to who needs more, nor to an app, and keeps its fix', async () => {
    for (const who of three) await stage.reports(who, 'I get 403 on ADT plant-a when I query twins');
    const incident = await stage.card(/Incident \d+ · Open.*Give a group of theirs the role .*Data Reader/s);
    const lee = stage.person('lee');
    const thread = await lee.posts('I get 403 on ADT plant-a when I upload models', stage.floor);
    await lee.sees(/plant-a · Lee Gu.*Data Reader only reads/s, { in: thread });
    await stage.card(/Lee Gu: 403 on plant-a.*Data Reader only reads/s);
    const isaiah = stage.person('isaiah');
    const text = 'my app twin-dashboard gets 403 on ADT plant-a when it queries twins';
    const own = await isaiah.posts(text, stage.floor);
    await isaiah.sees(/plant-a · .*Checked in/s, { in: own });
    for (const place of [thread, own]) assert.doesNotMatch(isaiah.reads(place).join(), /You are not the only one/);
    assert.match(textOf(incident), /Every diagnosis says: .*Give a group of theirs the role .*Data Reader/s);
  });
});

describe('an incident that nobody resolves', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('is no answer to another trouble with its instance', async () => {
    for (const who of three) await stage.reports(who);
    await stage.card(/Incident \d+ · Open.*3 people affected/s);
    for (const text of [
      'Azure Digital Twins plant-a answers 429 Too Many Requests when I query',
      'Azure Digital Twins plant-a: 404 twin not found when I read pump-7',
    ]) {
      const thread = stage.floor.thread();
      await stage.person('isaiah').says(text, thread);
      const answer = await stage.person('isaiah').sees(/plant-a/, { in: thread });
      assert.doesNotMatch(textOf(answer), /You are not the only one/);
    }
    await caseOf(stage, 'isaiah', 'New');
    assert.match(textOf(everyIncident(stage)[0] ?? assert.fail()), /3 people affected/);
  });

  it('answers the same for some hours, and has that found by its instance', async () => {
    const { card } = await stage.reports('lee', 'I get 403 on plant-a when I read twins of Azure Digital Twins');
    assert.match(textOf(card), /You are not the only one/);
    const posted = textOf(await stage.card(/Lee Gu: 403 on plant-a.*Incident/s));
    const own = /^Case \d+ · New/.exec(posted)?.[0] ?? assert.fail(posted);
    const megan = stage.person('megan');
    await megan.installs();
    await megan.says('triage plant-a');
    await megan.sees(/[1-9] cases and 1 incident open.*Lee Gu/s);
    for (const text of ['plant-a', 'lee plant-a']) {
      const { titles } = await finds(megan, text);
      assert.ok(
        titles.some((title) => title.startsWith(own)),
        `${text}: ${titles.join('; ')}`,
      );
    }
  });

  it('is joined after them by what a look finds', async () => {
    stage.clock.behindMs -= 5 * HOUR_MS;
    const { card } = await stage.reports('megan');
    assert.doesNotMatch(textOf(card), /You are not the only one/);
    await stage.card(/Incident \d+ · Open.*5 people affected/s);
    assert.equal(everyIncident(stage).length, 1);
  });
});

describe('people with the same instance, days apart', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('are no incident, also when one of them is looked at again', async () => {
    stage.clock.behindMs += 4 * DAY_MS;
    const { card } = await stage.reports('alex');
    await caseOf(stage, 'alex', 'New');
    for (const who of ['diego', 'adele'] as const) {
      stage.clock.behindMs -= 2 * DAY_MS;
      await stage.reports(who);
      await caseOf(stage, who, 'New');
    }
    await stage.person('alex').clicks(card, 'Check again');
    await stage.card(/Alex Wilber.*Looked at in Azure\..*Looked at in Azure\./s);
    assert.deepEqual(everyIncident(stage), []);
  });

  it('are not of the one that begins with the last of them', async () => {
    for (const who of ['lee', 'isaiah'] as const) {
      const thread = await stage.person(who).posts('I get 403 on plant-a when I query twins', stage.floor);
      await stage.person(who).sees(/plant-a · .*Checked in/s, { in: thread });
    }
    const text = textOf(await stage.card(/Incident \d+ · Open.*3 people affected/s));
    assert.match(text, /Adele Vance, Lee Gu, Isaiah Langer/);
  });
});
