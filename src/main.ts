import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { type FindApprovers, findApprovers, giveUpFindApprovers, giveUpVerify, verify } from './access/carry-out.ts';
import { giveUpRevoke, revoke, wake } from './access/carry-out-end.ts';
import { cleanUp, giveUpGrant, giveUpWatch, grant, watch } from './access/carry-out-grant.ts';
import type { DeliveryStore } from './access/delivery.ts';
import { DEFAULT_POLICY } from './access/policy.ts';
import { readPolicyFile } from './access/read-policy.ts';
import { reconcileJob } from './access/reconcile.ts';
import type { AccessDependencies } from './access/requests.ts';
import { carryOut } from './auth/decisions.ts';
import { recordRefusedSignIn } from './auth/refused-sign-in.ts';
import { createSignInLinks, type SignInLinkStore } from './auth/sign-in-links.ts';
import { createSignInPage } from './auth/sign-in-page.ts';
import { createSigningKeys } from './auth/signing-keys.ts';
import { createTokenCheck } from './auth/user-token.ts';
import { whoseToken } from './auth/whose-token.ts';
import { createBrowserSignIn } from './azure/authorization-code.ts';
import { createAzureTenant } from './azure/azure-tenant.ts';
import { type Cloud, publicCloud } from './azure/clouds.ts';
import { createCredential, warmTokens, whoIs } from './azure/credentials.ts';
import { createOnBehalfOf } from './azure/on-behalf-of.ts';
import { createAssertion } from './azure/sign-in-app.ts';
import { createBoard } from './board/board.ts';
import { notSetUp } from './board/page.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { approversAt } from './diagnosis/approvers.ts';
import { guardGrants } from './doctor/guard-grants.ts';
import { proveOwnRight } from './doctor/prove-own-right.ts';
import type { DeadJob, Handlers } from './jobs/queue.ts';
import { createBotMetrics } from './metrics/bot-metrics.ts';
import { createMetricsRoute } from './metrics/serve-metrics.ts';
import { startServer } from './server.ts';
import { openStore, type Store } from './store/open-store.ts';
import { type BotRegistration, GuardedAdapter } from './teams/adapter.ts';
import { createTeamsApp } from './teams/app.ts';
import { createBackground } from './teams/background.ts';
import { createChat } from './teams/chat.ts';
import { createClickHandler } from './teams/clicks.ts';
import { createDecideSignedIn } from './teams/decide-signed-in.ts';
import { createDiagnoses, type Diagnoses } from './teams/diagnoses.ts';
import { createExtension } from './teams/extension/extension.ts';
import { createMessenger } from './teams/messenger.ts';
import { createNotifier, type Notifier } from './teams/notifier.ts';
import { createFileReader } from './teams/read-file.ts';
import { createRequestCards } from './teams/request-cards.ts';
import { createOfferRequest } from './teams/request-offer.ts';
import { createSendLimits } from './teams/send-limits.ts';
import { createTellLeftChannel } from './teams/tell-left-channel.ts';
import { createSendDigest } from './teams/triage/send-digest.ts';
import { createTriageInTeams, type TriageInTeams } from './teams/triage/triage.ts';
import { createUseChannel } from './teams/use-channel.ts';
import type { Tenant } from './tenant.ts';
import { createAnnounce } from './tickets/announce.ts';
import {
  type CarryOutDependencies,
  followDiagnosisJob,
  followRequestJob,
  gatherJob,
  reconcileJob as reconcileCases,
  wakeJob as wakeCase,
} from './triage/carry-out.ts';
import type { TriageDependencies } from './triage/cases.ts';
import { type DailyDigestDependencies, digestJob, queueNextDigest } from './triage/daily-digest.ts';
import { examine } from './triage/examine.ts';
import { createHelpdesk, type Helpdesk } from './triage/helpdesk.ts';
import { alignCases, settleIncident } from './triage/incidents.ts';
import { createKnownIncident } from './triage/known-incident.ts';
import { queueRetention, retainJob } from './triage/retain.ts';
import { DEFAULT_RETENTION } from './triage/retention.ts';

export interface RunningBot {
  /** Where Teams posts activities to. */
  endpoint: string;
  /** Takes no more requests, lets what runs finish, and closes the store. */
  stop(): Promise<void>;
}

/** A diagnosis that a stop interrupted is taken up again if it is younger than this; later nobody waits for it. */
const resumeForMs = 15 * 60_000;
/** Starting waits this long for Azure to show what the bot itself may do. */
const longestProofMs = 10_000;
/** No diagnosis runs longer, its deadline and its messages included. */
const longestDiagnosisMs = 30_000;
/** A browser waits longer than Teams. */
const pageWithinMs = 30_000;

/**
 * Wires the bot together and starts it. Everything it needs comes in here: `cloud`, `now` and `fileOrigins` (where
 * attached files may come from besides SharePoint and OneDrive) are the outside world, and differ from the real one only
 * for the playground and for tests.
 *
 * Rejects with an error whose `code` says what: among them 'excessive-right', where the bot's identity may do too much.
 */
export async function startBot(
  config: Config,
  {
    cloud = publicCloud,
    now = () => new Date(),
    fileOrigins = [],
  }: { cloud?: Cloud; now?: () => Date; fileOrigins?: readonly string[] } = {},
): Promise<RunningBot> {
  const policy = config.accessPolicyFile === undefined ? DEFAULT_POLICY : readPolicyFile(config.accessPolicyFile);
  const log = pino({ level: config.logLevel, base: null });
  const metrics = createBotMetrics();
  const onFault = (what: string, error: unknown) => {
    metrics.fault();
    log.error({ err: error, what }, 'fault');
  };
  const newId = randomUUID;

  const credential = createCredential(
    config.bot.secret.kind === 'managed-identity'
      ? { kind: 'managed-identity', clientId: config.bot.appId }
      : {
          kind: 'client-secret',
          tenantId: config.bot.tenantId,
          clientId: config.bot.appId,
          clientSecret: config.bot.secret.secret,
        },
    cloud,
  );
  const tenant = createAzureTenant(config.bot.tenantId, credential, cloud);
  const botObjectId = async () => (await whoIs(credential, cloud)).objectId;
  const whoIsBot = async () => ({ appId: config.bot.appId, objectId: await botObjectId() });
  if (config.approvals === 'bot-identity') {
    const proof = await proveOwnRight(tenant, whoIsBot, { signal: AbortSignal.timeout(longestProofMs) });
    if (!proof.proven) log.warn({ reason: proof.reason }, 'own right not proven; nothing is granted before it is');
  }
  const store = metrics.watch(await openStore(config.database, { log }));

  const adapter = new GuardedAdapter(registrationOf(config));
  const limits = createSendLimits({
    now: () => performance.now(),
    sleep,
    ...(config.replicas !== undefined && { replicas: config.replicas }),
  });
  const helpdesk = createHelpdesk({ store: store.triage, tenant, now });
  const messenger = createMessenger(adapter, adapter.appId, { limits });
  const background = createBackground(onFault);
  const writer = config.approvals === 'on-behalf-of' ? 'approver' : 'bot';
  const requestCards = createRequestCards(store.deliveries, policy, writer);
  const notifier = createNotifier({
    store: store.access,
    deliveries: store.deliveries,
    conversations: store.conversations,
    requestCards,
    messenger,
    newId,
  });
  const access: AccessDependencies | undefined =
    config.approvals === 'off'
      ? undefined
      : {
          store: store.access,
          // Looks at the bot's own right again before each role assignment of its own, also of one left from another mode.
          tenant: guardGrants(tenant, whoIsBot),
          policy,
          now,
          timeZonesOf: store.conversations.timeZones,
          botObjectId,
          writer,
        };
  const signIn = access && signInOf(config, { access, linkStore: store.signInLinks, cloud, now, onFault });
  const diagnoses = createDiagnoses({
    tenant,
    botAppId: config.bot.appId,
    store: store.diagnoses,
    conversations: store.conversations,
    messenger,
    background,
    offer: access && createOfferRequest({ tenant, policy, conversations: store.conversations }),
    knownIncident: createKnownIncident({ store: store.triage, records: store.diagnoses, tenant, now }),
    incident: store.triage.incident,
    helpdesk,
    hasHelpdesk: async (tenantId) => (await store.triage.channel(tenantId)) !== undefined,
    now,
    newId,
  });
  const useChannel = createUseChannel({ tenant, conversations: store.conversations, messenger, background });
  const triage = { store: store.triage, now, newId };
  const boardUrl = config.board && `${config.board.publicUrl}/board`;
  const triageInTeams = createTriageInTeams({
    triage,
    helpdesk,
    tenant,
    diagnoses,
    records: store.diagnoses,
    conversations: store.conversations,
    messenger,
    background,
    useChannel,
    boardUrl,
  });
  const chat = createChat({
    tenant,
    diagnoses,
    records: store.diagnoses,
    requests: store.access,
    conversations: store.conversations,
    messenger,
    background,
    files: createFileReader({ origins: fileOrigins }),
    triage: store.triage,
    useChannel,
    triageCommands: triageInTeams.commands,
    overhear: triageInTeams.overhear,
    approvals: config.approvals,
    now,
  });
  const receive = createTeamsApp({
    adapter,
    gate: {
      allowedTenants: config.allowedTenants,
      onRefused: ({ why, detail }) => log.warn({ why, detail }, 'request refused'),
    },
    chat,
    handleClick: createClickHandler({
      diagnoses,
      records: store.diagnoses,
      access,
      decideSignedIn: signIn?.decide,
      deliveries: store.deliveries,
      conversations: store.conversations,
      requestCards,
      messenger,
      background,
      newId,
      say: (message) => chat.onMessage(message, async () => ({})),
      triageClicks: triageInTeams.clicks,
    }),
    extension: createExtension({
      tenant,
      diagnoses,
      conversations: store.conversations,
      messenger,
      background,
      triage: store.triage,
      requests: store.access,
      helpdesk,
      onFault,
      now,
    }),
    messenger,
    conversations: store.conversations,
    connectionName: config.signIn?.connectionName,
    onFault,
  });

  const digest: DailyDigestDependencies = {
    store: store.triage,
    send: createSendDigest({ conversations: store.conversations, messenger, boardUrl }),
    timeZone: config.digestTimeZone ?? 'UTC',
    now,
  };
  const retention = { ...DEFAULT_RETENTION, ...config.retention };
  const approvals = access && accessJobs(access, { notifier, tenant, deliveries: store.deliveries });
  await store.queue.work(
    {
      ...approvals?.handlers,
      ...triageJobs(triage, { triageInTeams, diagnoses, store, tenant, botAppId: config.bot.appId }),
      'triage.announce': createAnnounce({
        webhook: config.ticketWebhook,
        store: store.triage,
        boardUrl,
        fetch,
        now,
        log,
      }),
      'channel.left': createTellLeftChannel({ conversations: store.conversations, messenger, tenant }),
      'triage.digest': (ref) => digestJob(ref, digest),
      'triage.retain': (ref) => retainJob(ref, { store: store.retention, queue: store.triage, retention, now }),
    },
    approvals?.giveUp,
  );
  for (const tenantId of config.allowedTenants) {
    if (access !== undefined) await store.access.queueReconcile(tenantId, {});
    await store.triage.queueReconcile(tenantId, {});
    await queueNextDigest(tenantId, digest);
    await queueRetention(tenantId, { queue: store.triage, now });
  }

  const startedAt = now();
  const server = await startServer(
    // Without authentication the bot answers this machine only.
    { host: config.channel.kind === 'none' ? '127.0.0.1' : '0.0.0.0', port: config.port },
    {
      receive,
      isReady: store.isReady,
      ...(signIn && { signIn: signIn.page }),
      ...(config.metricsToken !== undefined && {
        metrics: createMetricsRoute({ token: config.metricsToken, metrics, waiting: store.queue.waiting }),
      }),
      board: boardOf(config, { store, helpdesk, cloud, now, log }) ?? { page: () => notSetUp },
      onFault,
    },
  ).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  // Nobody should wait for a sign-in; a fault shows in the first diagnosis, with its reason.
  background.start('sign-in to Azure', async () => void (await warmTokens(credential, cloud)));
  const stopping = new AbortController();
  background.start('unfinished diagnoses', async () => {
    // On a server, what runs may be another replica's; what still runs after this has been left behind.
    if ('url' in config.database) await sleep(longestDiagnosisMs, undefined, { signal: stopping.signal });
    const resumed = await diagnoses.resume(new Date(startedAt.getTime() - resumeForMs), startedAt);
    if (resumed > 0) log.info({ resumed }, 'diagnoses taken up again');
  });
  const endpoint = `${server.url}/api/messages`;
  log.info({ endpoint, approvals: config.approvals, appId: config.bot.appId }, 'ready');

  return {
    endpoint,
    async stop() {
      await server.close();
      stopping.abort();
      await background.settle(10_000);
      await store.close();
    },
  };
}

/** What the queue does for requests, and what where a job has used up its attempts. */
function accessJobs(
  access: AccessDependencies,
  { notifier, tenant, deliveries }: { notifier: Notifier; tenant: Tenant; deliveries: DeliveryStore },
): { handlers: Partial<Handlers>; giveUp: (dead: DeadJob) => Promise<void> } {
  const find: FindApprovers = (scope, write) => approversAt(scope, write, tenant);
  return {
    handlers: {
      'access.find-approvers': (ref) => findApprovers(ref, find, access),
      'access.deliver': notifier.deliver,
      'access.tell-requester': notifier.tellRequester,
      'access.tell-subject': notifier.tellSubject,
      'access.tell-approver': notifier.tellApprover,
      'access.grant': (ref, run) => grant(ref, access, run),
      'access.verify': (ref) => verify(ref, access),
      'access.wake': (ref) => wake(ref, access),
      'access.revoke': (ref) => revoke(ref, access),
      'access.clean-up': (ref) => cleanUp(ref, access),
      'access.watch': (ref) => watch(ref, access),
      'access.reconcile': async (ref) => {
        await reconcileJob(ref, access);
        if (ref.after === undefined) await deliveries.queueUnsentNews(ref.tenantId);
      },
    },
    async giveUp(dead) {
      if (dead.name === 'access.find-approvers') await giveUpFindApprovers(dead.data, access);
      if (dead.name === 'access.grant') await giveUpGrant(dead.data, dead.error, access);
      if (dead.name === 'access.verify') await giveUpVerify(dead.data, access);
      if (dead.name === 'access.revoke') await giveUpRevoke(dead.data, dead.error, access);
      if (dead.name === 'access.watch') await giveUpWatch(dead.data, access);
    },
  };
}

/** What the queue does for cases and incidents. What is given up here is found again by the next reconciliation. */
function triageJobs(
  triage: TriageDependencies,
  {
    triageInTeams,
    diagnoses: { lookAfterAll: look },
    store,
    tenant,
    botAppId,
  }: { triageInTeams: TriageInTeams; diagnoses: Diagnoses; store: Store; tenant: Tenant; botAppId: string },
): Partial<Handlers> {
  const { diagnoses, access: requests, conversations } = store;
  const carryOut: CarryOutDependencies = { ...triage, diagnoses, requests, conversations, look };
  return {
    'triage.deliver': triageInTeams.deliver,
    'triage.tell-reporter': triageInTeams.tellReporter,
    'triage.tell-assignee': triageInTeams.tellAssignee,
    'triage.follow-diagnosis': (ref) => followDiagnosisJob(ref, carryOut),
    'triage.follow-request': (ref) => followRequestJob(ref, carryOut),
    'triage.gather': (ref) => gatherJob(ref, triage),
    'triage.wake': (ref) => wakeCase(ref, triage),
    'triage.examine': (ref) => examine(ref, { ...triage, tenant, diagnoses, botAppId }),
    'triage.align-cases': ({ tenantId, incidentId }) => alignCases(tenantId, incidentId, triage),
    'triage.settle-incident': ({ tenantId, incidentId }) => settleIncident(tenantId, incidentId, triage),
    'triage.reconcile': (ref) => reconcileCases(ref, carryOut),
  };
}

/** Sign-in of approvers, on the card and in a browser; undefined where the bot's own identity writes. */
function signInOf(
  { bot, signIn, allowedTenants }: Config,
  parts: {
    access: AccessDependencies;
    linkStore: SignInLinkStore;
    cloud: Cloud;
    now: () => Date;
    onFault: (what: string, error: unknown) => void;
  },
) {
  if (signIn === undefined) return undefined;
  const { access, linkStore, cloud, now, onFault } = parts;
  const { appId, publicUrl } = signIn;
  const app = {
    clientId: appId,
    proof:
      bot.secret.kind === 'managed-identity'
        ? { getAssertion: createAssertion(bot.appId) }
        : { clientSecret: bot.secret.secret },
  };
  const check = tokenCheckOf({ bot, allowedTenants }, signIn, { cloud, now });
  const links = createSignInLinks({ store: linkStore, tenantIds: allowedTenants, now });
  const page = createSignInPage({
    links,
    browser: createBrowserSignIn(app, cloud, fetch),
    check,
    redirectUri: `${publicUrl}/auth/end`,
    carryOut: (pending, azure) => carryOut(pending, azure, access, { signal: AbortSignal.timeout(pageWithinMs) }),
    onRefused: ({ click, decision }, fault) => recordRefusedSignIn(click, decision, fault, access),
    onFault,
  });
  const actAs = createOnBehalfOf(app, cloud);
  return { page, decide: createDecideSignedIn({ access, check, actAs, links, publicUrl, now, onFault }) };
}

/** The helpdesk's page in Teams; undefined where people cannot sign in to it. */
function boardOf(
  config: Config,
  parts: { store: Pick<Store, 'triage' | 'access'>; helpdesk: Helpdesk; cloud: Cloud; now: () => Date; log: Logger },
) {
  const { board, bot } = config;
  if (board === undefined) return undefined;
  const { store, helpdesk, cloud, now, log } = parts;
  const check = tokenCheckOf(config, board, { cloud, now });
  return createBoard({
    whoIs: (token) => whoseToken(token, check),
    helpdesk,
    triage: store.triage,
    access: store.access,
    links: {
      chat: `https://teams.microsoft.com/l/chat/0/0?users=28:${bot.appId}`,
      consent: `${cloud.authorityHost}/organizations/adminconsent?client_id=${board.appId}`,
    },
    onRefused: (why) => log.warn({ why }, 'board refused'),
    now,
  });
}

/** Whose a token for the app is that people sign in to, however Teams names that app. */
function tokenCheckOf(
  { bot, allowedTenants }: Pick<Config, 'bot' | 'allowedTenants'>,
  { appId, publicUrl }: NonNullable<Config['board']>,
  { cloud: { authorityHost }, now }: { cloud: Cloud; now: () => Date },
) {
  return createTokenCheck({
    appId,
    applicationIdUris: ['', `${new URL(publicUrl).host}/`].flatMap((host) =>
      [appId, `botid-${appId}`, `botid-${bot.appId}`].map((id) => `api://${host}${id}`),
    ),
    allowedTenants,
    authorityHost,
    keysOf: createSigningKeys({ authorityHost, fetch, now }),
    now,
  });
}

function registrationOf({ bot, channel }: Config): BotRegistration | undefined {
  if (channel.kind === 'none') return undefined;
  return {
    appId: bot.appId,
    tenantId: bot.tenantId,
    ...(bot.secret.kind === 'client-secret' && {
      secret: bot.secret.secret,
      multiTenant: bot.secret.multiTenant ?? false,
    }),
    ...(channel.endpoints && { endpoints: channel.endpoints }),
  };
}

async function runFromEnvironment(): Promise<void> {
  try {
    const bot = await startBot(readConfig(process.env));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        bot.stop().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
  } catch (error) {
    const known = error instanceof ConfigError || (error instanceof Error && 'code' in error);
    console.error(known ? error.message : error);
    process.exitCode = 1;
  }
}

if (import.meta.filename === process.argv[1]) await runFromEnvironment();
