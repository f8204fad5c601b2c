import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { DEFAULT_POLICY } from './access/policy.ts';
import { readPolicyFile } from './access/read-policy.ts';
import { type Cloud, publicCloud } from './azure/clouds.ts';
import { warmTokens } from './azure/credentials.ts';
import { notSetUp } from './board/page.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { proveOwnRight } from './doctor/prove-own-right.ts';
import { createBotMetrics } from './metrics/bot-metrics.ts';
import { createMetricsRoute } from './metrics/serve-metrics.ts';
import { startServer } from './server.ts';
import { openStore } from './store/open-store.ts';
import { createTellDeletedDiagnosis } from './teams/tell-deleted-diagnosis.ts';
import { createTellLeftChannel } from './teams/tell-left-channel.ts';
import { createSendDigest } from './teams/triage/send-digest.ts';
import { createAnnounce } from './tickets/announce.ts';
import { queueNextDigest } from './triage/daily-digest.ts';
import { createHelpdesk } from './triage/helpdesk.ts';
import { queueRetention } from './triage/retain.ts';
import { DEFAULT_RETENTION } from './triage/retention.ts';
import { accessOf } from './wiring/access.ts';
import { boardOf } from './wiring/board.ts';
import { identityOf } from './wiring/identity.ts';
import { requestJobs } from './wiring/request-jobs.ts';
import { signInOf } from './wiring/sign-in.ts';
import { teamsOf } from './wiring/teams.ts';
import { triageJobs } from './wiring/triage-jobs.ts';

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

  const identity = identityOf(config, cloud);
  const { tenant } = identity;
  if (config.approvals === 'bot-identity') {
    const proof = await proveOwnRight(tenant, identity.whoIs, { signal: AbortSignal.timeout(longestProofMs) });
    if (!proof.proven) log.warn({ reason: proof.reason }, 'own right not proven; nothing is granted before it is');
  }
  const store = metrics.watch(await openStore(config.database, { log }));

  const access = accessOf(config, { store, identity, policy, now });
  const signIn = access && signInOf(config, { access, linkStore: store.signInLinks, cloud, now, onFault });
  const triage = { store: store.triage, now, newId };
  const helpdesk = createHelpdesk({ store: store.triage, tenant, now });
  const boardUrl = config.board && `${config.board.publicUrl}/board`;
  const { receive, messenger, background, diagnoses, triageInTeams, notifier } = teamsOf(config, {
    store,
    tenant,
    policy,
    access,
    decideSignedIn: signIn?.decide,
    triage,
    helpdesk,
    boardUrl,
    fileOrigins,
    now,
    newId,
    log,
    onFault,
  });

  const digest = {
    store: store.triage,
    send: createSendDigest({ conversations: store.conversations, messenger, boardUrl }),
    timeZone: config.digestTimeZone ?? 'UTC',
    now,
  };
  const retention = { ...DEFAULT_RETENTION, ...config.retention };
  const ofRequests = access && requestJobs(access, { notifier, tenant, deliveries: store.deliveries });
  const ofCases = triageJobs(triage, {
    triageInTeams,
    diagnoses,
    store,
    tenant,
    botAppId: config.bot.appId,
    digest,
    retain: { store: store.retention, queue: store.triage, retention, now },
    announce: createAnnounce({ webhook: config.ticketWebhook, store: store.triage, boardUrl, fetch, now, log }),
  });
  await store.queue.work(
    {
      ...ofRequests?.handlers,
      ...ofCases.handlers,
      'channel.left': createTellLeftChannel({ conversations: store.conversations, messenger, tenant }),
      'diagnosis.deleted': createTellDeletedDiagnosis({
        cases: store.triage,
        conversations: store.conversations,
        messenger,
      }),
    },
    async (dead) => {
      await ofRequests?.giveUp(dead);
      await ofCases.giveUp(dead);
    },
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
  background.start('sign-in to Azure', async () => void (await warmTokens(identity.credential, cloud)));
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
