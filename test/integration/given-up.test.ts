/** News of a case that Teams refuses until the queue gives it up: through the real queue, and what gives it back. */
import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { assertSame } from './steps.ts';

/** The attempts of one job. */
const ATTEMPTS = 11;

describe('news of a case that Teams takes nowhere, however often it is tried', () => {
  let stage: HelpdeskStage;
  let thread: Conversation;
  let posted: Message;

  beforeEach(async () => {
    stage = await setHelpdesk();
    ({ thread } = await stage.reports('alex'));
    posted = await stage.card(/Case \d+ · New.*Alex Wilber.*No data role/s);
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  /** Not for a moment, which would be tried within the job, nor for good; and at once again, for no test waits half an hour. */
  function refusesMessages({ id }: Pick<Conversation, 'id'>, times?: number) {
    const answer = {
      status: 400,
      headers: { 'retry-after': '0' },
      body: { error: { code: 'BadArgument', message: 'Unknown.' } },
    };
    stage.teams.connector.fail({
      match: { method: 'POST', path: id },
      answer,
      ...(times !== undefined && { times }),
    });
    return () =>
      stage.teams.connector.calls.filter(({ path, status }) => status === answer.status && path.includes(id)).length;
  }

  const says = (place: Conversation, text: RegExp) =>
    messagesIn(stage.teams.connector, place).filter((message) => text.test(textOf(message)));

  it('goes back to the helpdesk where it is a question', async () => {
    const refused = refusesMessages(thread);
    await stage.person('megan').clicks(posted, 'Ask', { question: 'Since when?' });
    await stage.card(/Case \d+ · Waiting for Alex Wilber.*Since when\?/s);
    const back = await stage.card(/Case \d+ · New.*Not asked.*Since when\?.*I could not get this to Alex Wilber/s);
    assertSame(back, posted);
    assert.match(textOf(back), /The question reached nobody\./);
    assert.equal(refused(), ATTEMPTS);
  });

  it('is told the reporter once Teams takes it', async () => {
    const refused = refusesMessages(thread, ATTEMPTS + 1);
    await stage.person('megan').clicks(posted, 'Resolve', { note: 'Sign out and in again.' });
    await stage.person('alex').sees(/Your case is resolved.*Sign out and in again/s, { in: thread });
    assert.equal(refused(), ATTEMPTS + 1);
    assert.equal(says(thread, /Your case is resolved/).length, 1);
  });

  it('is told whom the case was given to once Teams takes it', async () => {
    const isaiah = stage.person('isaiah');
    await isaiah.installs();
    const refused = refusesMessages(isaiah.chat, ATTEMPTS + 1);
    const given = { assignee: isaiah.objectId, message: 'You know plant-a.' };
    await stage.person('megan').clicks(posted, 'Assign', given);
    await isaiah.sees(/A case for you.*Megan Bowen: “You know plant-a\.”/s);
    assert.equal(refused(), ATTEMPTS + 1);
    assert.equal(says(isaiah.chat, /A case for you/).length, 1);
  });
});
