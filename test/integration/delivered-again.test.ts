import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextPartWithinMs } from '../../src/teams/gathering.ts';
import { newLastingDatabase, serverUrl } from '../support/store.ts';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { newMessageId } from '../support/teams-double/person.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { type ProcessStage, setProcessStage } from './process-stage.ts';

const trouble = 'I get 403 on ADT plant-a when I query twins';
const diagnosis = /Who can fix it:/;

/** Teams delivers a message again whose answer it did not get in time (MicrosoftDocs/msteams-docs#6084). */
describe('a message that Teams delivers again', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  it('in a channel is answered once, at once and after its diagnosis', async () => {
    const alex = stage.person('alex');
    const floor = stage.channel();
    const id = newMessageId();
    const [thread] = await Promise.all([alex.posts(trouble, floor, id), alex.posts(trouble, floor, id)]);
    await alex.sees(diagnosis, { in: thread });
    await alex.posts(trouble, floor, id);
    await sleep(nextPartWithinMs + 100);
    await alex.posts(trouble, floor, id);
    assert.equal(messagesIn(stage.teams.connector, thread).length, 1);
  });

  it('in a thread and in an own chat is answered once', async () => {
    const diego = stage.person('diego');
    await diego.installs();
    for (const place of [diego.chat, stage.channel().thread()]) {
      const before = messagesIn(stage.teams.connector, place).length;
      const id = newMessageId();
      const send = () => diego.says('403 on plant-b when I query twins', place, id);
      await Promise.all([send(), send()]);
      await diego.sees(diagnosis, { in: place });
      await sleep(nextPartWithinMs + 100);
      await send();
      assert.equal(messagesIn(stage.teams.connector, place).length, before + 1);
    }
  });

  it('is one part of what it was a part of, and what says the same in another message is answered', async () => {
    const adele = stage.person('adele');
    await adele.installs();
    const [first, second] = [newMessageId(), newMessageId()];
    await adele.says('403 on ADT', undefined, first);
    await adele.says('on plant-a, when I query twins', undefined, second);
    await adele.says('403 on ADT', undefined, first);
    const card = await adele.sees(diagnosis);
    await sleep(nextPartWithinMs + 100);
    await adele.says('on plant-a, when I query twins', undefined, second);
    await adele.says('403 on ADT', undefined, first);
    assert.equal(messagesIn(stage.teams.connector, adele.chat).at(-1)?.id, card.id);
    await adele.says('403 on plant-a when I query twins');
    await adele.sees(diagnosis, { not: [card] });
  });
});

describe('what is no report and is delivered again', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  const texts = (place: Conversation) => messagesIn(stage.teams.connector, place).map(textOf);
  /** So late that nothing of it is under way any more. */
  const late = () => sleep(nextPartWithinMs + 100);

  it('ends no case that was opened again since', async () => {
    const alex = stage.person('alex');
    const { thread } = await stage.reports('alex');
    await stage.card(/Case \d+ · New.*Alex Wilber.*No data role/s);
    const id = newMessageId();
    const says = () => alex.says('it works now', thread, id);
    await Promise.all([says(), says()]);
    const line = await alex.sees(/^Good to hear\. I have resolved case/, { in: thread });
    await alex.clicks(line, 'Open it again', { note: 'No, not yet.' });
    await stage.card(/Case \d+ · New.*“No, not yet\.”/s);
    const before = texts(thread);
    await late();
    await says();
    await late();
    assert.deepEqual(texts(thread), before);
    assert.match(textOf(await stage.card(/Alex Wilber: 403/)), /^Case \d+ · New/);
  });

  it('answers no later question', async () => {
    const [diego, megan] = [stage.person('diego'), stage.person('megan')];
    const { card, thread } = await stage.reports('diego', 'I get 403 on plant-b when I query twins');
    const posted = await stage.card(/Case \d+ · New.*Diego Siciliani.*No data role/s);
    await megan.clicks(posted, 'Ask', { question: 'Since when?' });
    await stage.card(/Waiting for Diego/);
    const [first, second] = [newMessageId(), newMessageId()];
    await diego.says('since Monday', thread, first);
    await stage.card(/Case \d+ · New.*Diego.*answered/s);
    await late();
    await diego.says('still 403', thread, second);
    await diego.sees(/Checked in/, { in: thread, not: [card] });
    await megan.clicks(posted, 'Ask', { question: 'Which app?' });
    await stage.card(/Waiting for Diego.*“Which app\?”/s);
    await late();
    await diego.says('since Monday', thread, first);
    await diego.says('still 403', thread, second);
    await late();
    await stage.card(/Waiting for Diego.*“Which app\?”/s);
    await diego.says('twin-sync', thread);
    await stage.card(/Case \d+ · New.*Diego Siciliani/s);
  });

  it('is obeyed once, where it is a word of command, unless that failed', async () => {
    const megan = stage.person('megan');
    for (const text of ['triage', 'requests', 'diagnose']) {
      const [place, id] = [text === 'triage' ? megan.chat : stage.channel().thread(), newMessageId()];
      const before = texts(place).length;
      const says = () => megan.says(text, place, id);
      await Promise.all([says(), says()]);
      await late();
      await says();
      assert.equal(texts(place).length, before + 1, text);
    }
    const [thread, id] = [stage.channel().thread(), newMessageId()];
    const heal = stage.teams.connector.fail({
      match: { method: 'POST', path: thread.id },
      answer: { status: 403, body: { error: { code: 'Forbidden', message: 'Not now.' } } },
    });
    await megan.says('requests', thread, id);
    heal();
    await megan.says('requests', thread, id);
    await megan.sees(/No access requests/, { in: thread });
  });

  it('moves the helpdesk back nowhere', async () => {
    const megan = stage.person('megan');
    const groupId = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Helpdesk')?.id ?? '';
    const [here, there] = ['Helpdesk 2', 'Helpdesk 3'].map((name) => stage.teams.team({ name, groupId }));
    assert.ok(here && there);
    const [thread, id] = [here.thread(), newMessageId()];
    const says = () => megan.says('use this channel for triage', thread, id);
    await says();
    await megan.sees(/Cases come here now/, { in: here });
    await megan.says('use this channel for triage', there.thread());
    await megan.sees(/Cases come here now/, { in: there });
    await says();
    await late();
    const [answer, ...more] = texts(here).filter((each) => /Cases come here now/.test(each));
    assert.ok(answer !== undefined && more.length === 0);
    await stage.reports('adele');
    await megan.sees(/Adele Vance: 403 on plant-a/, { in: there });
  });

  it('is answered once, where it is only talk', async () => {
    const megan = stage.person('megan');
    for (const text of ['who are you?', 'thanks']) {
      const before = megan.reads().length;
      const id = newMessageId();
      const says = () => megan.says(text, megan.chat, id);
      await Promise.all([says(), says()]);
      await late();
      await says();
      assert.equal(megan.reads().length, before + 1, text);
    }
  });
});

// On a server the next bot first waits until what another one may be doing would be done.
if (serverUrl === undefined) {
  describe('a message whose bot is killed', () => {
    let dataDir: string;
    let stage: ProcessStage;

    beforeEach(async function setUp() {
      this.timeout(120_000);
      dataDir = await mkdtemp(join(tmpdir(), 'adt-support-again-'));
      stage = await setProcessStage(await newLastingDatabase(dataDir));
    });
    afterEach(async () => {
      await stage?.close();
      await rm(dataDir, { recursive: true, force: true });
    });

    for (const [what, method] of [
      ['before its first word', 'POST'],
      ['between what was found and its card', 'PUT'],
    ] as const) {
      it(`${what} is answered in one card, delivered again or not`, async function kill() {
        this.timeout(120_000);
        const bot = await stage.start();
        stage.teams.deliverTo(bot.endpoint);
        const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
        const floor = stage.teams.team({ name: 'Floor', groupId: group?.id ?? '' });
        const dead = Promise.withResolvers<void>();
        stage.teams.connector.stepIn(async (call, when) => {
          if (when !== 'before' || call.method !== method || !call.path.includes(floor.id)) return undefined;
          await bot.kill();
          dead.resolve();
          return 'lost';
        });
        const alex = stage.person('alex');
        const id = newMessageId();
        // Who is killed answers nobody.
        const posted = alex.posts(trouble, floor, id).catch(() => undefined);
        await dead.promise;
        await posted;
        stage.teams.connector.stepIn(undefined);
        const next = await stage.start();
        stage.teams.deliverTo(next.endpoint);
        const thread = await alex.posts(trouble, floor, id);
        await alex.sees(diagnosis, { in: thread });
        assert.equal(messagesIn(stage.teams.connector, thread).length, 1, alex.reads(thread).join('\n'));
        assert.ok(messagesIn(stage.teams.connector, thread).every((each) => !/Checking/.test(textOf(each))));
      });
    }
  });
}
