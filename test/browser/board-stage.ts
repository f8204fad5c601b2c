/** The board as it runs, with a month of cases in the store, and the page that plays Teams for it. */
import { randomUUID } from 'node:crypto';
import { type BoardWindow, serveBoard } from '../../playground/board/serve-board.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { Person } from '../../src/access/access-request.ts';
import { createSigningKeys } from '../../src/auth/signing-keys.ts';
import { createTokenCheck } from '../../src/auth/user-token.ts';
import { whoseToken } from '../../src/auth/whose-token.ts';
import { createAzureTenant } from '../../src/azure/azure-tenant.ts';
import { createBoard } from '../../src/board/board.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import { startServer } from '../../src/server.ts';
import type { Case } from '../../src/triage/case.ts';
import { applyToIncident } from '../../src/triage/cases.ts';
import { BY_THE_BOT, entryOf } from '../../src/triage/doing.ts';
import { createHelpdesk } from '../../src/triage/helpdesk.ts';
import type { Examined } from '../../src/triage/incident.ts';
import { gather } from '../../src/triage/incidents.ts';
import { traitsOf } from '../../src/triage/traits.ts';
import { caseOf } from '../board/samples.ts';
import { appCredential, startContoso } from '../playground/azure/contoso.ts';
import { birthOf, requestOfAlex } from '../store/request-of-alex.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

export interface BoardStage {
  window: BoardWindow;
  /** The bot's own address. */
  origin: string;
  /** Reports something now. */
  report(by: 'alex' | 'adele' | 'lee', more?: Partial<Case>): Promise<Case>;
  close(): Promise<void>;
}

const now = new Date('2026-03-20T10:00:00.000Z');
const HOUR_MS = 3_600_000;

/** Which causes there were, how often, over the month before. */
const MONTH: readonly [FindingId | undefined, number][] = [
  ['rbac.missing-data-role', 17],
  ['rbac.reader-cannot-write', 8],
  ['network.public-access-disabled', 6],
  ['app.consent-missing', 5],
  ['rbac.propagating', 4],
  ['rbac.wrong-scope', 2],
  ['instance.not-found', 1],
  [undefined, 4],
];

export async function setBoardStage(): Promise<BoardStage> {
  const tenant = await startContoso();
  const { tenantId } = tenant;
  const store = await openTestStore({ tenantId });
  const person = (name: string): Person => {
    const user = tenant.state.users.find(({ userPrincipalName }) => userPrincipalName === `${name}@contoso.com`);
    if (user === undefined) throw new Error(`There is no ${name}.`);
    return { objectId: user.id, displayName: user.displayName };
  };
  const report = (by: string, at: Date, more: Partial<Case>) =>
    open(store, { reporter: person(by), ...reportAt(at), ...more });

  await nameTheHelpdesk(store, tenant.state.groups.find(({ displayName }) => displayName === 'Helpdesk')?.id ?? '');
  await fillAMonth(report, person('megan'));
  await strikeThree(report, store);
  await store.access.create(...asked(tenantId, person('alex')));

  const check = createTokenCheck({
    appId: tenant.bot.appId,
    applicationIdUris: [],
    allowedTenants: [tenantId],
    authorityHost: tenant.endpoints.authorityHost,
    keysOf: createSigningKeys({ authorityHost: tenant.endpoints.authorityHost, fetch, now: () => new Date() }),
    now: () => new Date(),
  });
  const azure = createAzureTenant(tenantId, appCredential(tenant), cloudOf(tenant));
  const board = createBoard({
    whoIs: (token) => whoseToken(token, check),
    helpdesk: createHelpdesk({ store: store.triage, tenant: azure, now: () => new Date() }),
    triage: store.triage,
    access: store.access,
    links: { chat: 'https://teams.microsoft.com/l/chat/0/0?users=28:bot', consent: 'https://login.example/consent' },
    onRefused() {},
    now: () => now,
  });
  const server = await startServer(
    { host: '127.0.0.1', port: 0 },
    {
      receive: async () => ({ status: 404 }),
      isReady: async () => true,
      board,
      onFault(_what, error) {
        throw error;
      },
    },
  );
  const window = await serveBoard(tenant, server.url, 0);
  return {
    window,
    origin: server.url,
    report: (by, more = {}) => report(by, now, more),
    async close() {
      await window.close();
      await server.close();
      await store.close();
      await tenant.close();
    },
  };
}

async function open({ triage, tenantId }: TestStore, more: Partial<Case>): Promise<Case> {
  const { number: _, ...one } = caseOf({ ...more, tenantId, id: randomUUID(), diagnosisId: randomUUID() });
  const opened = { ...one, traits: traitsOf(one).map(({ key }) => key) };
  const entry = entryOf(opened, 'opened', new Date(opened.createdAt), BY_THE_BOT);
  return (await triage.open(opened, [], entry)).case;
}

function reportAt(at: Date): Partial<Case> {
  return {
    createdAt: at.toISOString(),
    answeredAt: new Date(at.getTime() + 4_000).toISOString(),
    status: { state: 'new', at: at.toISOString() },
  };
}

function foundOut(cause: FindingId | undefined, instance: string, at: Date): Pick<Case, 'outcome'> {
  return {
    outcome: {
      headline: `You have no data role on ${instance}.`,
      causes: cause === undefined ? [] : [cause],
      possible: [],
      instance: { id: `/subscriptions/s/resourceGroups/g/providers/x/${instance}`, name: instance },
      at: at.toISOString(),
    },
  };
}

async function nameTheHelpdesk({ tenantId, conversations, triage }: TestStore, groupId: string): Promise<void> {
  const conversationId = '19:triage@thread.tacv2';
  await conversations.remember({ tenantId, id: conversationId, kind: 'channel', reference: {} });
  await triage.useChannel({ tenantId, conversationId, groupId, digestOff: false });
}

type Report = (by: string, at: Date, more: Partial<Case>) => Promise<Case>;

/** Most are resolved; five are open, in every state. */
async function fillAMonth(report: Report, helper: Person): Promise<void> {
  const causes = MONTH.flatMap(([cause, times]) => Array.from({ length: times }, () => cause));
  for (const [at, cause] of causes.entries()) {
    // Spread over the days as reports are, some days with many and some with none.
    const day = new Date(now.getTime() - (((at * 7 + (at % 4) * 5) % 29) + 1) * 24 * HOUR_MS);
    const later = new Date(day.getTime() + HOUR_MS).toISOString();
    const status = { state: 'resolved', at: later, how: 'access-works' } as const;
    await report('lee', day, { ...foundOut(cause, 'plant-b', day), status, accessAt: later });
  }
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const since = (hours: number) => ago(hours).toISOString();
  await report('alex', ago(0.4), { ...foundOut('rbac.missing-data-role', 'plant-a', ago(0.4)) });
  await report('adele', ago(3), {
    ...foundOut('rbac.reader-cannot-write', 'plant-a', ago(3)),
    assignee: helper,
    status: { state: 'waiting-for-approval', at: since(2) },
  });
  await report('lee', ago(30), {
    ...foundOut('app.consent-missing', 'plant-b', ago(30)),
    assignee: { objectId: randomUUID(), displayName: 'Isaiah Langer' },
    status: { state: 'waiting-for-reporter', at: since(29), note: 'Which app is it?' },
  });
  await report('diego', ago(100), {
    ...foundOut(undefined, 'plant-b', ago(100)),
    origin: { how: 'handed-over', conversationId: 'a:diego' },
  });
}

/** Three people within ten minutes, which makes an incident. */
async function strikeThree(report: Report, { triage, tenantId }: TestStore): Promise<void> {
  const dependencies = { store: triage, now: () => now, newId: randomUUID };
  for (const [at, who] of ['adele', 'lee', 'diego'].entries()) {
    const moment = new Date(now.getTime() - HOUR_MS + at * 5 * 60_000);
    const { id } = await report(who, moment, foundOut('network.public-access-disabled', 'plant-c', moment));
    await gather(tenantId, id, dependencies);
  }
  const [incident] = await triage.openIncidents(tenantId, 1);
  if (incident === undefined) throw new Error('There is no incident.');
  const examined: Examined = {
    at: now.toISOString(),
    common: [{ kind: 'network', text: 'The public network access of plant-c was closed at 08:58.' }],
    unseen: [{ what: 'Changes of role assignments', why: 'The bot may not read the activity log.' }],
    fix: { title: 'Open the public network of plant-c again' },
  };
  await applyToIncident(tenantId, incident.id, { type: 'examined', examined }, dependencies);
}

function asked(tenantId: string, alex: Person): Parameters<TestStore['access']['create']> {
  const request = {
    ...requestOfAlex(tenantId),
    requester: alex,
    subject: { ...alex, type: 'User' as const },
    createdAt: new Date(now.getTime() - 2 * HOUR_MS).toISOString(),
    approvers: [{ objectId: randomUUID(), displayName: 'Megan Bowen' }],
  };
  return [request, [], birthOf(request)];
}
