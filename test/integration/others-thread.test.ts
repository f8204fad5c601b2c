/** Somebody in the thread of another’s report who is refused himself: his own words are about him. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextPartWithinMs } from '../../src/teams/gathering.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { diagnosesThis } from '../support/teams-double/extension.ts';
import { newMessageId } from '../support/teams-double/person.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';

describe('in the thread of another’s report', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(async () => {
    for (const each of stage?.teams.everyCard() ?? []) assertSound(each);
    await stage?.close();
  });

  /** A channel for each test, for Teams limits what a bot sends to one. */
  function floor() {
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    return stage.teams.team({ name: 'Line', groupId: group?.id ?? '' });
  }

  const count = (thread: Conversation) => messagesIn(stage.teams.connector, thread).length;

  /** Adele has pointed at what Alex wrote there, and has read the answer. */
  async function pointedOut() {
    const [adele, thread] = [stage.person('adele'), floor().thread()];
    const wrote = {
      html: '<p>I get 403 on plant-a when I query twins</p>',
      by: stage.person('alex'),
      id: newMessageId(),
    };
    await (await diagnosesThis(adele, wrote, thread)).submits();
    const card = await adele.sees(/plant-a · Alex Wilber.*Who can fix it|You are not the only one/s, { in: thread });
    return { adele, thread, card };
  }

  async function reported() {
    const alex = stage.person('alex');
    const thread = await alex.posts('I get 403 on ADT plant-a when I query twins', floor());
    const card = await alex.sees(/Who can fix it:|You are not the only one/, { in: thread });
    return { thread, card };
  }

  it('whoever has pointed at it is answered about himself, where he says that he is refused', async () => {
    const { adele, thread, card } = await pointedOut();
    await adele.mutters('I still get 403 on ADT plant-b when I upload models', thread);
    const own = await adele.sees(/plant-b · Adele Vance/, { in: thread, not: [card] });
    assert.match(textOf(own), /Nobody asked me.*\[Not helpful\]/s);
    await stage.card(/Case \d+ · New.*Adele Vance: 403 on plant-b/s);
  });

  it('he goes on with it where he speaks of nobody else', async () => {
    const { adele, thread, card } = await pointedOut();
    await adele.mutters('still 403 on ADT plant-a', thread);
    await adele.sees(/plant-a · Alex Wilber/, { in: thread, not: [card] });
  });

  it('whose message it is is answered by his own words, in the same case', async () => {
    const { thread, card } = await pointedOut();
    const alex = stage.person('alex');
    await alex.mutters('thanks, will ask Megan for the role', thread);
    assert.equal(count(thread), 1);
    await sleep(nextPartWithinMs + 100);
    await alex.mutters('I get 403 on ADT plant-a when I upload models', thread);
    const own = await alex.sees(/plant-a · Alex Wilber/, { in: thread, not: [card] });
    assert.match(textOf(own), /Nobody asked me/);
  });

  it('a third is answered where he reports his own, and not where he only talks', async () => {
    const { thread, card } = await reported();
    const diego = stage.person('diego');
    for (const text of ['same here', 'and for plant-b?', 'Alex, did you get 403 on ADT from plant-a yesterday?']) {
      await diego.mutters(text, thread);
      assert.equal(count(thread), 1, text);
    }
    await sleep(nextPartWithinMs + 100);
    await diego.mutters('I also get 403 on ADT plant-b when I query twins', thread);
    const own = await diego.sees(/plant-b · Diego Siciliani/, { in: thread, not: [card] });
    assert.match(textOf(own), /Nobody asked me/);
    await stage.card(/Case \d+ · New.*Diego Siciliani: 403 on plant-b/s);
  });

  it('whoever was answered unasked and reports another instance can switch that off there, too', async () => {
    const { thread, card } = await reported();
    await sleep(nextPartWithinMs + 100);
    await stage.person('alex').mutters('I also get 403 on ADT plant-b when I upload models', thread);
    const second = await stage.person('alex').sees(/plant-b · Alex Wilber/, { in: thread, not: [card] });
    assert.match(textOf(second), /Nobody asked me.*\[Not helpful\]/s);
  });

  it('nobody is, once the answer was not helpful', async () => {
    const { thread, card } = await reported();
    await stage.person('alex').clicks(card, 'Not helpful');
    await stage.person('diego').mutters('I also get 403 on ADT plant-b when I query twins', thread);
    assert.equal(count(thread), 1);
  });
});
