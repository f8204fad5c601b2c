import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startContoso, userId } from '../playground/azure/contoso.ts';
import { type FileServer, fileAttachment, startFileServer } from '../support/file-server.ts';
import { silentLog, template } from '../support/store.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { startTeams, type TeamsDouble } from '../support/teams-double/teams.ts';
import { botConfig } from './bot-config.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { asked, assertSame, during, writesTo } from './steps.ts';
import { approvedAndWorks, asks, tryAgain } from './wording.ts';

describe('a bot that is killed and started again', () => {
  let tenant: SimulatedTenant;
  let teams: TeamsDouble;
  let files: FileServer;
  let dataDir: string;
  let bot: BotProcess | undefined;
  let alex: PersonInTeams;
  let diego: PersonInTeams;
  let megan: PersonInTeams;

  async function start() {
    const { caCertificate } = tenant;
    bot = await startBotProcess({
      config: botConfig(tenant, teams, { dataDir }),
      cloud: cloudOf(tenant),
      caCertificate,
      login: teams.login,
      behindMs: 60_000,
      fileOrigins: [files.origin],
    });
    teams.deliverTo(bot.endpoint);
  }

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-'));
    const store = await openStore({ dataDir, template: await template() }, { log: silentLog });
    await store.close();
    // It answers nothing: reading takes until somebody gives up.
    files = await startFileServer({});
    tenant = await startContoso();
    teams = await startTeams({ ...tenant.bot, tenantId: tenant.tenantId });
    await start();
    alex = teams.person({ objectId: userId(tenant, 'alex'), name: 'Alex Wilber' });
    diego = teams.person({ objectId: userId(tenant, 'diego'), name: 'Diego Siciliani' });
    megan = teams.person({ objectId: userId(tenant, 'megan'), name: 'Megan Bowen' });
    await megan.installs();
  });
  after(async () => {
    await bot?.kill();
    await Promise.all([teams?.close(), tenant?.close(), files?.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('has lost no request: the card that was sent before can still be approved', async () => {
    await asked(alex, 'plant-a');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    await bot?.kill();
    await start();
    await megan.clicks(copy, 'Approve');
    await alex.sees(tryAgain);
    assertSame(await megan.sees(approvedAndWorks('Alex Wilber')), copy);
  });

  it('carries out what was approved and not yet done, once', async () => {
    await asked(diego, 'plant-a');
    const copy = await megan.sees(asks('Diego Siciliani', 'plant-a'));
    tenant.calls.length = 0;
    await during(tenant, { match: { service: 'arm', method: 'PUT' }, answer: 'hang' }, async () => {
      const { text } = await megan.clicks(copy, 'Approve');
      assert.match(text, /Approved by Megan Bowen/);
      await bot?.kill();
    });
    await start();
    await diego.sees(tryAgain);
    assertSame(await megan.sees(approvedAndWorks('Diego Siciliani')), copy);
    assert.deepEqual(
      writesTo(tenant)
        .filter(({ status }) => status > 0)
        .map(({ status }) => status),
      [201],
    );
  });

  it('finishes the diagnosis that it was in, in the same card', async () => {
    const unfinished = /Checking…/;
    const card = await during(tenant, { match: { service: 'arm' }, answer: 'hang' }, async () => {
      await alex.says('403 on plant-b when I query twins');
      const waiting = await alex.sees(unfinished);
      await bot?.kill();
      return waiting;
    });
    assert.ok(alex.reads().some((text) => unfinished.test(text)));
    await start();
    assertSame(await alex.sees(/You have no data role on plant-b.*Who can fix it/s), card);
    assert.ok(!alex.reads().some((text) => unfinished.test(text)), 'no card is left waiting');
  });

  it('remembers what was said in parts before and after', async () => {
    await diego.says('my app gets 403 on plant-a');
    const question = await diego.sees(/Whose access\?/);
    await bot?.kill();
    await start();
    await diego.says('twin-sync');
    await diego.sees(/twin-sync/, { not: [question] });
  });

  it('says that a file has to be sent again', async () => {
    await megan.attaches([fileAttachment('error.log', `${files.origin}/error.log`)]);
    const card = await megan.sees(/Checking….*the file error\.log/s);
    await bot?.kill();
    await start();
    assertSame(await megan.sees(/I was interrupted.*send it again/s), card);
  });
});
