import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { startContoso, userId } from '../playground/azure/contoso.ts';
import { Browser } from '../support/browser.ts';
import { newTestDatabase, serverUrl } from '../support/store.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { startTeams, type TeamsDouble } from '../support/teams-double/teams.ts';
import { linkToSignIn, withoutRightOfItsOwn } from '../teams/sign-in-stage.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { asked, writesTo } from './steps.ts';
import { asks, tryAgain } from './wording.ts';

const publicUrl = 'https://bot.contoso.com';

// Two processes cannot share the embedded database.
if (serverUrl !== undefined) {
  describe('a sign-in at two bots on one PostgreSQL', () => {
    let tenant: SimulatedTenant;
    let teams: TeamsDouble;
    let bots: BotProcess[];
    let alex: PersonInTeams;
    let megan: PersonInTeams;

    before(async function startBoth() {
      this.timeout(120_000);
      tenant = await startContoso({}, withoutRightOfItsOwn);
      tenant.state.mfa = 'azure-writes';
      const { appId, secret } = tenant.bot;
      const app = tenant.state.applications.find((each) => each.appId === appId);
      app?.redirectUris.push(`${publicUrl}/auth/end`);
      teams = await startTeams({ ...tenant.bot, tenantId: tenant.tenantId });
      const settings = {
        config: {
          bot: { appId, tenantId: tenant.tenantId, secret: { kind: 'client-secret', secret } },
          allowedTenants: [tenant.tenantId],
          approvals: 'on-behalf-of',
          signIn: { appId, connectionName: teams.tokenService.connectionName, publicUrl },
          database: await newTestDatabase(),
          port: 0,
          logLevel: 'silent',
          channel: teams.channel,
        },
        cloud: cloudOf(tenant),
        caCertificate: tenant.caCertificate,
        login: teams.login,
        behindMs: 50_000,
      } as const;
      bots = await Promise.all([startBotProcess(settings), startBotProcess(settings)]);
      teams.deliverTo(...bots.map(({ endpoint }) => endpoint));
      alex = teams.person({ objectId: userId(tenant, 'alex'), name: 'Alex Wilber' });
      megan = teams.person({ objectId: userId(tenant, 'megan'), name: 'Megan Bowen' });
      megan.signsOn((resource) => tenant.signIn('megan@contoso.com', resource));
      await megan.installs();
    });
    after(async () => {
      for (const bot of bots ?? []) await bot.kill();
      await Promise.all([teams?.close(), tenant?.close()]);
    });

    it('begins at one and ends at the other, and the role is assigned once', async function () {
      this.timeout(60_000);
      await asked(alex, 'plant-a');
      const { card } = await megan.clicks(await megan.sees(asks('Alex Wilber', 'plant-a')), 'Approve');
      const link = linkToSignIn(card);
      const [one, other] = bots.map(({ endpoint }) => new URL(endpoint).origin);
      const at = (origin = '', cookies?: Browser['cookies']) =>
        new Browser({ [publicUrl]: { at: origin } }, 'megan@contoso.com', cookies);
      const begun = at(one);
      const back = await begun.opensUntilBack(link);
      const ended = await Promise.all([other, one].map((origin) => at(origin, begun.cookies).opens(back)));
      const approved = ended.filter(({ body }) => /Approved, and the role is assigned/.test(body));
      assert.equal(approved.length, 1);
      await alex.sees(tryAgain);
      assert.equal(writesTo(tenant).filter(({ status }) => status === 201).length, 1);
    });
  });
}
