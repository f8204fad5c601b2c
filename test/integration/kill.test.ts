import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { instanceId, userId } from '../playground/azure/contoso.ts';
import { newLastingDatabase, serverUrl } from '../support/store.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { eventually, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import type { BotProcess } from './bot-process.ts';
import { atMoment, type Moment } from './moments.ts';
import { lookInto, type ProcessStage, setProcessStage } from './process-stage.ts';
import { asked, diagnosed } from './steps.ts';
import { approvedAndWorks, asks, tryAgain, waiting } from './wording.ts';

/** Each story has an instance of its own, so that none finds what another has left. */
const plants = Array.from({ length: 80 }, (_, at) => `plant-${at + 100}`);
/** Whoever reads this believes that the role is there. */
const saysGranted = /role assigned|let (you|them) in\b|Try again now/i;
/**
 * A killed bot takes seconds to start again, so of the moments one in four is tried, and on PostgreSQL others than on the
 * embedded database; with EVERY_MOMENT set, all of them.
 */
const every = process.env.EVERY_MOMENT === undefined ? 4 : 1;
const first = every === 1 || serverUrl === undefined ? 1 : 3;

describe('a bot that is killed at every step', () => {
  let dataDir: string;
  let database: { dataDir: string } | { url: string };
  let stage: ProcessStage;
  let bot: BotProcess;
  let alex: PersonInTeams;
  let megan: PersonInTeams;
  const free = [...plants];

  async function start() {
    bot = await stage.start();
    stage.teams.deliverTo(bot.endpoint);
  }

  before(async function setUp() {
    this.timeout(120_000);
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-kill-'));
    database = await newLastingDatabase(dataDir);
    stage = await setProcessStage(database, (file) => {
      const [like] = file.instances;
      // Megan is asked and nobody else.
      file.roleAssignments = file.roleAssignments.filter(({ principal }) => principal !== 'isaiah@contoso.com');
      if (like !== undefined) file.instances.push(...plants.map((name) => ({ ...structuredClone(like), name })));
    });
    await start();
    [alex, megan] = [stage.person('alex'), stage.person('megan')];
    await megan.installs();
    await alex.installs();
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const messagesTo = (person: PersonInTeams, text: RegExp, plant: string) =>
    messagesIn(stage.teams.connector, person.chat).filter(
      (message) => text.test(textOf(message)) && textOf(message).includes(plant),
    );

  /** Waits until all of these are to be seen. */
  const settled = (look: () => boolean, what: () => string) =>
    eventually(stage.teams.connector, () => look() || undefined, what);

  /** What is stored of Alex's request while no bot runs, and which messages are on record as sent. */
  const stored = (plant: string): Promise<{ request?: AccessRequest; recorded: string[] }> =>
    lookInto(database, async ({ access, deliveries }) => {
      const { tenantId } = stage.tenant;
      const all = await access.ofPerson(tenantId, userId(stage.tenant, 'alex'), { limit: 200 });
      const request = all.find(({ instance }) => instance.name === plant);
      if (request === undefined) return { recorded: [] };
      const sent = await deliveries.of(tenantId, request.id);
      return { request, recorded: sent.flatMap(({ activityId }) => activityId ?? []) };
    });

  const assignmentsOn = (plant: string) =>
    stage.tenant.state.roleAssignments.filter(
      ({ scope, principalId }) =>
        scope === instanceId(stage.tenant, plant) && principalId === userId(stage.tenant, 'alex'),
    );

  const everythingShown = (plant: string): string[] =>
    [alex, megan]
      .flatMap(({ chat }) => messagesIn(stage.teams.connector, chat))
      .flatMap((message) => message.versions.map((version) => textOf({ ...message, versions: [version] })))
      .filter((text) => text.includes(plant) && !text.includes('Checked in'));

  /** Lets the bot be killed in the moment of this number while `act` has it work; undefined where that ended before. */
  async function killedIn(number: number, act: () => Promise<void>): Promise<Moment | undefined> {
    const dying = Promise.withResolvers<Moment>();
    let killed: Moment | undefined;
    const counting = atMoment(stage, number, async (moment) => {
      killed = moment;
      await bot.kill();
      dying.resolve(moment);
    });
    const acting = act();
    // A bot that is killed answers nobody, and shows nothing more.
    acting.catch(() => undefined);
    await Promise.race([dying.promise, acting]);
    counting.stop();
    // What was waited for can be there a moment before the end of the bot that showed it.
    if (killed !== undefined) await dying.promise;
    return killed;
  }

  /** A click that the bot may not live to answer. */
  const clicks = (person: PersonInTeams, message: Message, button: string, form: Record<string, string> = {}) =>
    person.clicks(message, button, form).then(
      () => undefined,
      () => undefined,
    );

  it('between the click on Approve and the last card loses nothing, grants once, lies on no card and tells whoever asked', async function () {
    this.timeout(900_000);
    const moments: string[] = [];
    const told: (() => void)[] = [];
    for (let number = first; ; number += every) {
      const plant = free.shift() ?? assert.fail('There are more moments than instances.');
      const own = await asked(alex, plant);
      const copy = await megan.sees(asks('Alex Wilber', plant));
      const news = () => messagesTo(alex, saysGranted, plant).filter(({ id }) => id !== own.id);
      const works = () => news().filter((message) => tryAgain.test(textOf(message)));
      const isOver = () =>
        tryAgain.test(textOf(own)) &&
        approvedAndWorks('Alex Wilber').test(textOf(copy)) &&
        works().length > 0 &&
        news().length > works().length;
      const over = () => settled(isOver, () => `${plant}: ${[own, copy, ...news()].map(textOf).join('\n')}`);

      stage.tenant.calls.length = 0;
      const moment = await killedIn(number, async () => {
        await clicks(megan, copy, 'Approve');
        await over();
      });
      const why = moment?.name ?? 'not killed';
      let unrecorded = 0;
      if (moment !== undefined) {
        moments.push(why);
        const sent = news().map(({ id }) => id);
        const { request, recorded } = await stored(plant);
        assert.ok(request, `${why}: the request is lost`);
        unrecorded = sent.filter((id) => !recorded.includes(id)).length;
        if (everythingShown(plant).some((text) => saysGranted.test(text))) {
          assert.equal(request.status.state, 'granted', `${why}: a card said so before it was stored`);
          assert.ok(request.status.state === 'granted' && request.status.assignment.id !== '', why);
        }
        await start();
        // Her click was lost and changed nothing, so she presses again.
        if (request.status.state === 'pending') await clicks(megan, copy, 'Approve');
        await over();
      }

      assert.equal(assignmentsOn(plant).length, 1, why);
      const puts = stage.tenant.calls.filter(({ service, method }) => service === 'arm' && method === 'PUT');
      assert.equal(puts.filter(({ status }) => status === 201).length, 1, `${why}: one assignment was made`);
      // What was sent and not yet recorded as sent is sent once more, and that is all that ever comes twice.
      assert.ok(unrecorded <= 1, why);
      const most = 2 + unrecorded;
      told.push(() => assert.ok(news().length <= most, `${why}: ${news().map(textOf).join('\n')}`));
      assert.equal(messagesTo(megan, /Alex Wilber/, plant).length, 1, `${why}: her copy is one message`);
      if (moment === undefined) break;
    }
    // Looked at last, when whatever was still to come has come.
    for (const check of told) check();
    assert.ok(moments.length >= 12 / every, moments.join('\n'));
  });

  it('between the click on Send request and the last copy loses no request, and any copy of it can be decided on', async function () {
    this.timeout(900_000);
    const moments: string[] = [];
    for (let number = first; ; number += every) {
      const plant = free.shift() ?? assert.fail('There are more moments than instances.');
      const form = { minutes: '480', reason: 'Dashboards of line 4', role: ADT_DATA_READER.id };
      const diagnosis = await diagnosed(alex, plant);
      const copies = () => messagesTo(megan, asks('Alex Wilber', plant), plant);
      const owns = () => messagesTo(alex, waiting, plant).filter((message) => /Asked Megan/.test(textOf(message)));
      const over = () =>
        settled(
          () => copies().length > 0 && owns().length > 0,
          () => `${plant}: ${[...alex.reads(), ...megan.reads()].slice(-6).join('\n')}`,
        );
      const moment = await killedIn(number, async () => {
        await clicks(alex, diagnosis, 'Send request', form);
        await over();
      });
      const why = moment?.name ?? 'not killed';
      let unrecorded = 0;
      if (moment !== undefined) {
        moments.push(why);
        const sent = [...copies(), ...messagesTo(alex, /Your access request/, plant)].map(({ id }) => id);
        const { request, recorded } = await stored(plant);
        unrecorded = sent.filter((id) => !recorded.includes(id)).length;
        await start();
        // The click was lost and stored nothing, so it is made again.
        if (request === undefined) await clicks(alex, diagnosis, 'Send request', form);
        await over();
      }
      const all = () => [...copies(), ...messagesTo(alex, /Your access request/, plant)];
      assert.ok(all().length <= 2 + unrecorded, `${why}: ${all().map(textOf).join('\n')}`);

      // Of two copies the earlier is the one that is on no record.
      const [earliest] = copies();
      assert.ok(earliest, why);
      const { text } = await megan.clicks(earliest, 'Approve');
      assert.match(text, /[Aa]pproved by Megan Bowen|Megan Bowen approved/, why);
      await settled(
        () => messagesTo(alex, tryAgain, plant).length > 0,
        () => `${why}: ${alex.reads().slice(-4).join('\n')}`,
      );
      assert.equal(assignmentsOn(plant).length, 1, why);
      if (moment === undefined) break;
    }
    assert.ok(moments.length >= 4 / every, moments.join('\n'));
  });
});
