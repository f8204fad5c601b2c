/** 200 reports in ten channels at once, of a bot that is killed in the middle. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { newLastingDatabase } from '../support/store.ts';
import { type Conversation, eventually, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { newMessageId } from '../support/teams-double/person.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import type { BotProcess } from './bot-process.ts';
import { type ProcessStage, setProcessStage } from './process-stage.ts';

const CHANNELS = 10;
const ROUNDS = 20;
const PEOPLE = 50;
const answered = /Checked in |You are not the only one/;

describe('200 reports in ten channels', () => {
  let dataDir: string;
  let database: { dataDir: string } | { url: string };
  let stage: ProcessStage;
  let bot: BotProcess;
  let channels: Channel[];
  const reporters = Array.from({ length: PEOPLE }, (_, at) => `reporter${at}@contoso.com`);
  /** Threads in which somebody reported, and what. */
  const reports: { id: string; channel: Channel; text: string; who: number }[] = [];

  async function start(how?: 'anew') {
    bot = await stage.start(how);
    stage.teams.deliverTo(bot.endpoint);
  }

  before(async function setUp() {
    this.timeout(120_000);
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-burst-'));
    database = await newLastingDatabase(dataDir);
    stage = await setProcessStage(database, (file) => {
      const people = reporters.map((userPrincipalName, at) => ({ userPrincipalName, name: `Reporter ${at}` }));
      file.users.push(...people.map((person) => ({ ...person, guest: false, enabled: true })));
    });
    await start();
    stage.teams.connector.limit();
    const [group] = stage.tenant.state.groups;
    channels = Array.from({ length: CHANNELS }, (_, at) =>
      stage.teams.team({ name: `Line ${at}`, groupId: group?.id ?? '' }),
    );
    const helpdesk = stage.teams.team({ name: 'Helpdesk', groupId: groupNamed('Helpdesk') });
    await stage.person('megan').says('use this channel for triage', helpdesk.thread());
    await stage.person('megan').sees(/Cases come here now/, { in: helpdesk });
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  function groupNamed(name: string): string {
    return stage.tenant.state.groups.find(({ displayName }) => displayName === name)?.id ?? '';
  }

  /** One report in each channel, at once. As Teams does, what nobody has taken is delivered again. */
  async function round(number: number, lose: (at: number) => Promise<void> = async () => {}): Promise<void> {
    await Promise.all(
      channels.map(async (channel, at) => {
        const report = {
          id: newMessageId(),
          channel,
          text: `403 on plant-${at % 2 === 0 ? 'a' : 'b'} when I query twins`,
          who: (number * CHANNELS + at) % PEOPLE,
        };
        reports.push(report);
        await lose(at);
        await deliver(report);
      }),
    );
  }

  async function deliver({ id, channel, text, who }: (typeof reports)[number]): Promise<void> {
    const user = stage.tenant.state.users.find(({ userPrincipalName }) => userPrincipalName === reporters[who]);
    const person = stage.teams.person({ objectId: user?.id ?? '', name: `Reporter ${who}` });
    for (let attempt = 0; attempt < 1_200; attempt += 1) {
      const thread = await person.posts(text, channel, id).catch(() => undefined);
      if (thread !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('Nobody has taken the report.');
  }

  const threadOf = ({ channel, id }: (typeof reports)[number]): Conversation => ({
    ...channel,
    id: `${channel.id};messageid=${id}`,
  });
  const isAnswered = (report: (typeof reports)[number]) =>
    messagesIn(stage.teams.connector, threadOf(report)).some((message) => answered.test(textOf(message)));

  it('are each answered, or told of the incident, though the bot is killed half way', async function burst() {
    this.timeout(400_000);
    for (let number = 0; number < ROUNDS / 2; number += 1) await round(number);
    await round(ROUNDS / 2, async (at) => {
      if (at !== CHANNELS / 2) return;
      await bot.kill();
      void start('anew');
    });
    for (let number = ROUNDS / 2 + 1; number < ROUNDS; number += 1) await round(number);
    assert.equal(reports.length, CHANNELS * ROUNDS);
    const open = () => reports.filter((report) => !isAnswered(report));
    for (let patience = 0; open().length > 0; patience += 1) {
      assert.ok(patience < 10, `Not answered: ${open().length} of ${reports.length}`);
      await eventually(
        stage.teams.connector,
        () => open().length === 0 || undefined,
        () => 'not yet',
      ).catch(() => undefined);
    }
  });

  it('stay within what Teams takes, over the restart too', () => {
    const refused = stage.teams.connector.calls.filter(({ status }) => status === 429);
    assert.deepEqual(refused, []);
  });

  it('are each a case, and none is lost', async () => {
    await bot.kill();
    const { db, close } = await openDatabase(database);
    try {
      const { rows } = await db.execute<{ cases: number; threads: number; incidents: number }>(
        `select (select count(*)::int from triage_case) as cases,
                (select count(distinct conversation_id)::int from diagnosis where triaged) as threads,
                (select count(*)::int from incident) as incidents`,
      );
      assert.deepEqual(rows, [{ cases: reports.length, threads: reports.length, incidents: 2 }]);
    } finally {
      await close();
    }
  });
});
