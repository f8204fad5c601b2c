/** The way of a click that needs a sign-in, from Teams to Azure and back, without the cards around it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../../playground/azure/tenant-file.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { type AccessDependencies, askForAccess } from '../../src/access/requests.ts';
import { carryOut } from '../../src/auth/decisions.ts';
import { recordRefusedSignIn } from '../../src/auth/refused-sign-in.ts';
import { createSignInLinks } from '../../src/auth/sign-in-links.ts';
import { createSignInPage } from '../../src/auth/sign-in-page.ts';
import { createSigningKeys } from '../../src/auth/signing-keys.ts';
import { createTokenCheck } from '../../src/auth/user-token.ts';
import { createBrowserSignIn } from '../../src/azure/authorization-code.ts';
import { createAzureTenant } from '../../src/azure/azure-tenant.ts';
import { createOnBehalfOf } from '../../src/azure/on-behalf-of.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { startServer } from '../../src/server.ts';
import { GuardedAdapter } from '../../src/teams/adapter.ts';
import { createTeamsApp } from '../../src/teams/app.ts';
import type { Chat } from '../../src/teams/chat.ts';
import { createDecideSignedIn } from '../../src/teams/decide-signed-in.ts';
import { createMessenger } from '../../src/teams/messenger.ts';
import { nodes } from '../cards/walk.ts';
import { appCredential, botApp, instanceId, startContoso, userId } from '../playground/azure/contoso.ts';
import { Browser } from '../support/browser.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import type { Message } from '../support/teams-double/connector.ts';
import type { ClickResult, PersonInTeams } from '../support/teams-double/person.ts';
import { startTeams, type TeamsDouble } from '../support/teams-double/teams.ts';

const publicUrl = 'https://bot.contoso.com';

export interface SignInStage {
  tenant: SimulatedTenant;
  teams: TeamsDouble;
  store: TestStore;
  access: AccessDependencies;
  /** What was logged as a fault. */
  faults: unknown[];
  /** Alex asks for Data Reader on plant-a; gives what a card about it would refer to. */
  asked(more?: { durationMinutes?: number | null; writer?: AccessRequest['writer'] }): Promise<AccessRequest>;
  standing(request: AccessRequest): Promise<AccessRequest>;
  history(request: AccessRequest): Promise<string[]>;
  person(name: 'alex' | 'megan' | 'isaiah' | 'adele'): PersonInTeams;
  /** Presses a button, as a card of this version of the request has it. */
  click(
    who: PersonInTeams,
    verb: string,
    request: AccessRequest,
    signIn?: Record<string, unknown>,
  ): Promise<ClickResult>;
  /** Somebody's browser. */
  browser(userPrincipalName: string): Browser;
  close(): Promise<void>;
}

/** The bot has no right of its own to change who has access. */
export function withoutRightOfItsOwn(file: TenantFile): void {
  file.roleAssignments = file.roleAssignments.filter(
    ({ principal, role }) => principal !== file.bot || role === 'Reader',
  );
}

/** Where a card leads to the sign-in page. */
export function linkToSignIn(card: AdaptiveCard | undefined): string {
  const urls = nodes(card ?? assert.fail('There is no card.')).flatMap((node) =>
    'url' in node ? [String(node.url)] : [],
  );
  return urls.find((url) => url.startsWith(`${publicUrl}/auth/start`)) ?? assert.fail(`No link among ${urls.join()}`);
}

export async function setSignInStage(): Promise<SignInStage> {
  const tenant = await startContoso({}, withoutRightOfItsOwn);
  const bot = { ...tenant.bot, tenantId: tenant.tenantId };
  botApp(tenant).redirectUris.push(`${publicUrl}/auth/end`);
  const teams = await startTeams(bot);
  const store = await openTestStore({ tenantId: tenant.tenantId });
  const cloud = cloudOf(tenant);
  const now = () => new Date();
  const faults: unknown[] = [];
  const onFault = (what: string, error: unknown) => void faults.push({ what, error });
  const access: AccessDependencies = {
    store: store.access,
    tenant: createAzureTenant(tenant.tenantId, appCredential(tenant), cloud),
    policy: DEFAULT_POLICY,
    now,
    writer: 'approver',
  };
  const app = { clientId: bot.appId, proof: { clientSecret: bot.secret } };
  const { authorityHost } = cloud;
  const check = createTokenCheck({
    appId: bot.appId,
    applicationIdUris: [`api://botid-${bot.appId}`],
    allowedTenants: [tenant.tenantId],
    authorityHost,
    keysOf: createSigningKeys({ authorityHost, fetch, now }),
    now,
  });
  const links = createSignInLinks({ store: store.signInLinks, tenantIds: [tenant.tenantId], now });
  const decide = createDecideSignedIn({
    access,
    check,
    actAs: createOnBehalfOf(app, cloud),
    links,
    publicUrl,
    now,
    onFault,
  });
  const page = createSignInPage({
    links,
    browser: createBrowserSignIn(app, cloud, fetch),
    check,
    redirectUri: `${publicUrl}/auth/end`,
    carryOut: (pending, azure) => carryOut(pending, azure, access, {}),
    onRefused: ({ click, decision }, fault) => recordRefusedSignIn(click, decision, fault, access),
    onFault,
  });
  const adapter = new GuardedAdapter({
    ...bot,
    ...(teams.channel.kind === 'bot-framework' && teams.channel.endpoints && { endpoints: teams.channel.endpoints }),
  });
  const receive = createTeamsApp({
    adapter,
    extension: async () => ({}),
    gate: { allowedTenants: [tenant.tenantId], onRefused: (refusal) => faults.push(refusal) },
    chat: { onClick() {} } as unknown as Chat,
    connectionName: teams.tokenService.connectionName,
    messenger: createMessenger(adapter, adapter.appId),
    conversations: { personal: async () => undefined },
    onFault,
    async handleClick(click) {
      const { id, version } = click.data as { id: string; version: number };
      const { conversation, from, verb } = click;
      const place = { kind: conversation.kind, conversationId: conversation.id };
      const target = {
        tenantId: conversation.tenantId,
        id,
        version,
        by: from,
        from: place,
        correlationId: randomUUID(),
      };
      const decision =
        verb === 'access.revoke'
          ? ({ verb: 'revoke', reason: 'Line 4 is done.' } as const)
          : ({ verb: 'approve' } as const);
      const decided = await decide(click, target, decision, {});
      if (decided.outcome === 'sign-in') return decided.answer;
      if (decided.outcome === 'gone') return { kind: 'message', text: 'gone' };
      const { request } = decided;
      const reason = decided.outcome === 'refused' ? decided.reason : '';
      return { kind: 'message', text: [decided.outcome, reason, request.status.state].filter(Boolean).join(' ') };
    },
  });
  const server = await startServer(
    { host: '127.0.0.1', port: 0 },
    { receive, isReady: async () => true, signIn: page, onFault },
  );
  teams.deliverTo(`${server.url}/api/messages`);

  return {
    tenant,
    teams,
    store,
    access,
    faults,
    async asked({ durationMinutes = 480, writer = 'approver' } = {}) {
      const alex = { objectId: userId(tenant, 'alex'), displayName: 'Alex Wilber' };
      const asked = await askForAccess(
        {
          tenantId: tenant.tenantId,
          id: randomUUID(),
          requester: alex,
          subject: { ...alex, type: 'User' },
          instance: {
            id: instanceId(tenant),
            name: 'plant-a',
            hostName: 'plant-a.api.weu.digitaltwins.azure.net',
          },
          roleId: ADT_DATA_READER.id,
          reason: 'Dashboards of line 4',
          durationMinutes,
          correlationId: randomUUID(),
        },
        { ...access, writer },
        { kind: 'cli' },
      );
      assert.equal(asked.outcome, 'asked');
      return 'request' in asked ? asked.request : assert.fail();
    },
    standing: async ({ id }) => (await store.access.get(tenant.tenantId, id)) ?? assert.fail(),
    history: async ({ id }) => (await store.access.history(tenant.tenantId, id)).map(({ what }) => what),
    person: (name) => teams.person({ objectId: userId(tenant, name), name }),
    click: (who, verb, { id, version }, signIn) => who.sendsClick(messageIn(who), verb, { id, version }, signIn),
    browser: (who) => new Browser({ [publicUrl]: { at: server.url } }, who),
    async close() {
      await server.close();
      await store.close();
      await Promise.all([teams.close(), tenant.close()]);
    },
  };
}

/** Some card in the person's own chat. */
function messageIn({ chat }: PersonInTeams): Message {
  return { id: '1700000000001', conversationId: chat.id, versions: [], deleted: false };
}
