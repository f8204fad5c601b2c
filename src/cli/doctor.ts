/** `npm run doctor`: what of a deployment is right, what is not, and what mends it. Reads the environment `npm start` reads. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAzureTenant } from '../azure/azure-tenant.ts';
import { readAzureTime } from '../azure/azure-time.ts';
import { type Cloud, publicCloud } from '../azure/clouds.ts';
import { createCredential } from '../azure/credentials.ts';
import { readOwnToken } from '../azure/own-token.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { graphPermissionForBot, readerForBot } from '../diagnosis/bot-permissions.ts';
import type { Remedy } from '../diagnosis/diagnosis.ts';
import type { CheckReport } from '../doctor/check.ts';
import { checks } from '../doctor/checks/index.ts';
import { completeSettings, faultySettings } from '../doctor/checks/settings.ts';
import type { Deployment, OwnToken, Service } from '../doctor/deployment.ts';
import { type Finding, type Fix, worstOf } from '../doctor/finding.ts';
import { notChecked, runChecks } from '../doctor/run-checks.ts';
import { examineStore } from '../store/examine-store.ts';
import { readAppEnvironments } from './app-environments.ts';
import { askConnection, TOKEN_SERVICE } from './ask-connection.ts';
import { printDoctor } from './print-doctor.ts';
import { reachAddress } from './reach-address.ts';

const usage = 'npm run doctor -- [--json]';

/** The outside world; differs from the real one for tests. */
export interface Surroundings {
  cloud: Cloud;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  /** Where the settings of the app package are: files '.env.<name>'. */
  environmentFolder: string;
  /** The manifest that the app package is built from. */
  manifestFile: string;
  deadlineMs: number;
  slowMs: number;
  /** Progress, apart from the report. */
  say(line: string): void;
}

const realSurroundings: Surroundings = {
  cloud: publicCloud,
  fetch: (...asked) => globalThis.fetch(...asked),
  now: () => new Date(),
  environmentFolder: fileURLToPath(new URL('../../env', import.meta.url)),
  manifestFile: fileURLToPath(new URL('../../appPackage/manifest.json', import.meta.url)),
  deadlineMs: 60_000,
  slowMs: 3_000,
  say: (line) => process.stderr.write(`${line}\n`),
};

/** Every check's report, in their order. Nothing is changed anywhere. */
export async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  surroundings: Partial<Surroundings> = {},
): Promise<CheckReport[]> {
  const around = { ...realSurroundings, ...surroundings };
  const settings = (findings: Finding[]): CheckReport => {
    return { id: 'settings', title: 'Settings', outcome: worstOf(findings), findings, ms: 0, slow: false };
  };
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const skipped = checks.map(({ id, title }): CheckReport => {
      const findings = [notChecked('The settings are incomplete.')];
      return { id, title, outcome: 'unknown', findings, ms: 0, slow: false };
    });
    return [settings(faultySettings(error.message)), ...skipped];
  }
  const reports = await examineConfig(config, environment.PUBLIC_URL?.trim(), around);
  return [settings(completeSettings(config)), ...reports];
}

/** The same for settings that have been read already. */
export async function examineConfig(
  config: Config,
  publicUrl: string | undefined,
  surroundings: Partial<Surroundings> = {},
): Promise<CheckReport[]> {
  const around = { ...realSurroundings, ...surroundings };
  return runChecks(checks, deploymentOf(config, publicUrl || undefined, around), {
    clock: () => performance.now(),
    deadlineMs: around.deadlineMs,
    slowMs: around.slowMs,
    onSlow: ({ title }) => around.say(`Still checking: ${title} …`),
  });
}

function deploymentOf(config: Config, publicUrl: string | undefined, around: Surroundings): Deployment {
  const { bot, approvals, allowedTenants, signIn, board, ticketWebhook } = config;
  const { cloud, fetch, now } = around;
  const credential = credentialOf(config, bot.tenantId, cloud);
  const teams = teamsOf(config, cloud);
  return {
    settings: {
      appId: bot.appId,
      tenantId: bot.tenantId,
      identity: bot.secret.kind,
      approvals,
      allowedTenants,
      ...(signIn && { signIn }),
      ...(board && { board }),
      ...(ticketWebhook && { ticketWebhook }),
      ...(publicUrl !== undefined && { publicUrl }),
    },
    tenant: createAzureTenant(bot.tenantId, credential, cloud),
    signIn: once((service, options) => {
      if (service === 'bot-framework') return readOwnToken(teams.credential, teams.scope, options);
      return readOwnToken(credential, service === 'arm' ? cloud.armScope : cloud.graphScope, options);
    }),
    azureTime: (options) => readAzureTime(cloud, bot.tenantId, fetch, options),
    now,
    store: () => examineStore(config.database),
    async get(url, { signal }) {
      const response = await fetch(url, { redirect: 'manual', ...(signal && { signal }) });
      return { status: response.status, body: await response.text() };
    },
    reach: reachAddress,
    appEnvironments: () => readAppEnvironments(around.environmentFolder, around.manifestFile),
    async connection(name, options) {
      // Says why, where it is refused.
      await readOwnToken(teams.credential, teams.scope, options);
      const token = await teams.credential.getToken(teams.scope, { enableCae: true });
      const asked = { url: teams.tokenService, token: token?.token ?? '', appId: bot.appId, name };
      return askConnection(asked, fetch, options);
    },
    fixes: {
      reader: (subscriptionId) => asFix(readerForBot(bot.appId, subscriptionId && `/subscriptions/${subscriptionId}`)),
      graphPermission: (permission) => asFix(graphPermissionForBot(bot.appId, permission)),
    },
  };
}

/** Several checks ask who the bot is; a refused sign-in is not tried again for each. */
function once(signIn: Deployment['signIn']): Deployment['signIn'] {
  const known = new Map<Service, Promise<OwnToken>>();
  return function signInOnce(service, options) {
    const signingIn = known.get(service) ?? signIn(service, options);
    known.set(service, signingIn);
    return signingIn;
  };
}

function credentialOf({ bot }: Config, tenantId: string, cloud: Cloud) {
  const { appId: clientId, secret } = bot;
  return createCredential(
    secret.kind === 'managed-identity'
      ? { kind: 'managed-identity', clientId }
      : { kind: 'client-secret', tenantId, clientId, clientSecret: secret.secret },
    cloud,
  );
}

/** Where the adapter gets its tokens too: a bot of several tenants from the Bot Framework's own (Bot Framework docs). */
function teamsOf(config: Config, cloud: Cloud) {
  const { bot, channel } = config;
  const double = channel.kind === 'bot-framework' ? channel.endpoints : undefined;
  const ofMany = bot.secret.kind === 'client-secret' && bot.secret.multiTenant;
  const authorityHost = double === undefined ? cloud.authorityHost : new URL(double.login).origin;
  return {
    credential: credentialOf(config, ofMany ? 'botframework.com' : bot.tenantId, { ...cloud, authorityHost }),
    scope: `${double?.scope ?? 'https://api.botframework.com'}/.default`,
    tokenService: double?.tokenService ?? TOKEN_SERVICE,
  };
}

function asFix(remedy: Remedy | undefined): Fix {
  const { who = 'An administrator', steps = [], command } = remedy ?? {};
  return { how: `${who}: ${steps.join(' ')}`, ...(command !== undefined && { commands: [command] }) };
}

async function main(): Promise<void> {
  let json: boolean | undefined;
  try {
    json = parseArgs({ options: { json: { type: 'boolean' } } }).values.json;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n  ${usage}`);
    process.exitCode = 2;
    return;
  }
  const reports = await examine(process.env);
  const outcome = worstOf(reports);
  console.log(json ? JSON.stringify({ outcome, checks: reports }, null, 2) : printDoctor(reports));
  process.exitCode = outcome === 'fault' ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) await main();
