import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { openStore } from '../../src/store/open-store.ts';
import { botApp, startContoso, userId } from '../playground/azure/contoso.ts';
import { Browser } from '../support/browser.ts';
import { silentLog, template } from '../support/store.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { startTeams, type TeamsDouble } from '../support/teams-double/teams.ts';
import { linkToSignIn, withoutRightOfItsOwn } from '../teams/sign-in-stage.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { assertSound } from './sound-cards.ts';
import { asked, during, writesTo } from './steps.ts';
import { approvedAndWorks, asks, tryAgain } from './wording.ts';

const publicUrl = 'https://bot.contoso.com';

/** The bot as a process of its own, with everything that it logs and stores to be looked at afterwards. */
describe('approvals in the name of the approver', () => {
  let tenant: SimulatedTenant;
  let teams: TeamsDouble;
  let dataDir: string;
  let bot: BotProcess | undefined;
  let printed = '';
  let alex: PersonInTeams;
  let diego: PersonInTeams;
  let megan: PersonInTeams;
  /** Tokens, codes and links that were given to anybody. */
  const secrets: string[] = [];

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-'));
    await (await openStore({ dataDir, template: await template() }, { log: silentLog })).close();
    tenant = await startContoso({}, withoutRightOfItsOwn);
    botApp(tenant).redirectUris.push(`${publicUrl}/auth/end`);
    teams = await startTeams({ ...tenant.bot, tenantId: tenant.tenantId });
    const person = (upn: string, name: string) => teams.person({ objectId: userId(tenant, upn), name });
    alex = person('alex', 'Alex Wilber');
    diego = person('diego', 'Diego Siciliani');
    megan = person('megan', 'Megan Bowen');
    megan.signsOn(async (resource) => {
      const token = await tenant.signIn('megan@contoso.com', resource);
      secrets.push(token);
      return token;
    });
    bot = await start();
    await megan.installs();
  });
  after(async () => {
    await bot?.kill();
    await Promise.all([teams?.close(), tenant?.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(() => {
    tenant.calls.length = 0;
  });

  async function start(): Promise<BotProcess> {
    const { appId, secret } = tenant.bot;
    const started = await startBotProcess(
      {
        config: {
          bot: { appId, tenantId: tenant.tenantId, secret: { kind: 'client-secret', secret } },
          allowedTenants: [tenant.tenantId],
          approvals: 'on-behalf-of',
          signIn: { appId, connectionName: teams.tokenService.connectionName, publicUrl },
          database: { dataDir },
          port: 0,
          logLevel: 'debug',
          channel: teams.channel,
        },
        cloud: cloudOf(tenant),
        caCertificate: tenant.caCertificate,
        login: teams.login,
        // Ten seconds are left to a click before the job looks whether it was carried out.
        behindMs: 50_000,
      },
      (text) => {
        printed += text;
      },
    );
    teams.deliverTo(started.endpoint);
    return started;
  }

  const browser = () => new Browser({ [publicUrl]: { at: new URL(bot?.endpoint ?? '').origin } }, 'megan@contoso.com');
  const asMegan = () => [...new Set(writesTo(tenant).map(({ caller }) => caller))];

  it('assigns the role as the Owner who approves, though the bot has no right to', async () => {
    await asked(alex, 'plant-a');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    const shown = await megan.clicks(copy, 'Approve');
    assert.match(shown.text, /Approved by Megan Bowen/);
    await alex.sees(tryAgain);
    await megan.sees(approvedAndWorks('Alex Wilber'));
    assert.deepEqual(asMegan(), [megan.objectId]);
    assert.equal(writesTo(tenant).length, 1);
  });

  it('leads the Owner to a sign-in with MFA where Azure demands it, and brings every card up to date', async () => {
    tenant.state.mfa = 'azure-writes';
    await asked(diego, 'plant-a');
    const copy = await megan.sees(asks('Diego Siciliani', 'plant-a'));
    const { card } = await megan.clicks(copy, 'Approve');
    assert.ok(card);
    assertSound(card);
    await diego.sees(/The role could not be assigned.*multifactor authentication/s);
    const link = linkToSignIn(card);
    secrets.push(new URL(link).searchParams.get('handle') ?? '');
    const answer = await browser().opens(link);
    assert.match(answer.body, /Approved, and the role is assigned/);
    await diego.sees(tryAgain);
    await megan.sees(approvedAndWorks('Diego Siciliani'));
    assert.deepEqual(asMegan(), [megan.objectId]);
    tenant.state.mfa = 'never';
  });

  it('takes the role away as the Owner who revokes', async () => {
    const copy = await megan.sees(approvedAndWorks('Diego Siciliani'));
    // Azure keeps what it has scheduled for at least five minutes.
    for (const each of tenant.state.roleAssignments) {
      if (each.scheduledUntil !== undefined) each.createdOn = new Date(Date.now() - 600_000).toISOString();
    }
    const shown = await megan.clicks(copy, 'Revoke now');
    assert.match(shown.text, /[Rr]evoked|taken away/);
    await diego.sees(/[Rr]evoked|taken away/);
    assert.deepEqual(
      writesTo(tenant).map(({ method, caller }) => [method, caller]),
      [['PUT', megan.objectId]],
    );
  });

  it('says “approve again” after it was killed between the approval and the assignment, and then assigns it once', async () => {
    await asked(alex, 'plant-b');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-b'));
    const heal = tenant.inject({ match: { service: 'arm', method: 'PUT' }, answer: 'hang' });
    const clicked = megan.clicks(copy, 'Approve').catch(() => undefined);
    await megan.sees(/Approved by Megan Bowen.*Assigning the role/s);
    await bot?.kill();
    await clicked;
    heal();
    bot = await start();
    const again = await megan.sees(/The role could not be assigned.*interrupted.*\[Approve again\]/s);
    await megan.clicks(again, 'Approve again');
    await alex.sees(/Try again now.*plant-b/s);
    assert.equal(writesTo(tenant).filter(({ status }) => status === 201).length, 1);
  });

  it('says so where Azure refuses, and a fault of Azure’s holds no token either', async () => {
    await asked(diego, 'plant-b');
    const copy = await megan.sees(asks('Diego Siciliani', 'plant-b'));
    const code = { error: { code: 'ScopeLocked', message: 'The scope is locked.' } };
    await during(tenant, { match: { service: 'arm', method: 'PUT' }, answer: { status: 409, body: code } }, () =>
      megan.clicks(copy, 'Approve'),
    );
    await diego.sees(/The role could not be assigned/);
    await during(tenant, { match: { service: 'entra', method: 'POST' }, answer: 'rubbish' }, async () => {
      const again = await megan.sees(/The role could not be assigned.*\[Approve again\]/s);
      const { text } = await megan.clicks(again, 'Approve again');
      assert.match(text, /nothing was changed/);
    });
  });

  it('leaves no token, code or link in the log or in the database', async () => {
    await bot?.kill();
    bot = undefined;
    const rows = await everyRow(dataDir);
    assert.ok(rows.includes(megan.objectId), 'the rows were read');
    assert.match(printed, /"msg":"ready"/);
    assert.match(printed, /"msg":"fault"/);
    for (const [where, text] of Object.entries({ log: printed, database: rows })) {
      assert.doesNotMatch(text, /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/, `a token in the ${where}`);
      assert.doesNotMatch(text, /code_verifier|client_secret=|Bearer /, where);
      for (const secret of [...secrets, tenant.bot.secret]) assert.ok(!text.includes(secret), where);
    }
  });
});

/** Every row of every table, the queue's too, as text. */
async function everyRow(dataDir: string): Promise<string> {
  const { pglite, close } = await openEmbedded({ dataDir });
  try {
    const tables = await pglite.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await pglite.query<{ row: string }>(`select each::text as row from ${name} as each`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await close();
  }
}
