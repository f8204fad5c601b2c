import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { examine, examineConfig } from '../../src/cli/doctor.ts';
import { printDoctor } from '../../src/cli/print-doctor.ts';
import type { Config } from '../../src/config.ts';
import type { CheckReport } from '../../src/doctor/check.ts';
import { worstOf } from '../../src/doctor/finding.ts';
import { DELEGATION_CONDITION } from '../../src/rbac/data-role-delegation.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';

type Parts = NonNullable<Parameters<typeof startSmallTenant>[0]>;

const botFramework = 'f0000000-0000-4000-8000-000000000001';
const role = 'Role Based Access Control Administrator';
const right = { principal: 'ADT Support', role, scope: 'contoso-dev', condition: DELEGATION_CONDITION };
const publicUrl = 'https://adt-support.contoso.com';

describe('the doctor', () => {
  const started: StartedTenant[] = [];
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-doctor-'));
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all(started.map((tenant) => tenant.close()));
  });

  async function contoso(parts: Parts = { roleAssignments: [right] }): Promise<StartedTenant> {
    // Teams is one more service that the bot gets a token for; here an app of the tenant stands for it.
    const tenant = await startSmallTenant({ ...parts, apps: [{ name: 'Bot Framework', appId: botFramework }] });
    started.push(tenant);
    return tenant;
  }

  const tokenService = 'https://api.botframework.example';
  /** What Teams' token service answers for a connection. */
  let connection: () => Response = () => assert.fail();

  async function look(
    { simulated }: StartedTenant,
    changes: Partial<Config['bot']> = {},
    { offMs = 0, approvals = {} }: { offMs?: number; approvals?: Partial<Config> } = {},
  ) {
    const { bot, tenantId, endpoints } = simulated;
    writeFileSync(join(folder, '.env.dev'), `BOT_ID=${bot.appId.toUpperCase()}\nBOT_DOMAIN=adt-support.contoso.com\n`);
    writeFileSync(join(folder, '.env.dev.user'), 'BOT_ID=not-read');
    const config: Config = {
      bot: { appId: bot.appId, tenantId, secret: { kind: 'client-secret', secret: bot.secret }, ...changes },
      allowedTenants: [tenantId],
      approvals: 'bot-identity',
      database: { dataDir: join(folder, 'data') },
      port: 3978,
      logLevel: 'silent',
      channel: {
        kind: 'bot-framework',
        endpoints: {
          openIdMetadata: '',
          tokenIssuer: '',
          login: `${endpoints.authorityHost}/${tenantId}`,
          scope: `api://${botFramework}`,
          tokenService,
        },
      },
      ...approvals,
    };
    return examineConfig(config, publicUrl, {
      cloud: cloudOf(simulated),
      environmentFolder: folder,
      now: () => new Date(Date.now() + offMs),
      async fetch(...asked) {
        if (String(asked[0]).startsWith(publicUrl)) return Response.json({ status: 'ok' });
        return String(asked[0]).startsWith(tokenService) ? connection() : globalThis.fetch(...asked);
      },
      say() {},
    });
  }

  const byId = (reports: readonly CheckReport[]) => Object.fromEntries(reports.map(({ id, outcome }) => [id, outcome]));
  const faultsOf = (reports: readonly CheckReport[]) =>
    reports.filter(({ outcome }) => outcome === 'fault').map(({ id }) => id);

  const allRight = {
    'sign-in': 'ok',
    clock: 'ok',
    tenants: 'ok',
    instances: 'ok',
    'azure-reading': 'ok',
    'graph-permissions': 'ok',
    'right-to-assign': 'ok',
    'approver-sign-in': 'ok',
    'board-sign-in': 'ok',
    store: 'ok',
    endpoint: 'ok',
    'app-package': 'ok',
    'ticket-system': 'ok',
  };

  it('finds nothing wrong with a bot that is set up as the manual says, and changes nothing', async () => {
    const tenant = await contoso();
    const reports = await look(tenant);
    assert.deepEqual(byId(reports), allRight);
    assert.match(printDoctor(reports), /\nEverything is right\.$/);
    const changing = tenant.simulated.calls.filter(
      ({ service, method }) => method !== 'GET' && !(method === 'POST' && service !== 'arm'),
    );
    assert.deepEqual(changing, []);
  });

  const wrong: [what: string, parts: Parts, says: RegExp][] = [
    [
      'a bot that is plain Owner',
      { roleAssignments: [{ principal: 'ADT Support', role: 'Owner', scope: 'contoso-dev' }] },
      /Owner at \/subscriptions\/\S+ lets the bot assign every role to anyone\./,
    ],
    [
      'a bot whose condition is too wide',
      {
        roleAssignments: [
          {
            ...right,
            condition: DELEGATION_CONDITION.replaceAll(
              " AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'ServicePrincipal'}",
              '',
            ),
          },
        ],
      },
      /lets the bot assign data roles to Group, ForeignGroup, Device, despite its condition\./,
    ],
    ['a bot without the right', {}, /may not give and take both data roles in twins-prod\./],
  ];
  for (const [what, parts, says] of wrong) {
    it(`finds ${what}, and the whole command that mends it`, async () => {
      const reports = await look(await contoso(parts));
      assert.deepEqual(faultsOf(reports), ['right-to-assign']);
      const printed = printDoctor(reports);
      assert.match(printed, says);
      assert.ok(printed.includes(`--condition-version 2.0 --condition "${DELEGATION_CONDITION}"`));
      assert.match(printed, /\n1 fault\.$/);
    });
  }

  it('finds a wrong secret once, and says of what rests on it that it was not checked', async () => {
    const reports = await look(await contoso(), { secret: { kind: 'client-secret', secret: 'hunter2' } });
    assert.deepEqual(byId(reports), {
      ...allRight,
      'sign-in': 'fault',
      instances: 'unknown',
      'azure-reading': 'unknown',
      'graph-permissions': 'unknown',
      'right-to-assign': 'unknown',
    });
    const printed = printDoctor(reports);
    assert.match(printed, /AADSTS7000215/);
    assert.match(printed, /\n1 fault, 4 not checked\.$/);
    assert.doesNotMatch(JSON.stringify(reports), /hunter2/);
  });

  it('finds that Azure is down, which is no fault of the deployment', async () => {
    const tenant = await contoso();
    for (const service of ['arm', 'resource-graph'] as const) {
      tenant.simulated.inject({ match: { service }, answer: { status: 503 } });
    }
    const reports = await look(tenant);
    assert.equal(worstOf(reports), 'unknown');
    const { instances, 'azure-reading': reading, 'right-to-assign': assign } = byId(reports);
    assert.deepEqual([instances, reading, assign], ['unknown', 'unknown', 'unknown']);
    assert.match(printDoctor(reports), /Resource Graph: find Digital Twins instances: Azure did not answer \(HTTP 503/);
  });

  it('finds a clock that is off', async () => {
    assert.deepEqual(faultsOf(await look(await contoso(), {}, { offMs: 11 * 60_000 })), ['clock']);
  });

  it('finds missing permissions of Graph, each with the command that grants it', async () => {
    const tenant = await contoso();
    const bot = tenant.state.servicePrincipals.find(({ displayName }) => displayName === 'ADT Support');
    if (bot !== undefined) bot.graphPermissions = ['User.Read.All', 'Application.Read.All'];
    const reports = await look(tenant);
    assert.equal(byId(reports)['graph-permissions'], 'warning');
    assert.match(printDoctor(reports), /! The bot lacks GroupMember\.Read\.All\.\n.*\n.*\n\s+az rest --method POST/);
  });

  it('follows the sign-in of approvers from the registration to the Azure Bot', async () => {
    const tenant = await contoso({ roleAssignments: [] });
    const { appId } = tenant.simulated.bot;
    const signIn = { appId, connectionName: 'sign-in', publicUrl };
    const approvals = { approvals: 'on-behalf-of', signIn, board: { appId, publicUrl } } as const;
    connection = () => Response.json({ error: { message: 'Could not find it' } }, { status: 404 });
    const bare = await look(tenant, {}, { approvals });
    assert.deepEqual(faultsOf(bare), ['approver-sign-in']);
    const printed = printDoctor(bare);
    assert.match(printed, /redirect addresses.*exposes no scope access_as_user.*404: Could not find it\./s);

    const app = tenant.state.applications.find((each) => each.appId === appId) ?? assert.fail();
    const uri = `api://${new URL(publicUrl).host}/botid-${appId}`;
    const scope = { id: 'c0000000-0000-4000-8000-000000000001', value: 'access_as_user', isEnabled: true };
    app.redirectUris.push('https://token.botframework.com/.auth/web/redirect', `${publicUrl}/auth/end`);
    app.identifierUris.push(`api://botid-${appId}`);
    app.exposedScopes.push(scope);
    for (const client of ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346']) {
      app.preAuthorized.push({ appId: client, delegatedPermissionIds: [scope.id] });
    }
    app.requiredResourceAccess.push({
      resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
      resourceAccess: [{ id: '41094075-9dad-400e-a0bd-54e686782033', type: 'Scope' }],
    });
    tenant.state.permissionGrants.push({
      id: 'grant',
      clientId: tenant.idOf('ADT Support'),
      resourceId: tenant.idOf('Windows Azure Service Management API'),
      consentType: 'AllPrincipals',
      principalId: null,
      scope: 'user_impersonation',
    });
    connection = () => Response.json({ signInLink: 'https://x', tokenExchangeResource: { id: '1', uri } });
    // The name from before there was a board: the package asks for a token under the other one.
    const older = await look(tenant, {}, { approvals });
    assert.deepEqual([byId(older)['approver-sign-in'], byId(older)['board-sign-in']], ['warning', 'warning']);
    assert.match(printDoctor(older), new RegExp(`--identifier-uris .*api://botid-${appId}.* .*${uri}`, 'i'));

    app.identifierUris.push(uri);
    const whole = await look(tenant, {}, { approvals });
    assert.deepEqual([byId(whole)['approver-sign-in'], byId(whole)['board-sign-in']], ['ok', 'ok'], printDoctor(whole));
  });

  it('reports every fault of the settings, and of the rest that it was not checked', async () => {
    const [settings, ...others] = await examine({ PORT: 'x' });
    assert.equal(settings?.findings.filter(({ outcome }) => outcome === 'fault').length, 4);
    assert.ok(others.length > 8 && others.every(({ outcome }) => outcome === 'unknown'));
  });

  it('marks a slow check', () => {
    const findings = [{ outcome: 'ok', what: 'Fine.' } as const];
    const printed = printDoctor([{ id: 'clock', title: 'Clock', outcome: 'ok', findings, ms: 4_260, slow: true }]);
    assert.match(printed, /^\[✔\] Clock \(slow: 4\.3 s\)\n/);
  });
});

describe('npm run doctor', () => {
  const script = fileURLToPath(new URL('../../src/cli/doctor.ts', import.meta.url));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: { PATH: process.env.PATH } });

  it('ends with 1 on a fault, and prints it for people', () => {
    const { status, stdout, stderr } = run();
    assert.deepEqual([status, stderr], [1, '']);
    assert.match(stdout, /^\[✖\] Settings\n\s+✖ BOT_ID is missing\.\n\s+→ It is the Application/);
  });

  it('prints the same as JSON', () => {
    const { status, stdout } = run('--json');
    const { outcome, checks } = JSON.parse(stdout);
    assert.deepEqual([status, outcome, checks[0].id, checks[0].findings[0].outcome], [1, 'fault', 'settings', 'fault']);
  });

  it('ends with 2 where it is called wrongly', () => {
    const { status, stderr } = run('--jsn');
    assert.equal(status, 2);
    assert.match(stderr, /npm run doctor -- \[--json\]/);
  });
});
