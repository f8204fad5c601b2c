import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { nextPartWithinMs } from '../../src/teams/gathering.ts';
import { ofType } from '../cards/walk.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { messagesIn, shownBy, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';

describe('what somebody says after an answer', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  /** Alex has been answered unasked, in a channel of its own, and what he says next is no part of that. */
  async function answered() {
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    const floor = stage.teams.team({ name: 'Line', groupId: group?.id ?? '' });
    const alex = stage.person('alex');
    const thread = await alex.posts('I get 403 on ADT plant-a when I query twins', floor);
    const card = await alex.sees(/Who can fix it:|You are not the only one/, { in: thread });
    await sleep(nextPartWithinMs + 100);
    return { alex, thread, card };
  }

  const preselected = (message: Message): unknown => {
    const card = shownBy(message) ?? assert.fail('The message has no card.');
    return ofType(card, 'Input.ChoiceSet').find(({ id }) => id === 'role')?.value;
  };

  it('to others is left alone, and leaves its case as it is', async () => {
    const { alex, thread } = await answered();
    const posted = await stage.card(/Alex Wilber: 403 on plant-a.*No data role/s);
    const before = textOf(posted);
    for (const text of [
      'ok will ask Megan for the role',
      'Thanks. I asked Megan to give me the role',
      'so I need Data Reader, got it',
      'it is a storage 403 by the way, not ADT',
      'could you give me Reader on plant-a, Megan?',
      'now 403 from our storage account too',
      'and now my docker pull gives 403 from the registry',
    ]) {
      await alex.mutters(text, thread);
      assert.equal(messagesIn(stage.teams.connector, thread).length, 1, text);
    }
    assert.equal(textOf(posted), before);
  });

  it('is answered where it goes on with the report, or is one of its own', async () => {
    const { alex, thread, card } = await answered();
    await alex.mutters('and for plant-b?', thread);
    const second = await alex.sees(/plant-b · Alex Wilber/, { in: thread, not: [card] });
    await sleep(nextPartWithinMs + 100);
    await alex.mutters('I still get 403 on ADT plant-a when I upload models', thread);
    const third = await alex.sees(/plant-a · Alex Wilber/, { in: thread, not: [card, second] });
    assert.match(textOf(third), /models/);
  });

  it('to the bot keeps what was tried, where it tells nothing else', async () => {
    const { alex, thread, card } = await answered();
    await alex.says('could you give me access to plant-a?', thread);
    const second = await alex.sees(/plant-a · Alex Wilber.*Data Reader would solve/s, { in: thread, not: [card] });
    assert.doesNotMatch(textOf(second), /Data Owner would solve/);
  });

  it('is offered the role that it names', async () => {
    const diego = stage.person('diego');
    await diego.installs();
    await diego.says('I need Data Reader on plant-a');
    const card = await diego.sees(/plant-a · .*\[Send request\]/s);
    assert.equal(preselected(card), ADT_DATA_READER.id);
  });
});
