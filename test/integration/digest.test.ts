import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { triageChannel } from '../../src/store/schema.ts';
import { newLastingDatabase } from '../support/store.ts';
import { messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';

const hour = 3_600_000;
const day = 24 * hour;
const metricsToken = '0123456789abcdef';
const digest = /Daily digest/;

/** Where it is eight in the evening now: the digest came twelve hours ago, and comes in twelve. */
function eveningZone(): string {
  const ahead = 20 - new Date().getUTCHours();
  const within = ahead > 12 ? ahead - 24 : ahead;
  // 'Etc/GMT-3' is three hours ahead (POSIX).
  return `Etc/GMT${within >= 0 ? '-' : '+'}${Math.abs(within)}`;
}

describe('the digest of a bot that runs', () => {
  let stage: HelpdeskStage;
  let dataDir: string;
  let database: Awaited<ReturnType<typeof newLastingDatabase>>;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-digest-'));
    database = await newLastingDatabase(dataDir);
    stage = await setHelpdesk({ config: { database, digestTimeZone: eveningZone(), metricsToken } });
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const shown = () =>
    messagesIn(stage.teams.connector, stage.helpdesk).filter((message) => digest.test(textOf(message)));

  /** Starts the bot at six in the morning so many days ago: to the queue, which has its own clock, that day's is due. */
  async function startsInTheMorning(daysAgo: number) {
    await stage.stop();
    stage.clock.behindMs = 14 * hour + daysAgo * day;
    if (daysAgo > 0) await forgetWhatWasTold();
    await stage.start();
  }

  /** The days of these tests go backwards, as no others are due to the queue; and of what was told nothing is told again. */
  async function forgetWhatWasTold() {
    const { db, close } = await openDatabase(database);
    await db.update(triageChannel).set({ digestUntil: null });
    await close();
  }

  async function untilDigestsRan(times: number): Promise<void> {
    for (;;) {
      const response = await fetch(new URL('/metrics', stage.endpoint), {
        headers: { authorization: `Bearer ${metricsToken}` },
      });
      const [, done] = /job="triage\.digest",outcome="done"\} (\d+)/.exec(await response.text()) ?? [];
      if (Number(done ?? 0) >= times) return;
      await sleep(20);
    }
  }

  it('does not come before its time', async () => {
    // Five in the morning: the next one tells of it.
    stage.clock.behindMs = 15 * hour;
    await stage.reports('alex');
    await stage.card(/Alex Wilber: 403 on plant-a/);
    assert.deepEqual(shown(), []);
  });

  it('comes to the helpdesk’s channel at its time, with what is open', async () => {
    await startsInTheMorning(0);
    const card = await stage.card(digest);
    assert.equal(card.conversationId, stage.helpdesk.id);
    assert.match(textOf(card), /1 reported, 0 resolved, 1 open.*Waiting longest.*403 on plant-a.*Alex Wilber/s);
  });

  it('comes once, also where the bot starts again', async () => {
    await startsInTheMorning(0);
    await stage.reports('diego', 'I get 403 on plant-b when I query twins');
    await stage.card(/Diego Siciliani: 403 on plant-b/);
    assert.equal(shown().length, 1);
  });

  it('is silenced by the helpdesk, and by nobody else', async () => {
    const card = await stage.card(digest);
    assert.match((await stage.person('diego').clicks(card, 'No more digests')).text, /Only the helpdesk/);
    assert.match((await stage.person('megan').clicks(card, 'No more digests')).text, /^No more digests\./);
    await startsInTheMorning(1);
    await untilDigestsRan(1);
    assert.equal(shown().length, 1);
  });

  it('comes again once the helpdesk wants it', async () => {
    const { helpdesk } = stage;
    await stage.person('megan').says('digest on', helpdesk.thread());
    await stage.person('megan').sees(/The daily digest is on/, { in: helpdesk });
    await startsInTheMorning(2);
    await untilDigestsRan(1);
    assert.equal(shown().length, 2);
  });

  it('is silenced in words as well', async () => {
    const { helpdesk } = stage;
    await stage.person('diego').says('digest off');
    await stage.person('diego').sees(/This is for the helpdesk/);
    await stage.person('megan').says('digest off', helpdesk.thread());
    await stage.person('megan').sees(/No more digests\./, { in: helpdesk });
    await startsInTheMorning(3);
    await untilDigestsRan(1);
    assert.equal(shown().length, 2);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
