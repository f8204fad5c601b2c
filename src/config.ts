import { z } from 'zod/v4';
import type { TicketWebhook } from './tickets/announce.ts';
import { DEFAULT_RETENTION, type Retention } from './triage/retention.ts';

/** How requests to the bot are authenticated. Only code can choose `none`, and then the bot listens on the loopback only. */
export type ChannelAuthentication =
  | {
      kind: 'bot-framework';
      /** Other endpoints than the public Bot Framework's; for a test double. */
      endpoints?: { openIdMetadata: string; tokenIssuer: string; login: string; scope: string; tokenService?: string };
    }
  | { kind: 'none' };

/**
 * How the bot signs in. `multiTenant` tells how its registration with the Bot Framework was made: such a bot gets its
 * tokens for Teams from another place. Either way only people of the allowed tenants are served.
 */
export type BotSecret = { kind: 'client-secret'; secret: string; multiTenant?: boolean } | { kind: 'managed-identity' };

export interface SignInSettings {
  /** The app registration that people sign in to: the bot's own, or one that trusts the bot's managed identity. */
  appId: string;
  /** The OAuth connection of the Azure Bot. */
  connectionName: string;
  /** Where browsers reach the bot: 'https://bot.contoso.com'. */
  publicUrl: string;
}

export interface Config {
  bot: { appId: string; tenantId: string; secret: BotSecret };
  /** Tenants whose people may use the bot, lower case. */
  allowedTenants: readonly string[];
  /**
   * `off`: the card shows the command and who can run it. `bot-identity`: the bot makes approved assignments itself.
   * `on-behalf-of`: the approver's own identity does, while the approver clicks.
   */
  approvals: 'off' | 'bot-identity' | 'on-behalf-of';
  /** How approvers prove who they are; always there with `on-behalf-of`. */
  signIn?: SignInSettings;
  /** The helpdesk's page in Teams: whom people sign in to there, and its address; absent: there is no page. */
  board?: Pick<SignInSettings, 'appId' | 'publicUrl'>;
  /** A JSON file that narrows or widens what may be asked for; absent: the default policy. */
  accessPolicyFile?: string;
  database: { dataDir: string } | { url: string } | { memory: true };
  port: number;
  /** How many bots share Teams' send limits; absent: one. */
  replicas?: number;
  /** What GET /metrics takes as its bearer token; absent: there is no such address. */
  metricsToken?: string;
  /** Where a ticket system hears of cases and incidents; absent: none does. */
  ticketWebhook?: TicketWebhook;
  /** IANA name: by its clock the daily digest comes; absent: UTC. */
  digestTimeZone?: string;
  /** How long what is over is kept, in days; absent: the defaults of docs/privacy.md. */
  retention?: Partial<Retention>;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  channel: ChannelAuthentication;
}

/** A configuration that cannot start. `message` lists every fault, each with where to find the right value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'invalid-configuration';
}

const guid = (where: string) =>
  z
    .string({ error: `is missing. ${where}` })
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: `is not a GUID. ${where}` });

const appIdWhere =
  'It is the Application (client) ID: portal → Microsoft Entra ID → App registrations → your bot → Overview.';
const tenantWhere = 'It is the Directory (tenant) ID on the same Overview page.';
const secretWhere =
  'Create one under Certificates & secrets of the app registration and set its Value, not its ID; or set BOT_TYPE=UserAssignedMSI to use a managed identity.';

const connectionWhere =
  'It is the name of the OAuth connection: portal → your Azure Bot → Configuration → OAuth Connection Settings. See docs/on-behalf-of.md, or set APPROVAL_MODE to bot-identity or off.';
const publicUrlWhere = 'It is the address at which browsers reach the bot, such as https://bot.contoso.com.';
const signInAppWhere =
  'It is the Application (client) ID of the app registration that people sign in to, which trusts the bot’s managed identity. See docs/on-behalf-of.md.';

const webhookSecretWhere =
  'Make one with echo "whsec_$(openssl rand -base64 32)" and give it to the ticket system, too. See docs/ticket-webhook.md.';

const allowedWhere = 'Give the Directory (tenant) IDs whose people may use the bot, separated by commas.';

/** A case can be opened again for a week; what is younger than that is not over. */
const MIN_RETENTION_DAYS = 14;

const days = (min: number) =>
  z.coerce
    .number({ error: 'must be a number of days, such as 90.' })
    .int({ error: 'must be a whole number of days.' })
    .min(min, { error: `must be ${min} or more.` })
    .max(3650, { error: 'must be 3650 or less.' });

const databaseSettings = {
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres:// or postgresql://.' })
    .optional(),
};

const settings = z
  .object({
    BOT_ID: guid(appIdWhere),
    BOT_TENANT_ID: guid(tenantWhere),
    BOT_TYPE: z
      .enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
        error: 'must be SingleTenant, MultiTenant (both with BOT_PASSWORD) or UserAssignedMSI.',
      })
      .default('SingleTenant'),
    BOT_PASSWORD: z.string().min(1).optional(),
    ALLOWED_TENANTS: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((id) => id.trim())
          .filter((id) => id !== ''),
      )
      .pipe(z.array(guid(allowedWhere)).min(1, { error: `names no tenant. ${allowedWhere}` }))
      .optional(),
    APPROVAL_MODE: z
      .enum(['off', 'bot-identity', 'on-behalf-of'], {
        error:
          'must be off (cards show the command instead of a button), on-behalf-of (the Owner’s own identity makes what he approves) or bot-identity (the bot’s does).',
      })
      .optional(),
    OAUTH_CONNECTION_NAME: z.string().min(1).optional(),
    PUBLIC_URL: z
      .string()
      .trim()
      .refine(isOrigin, {
        error: 'must be the bot’s address for browsers without a path, such as https://bot.contoso.com.',
        abort: true,
      })
      .transform((text) => new URL(text).origin)
      .optional(),
    SIGN_IN_APP_ID: guid(signInAppWhere).optional(),
    ACCESS_POLICY_FILE: z.string().min(1).optional(),
    ...databaseSettings,
    PORT: z.coerce
      .number({ error: 'must be a port number, such as 3978.' })
      .int({ error: 'must be a whole number.' })
      .min(1, { error: 'must be 1 to 65535.' })
      .max(65_535, { error: 'must be 1 to 65535.' })
      .default(3978),
    REPLICAS: z.coerce
      .number({ error: 'must be the number of bots that run, such as 2.' })
      .int({ error: 'must be a whole number.' })
      .min(1, { error: 'must be 1 or more.' })
      .optional(),
    METRICS_TOKEN: z
      .string()
      .trim()
      .regex(/^[\w.~+/=-]{16,}$/, {
        error: 'must be at least 16 letters, digits or -._~+/=, such as openssl rand -hex 32 makes.',
      })
      .optional(),
    TICKET_WEBHOOK_URL: z
      .string()
      .trim()
      .refine(isHttps, { error: 'must be an address that begins with https://.' })
      .optional(),
    TICKET_WEBHOOK_SECRET: z
      .string()
      .trim()
      .refine(isWebhookSecret, { error: `must be whsec_ and 24 to 64 bytes in Base64. ${webhookSecretWhere}` })
      .optional(),
    DIGEST_TIME_ZONE: z
      .string()
      .trim()
      .refine(isTimeZone, { error: 'must be the IANA name of a time zone, such as Europe/Berlin.' })
      .optional(),
    RETENTION_DAYS: days(MIN_RETENTION_DAYS).optional(),
    AUDIT_RETENTION_DAYS: days(MIN_RETENTION_DAYS).optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, silent.',
      })
      .default('info'),
  })
  .superRefine((given, context) => {
    const fault = (setting: string, message: string) => context.addIssue({ code: 'custom', path: [setting], message });
    if (given.BOT_TYPE !== 'UserAssignedMSI' && given.BOT_PASSWORD === undefined) {
      fault('BOT_PASSWORD', `is missing. ${secretWhere}`);
    }
    if (given.TICKET_WEBHOOK_URL !== undefined && given.TICKET_WEBHOOK_SECRET === undefined) {
      fault('TICKET_WEBHOOK_SECRET', `is missing. ${webhookSecretWhere}`);
    }
    const { RETENTION_DAYS = DEFAULT_RETENTION.days, AUDIT_RETENTION_DAYS = DEFAULT_RETENTION.auditDays } = given;
    if (AUDIT_RETENTION_DAYS < RETENTION_DAYS) {
      fault('AUDIT_RETENTION_DAYS', `must be ${RETENTION_DAYS} or more: as long as RETENTION_DAYS.`);
    }
    if (approvalsOf(given) !== 'on-behalf-of') return;
    if (given.OAUTH_CONNECTION_NAME === undefined) fault('OAUTH_CONNECTION_NAME', `is missing. ${connectionWhere}`);
    if (given.PUBLIC_URL === undefined) fault('PUBLIC_URL', `is missing. ${publicUrlWhere}`);
    // A managed identity is no app registration: nobody can sign in to it.
    if (given.BOT_TYPE === 'UserAssignedMSI') {
      if (given.SIGN_IN_APP_ID === undefined) fault('SIGN_IN_APP_ID', `is missing. ${signInAppWhere}`);
    } else if (given.SIGN_IN_APP_ID !== undefined && given.SIGN_IN_APP_ID !== given.BOT_ID) {
      fault('SIGN_IN_APP_ID', 'is only for BOT_TYPE=UserAssignedMSI; otherwise people sign in to the bot’s own app.');
    }
  });

/** Reads the settings from an environment. Throws ConfigError with all faults at once; empty settings count as absent. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  if (!parsed.success) throw new ConfigError(describeFaults(parsed.error, given));
  const value = parsed.data;
  return {
    bot: {
      appId: value.BOT_ID,
      tenantId: value.BOT_TENANT_ID,
      secret:
        value.BOT_TYPE === 'UserAssignedMSI'
          ? { kind: 'managed-identity' }
          : { kind: 'client-secret', secret: value.BOT_PASSWORD ?? '', multiTenant: value.BOT_TYPE === 'MultiTenant' },
    },
    allowedTenants: value.ALLOWED_TENANTS ?? [value.BOT_TENANT_ID],
    approvals: approvalsOf(value),
    ...signInOf(value),
    ...boardOf(value),
    ...(value.ACCESS_POLICY_FILE !== undefined && { accessPolicyFile: value.ACCESS_POLICY_FILE }),
    database: databaseOf(value),
    port: value.PORT,
    ...(value.REPLICAS !== undefined && { replicas: value.REPLICAS }),
    ...(value.METRICS_TOKEN !== undefined && { metricsToken: value.METRICS_TOKEN }),
    ...webhookOf(value),
    ...(value.DIGEST_TIME_ZONE !== undefined && { digestTimeZone: value.DIGEST_TIME_ZONE }),
    ...retentionOf(value),
    logLevel: value.LOG_LEVEL,
    channel: { kind: 'bot-framework' },
  };
}

type Settings = z.infer<typeof settings>;

/** Whoever has set up the sign-in wants it used. */
function approvalsOf({
  APPROVAL_MODE,
  OAUTH_CONNECTION_NAME,
}: Pick<Settings, 'APPROVAL_MODE' | 'OAUTH_CONNECTION_NAME'>): Config['approvals'] {
  return APPROVAL_MODE ?? (OAUTH_CONNECTION_NAME === undefined ? 'off' : 'on-behalf-of');
}

function signInOf(value: Settings): { signIn?: SignInSettings } {
  const { OAUTH_CONNECTION_NAME: connectionName, PUBLIC_URL: publicUrl, SIGN_IN_APP_ID, BOT_ID } = value;
  if (approvalsOf(value) !== 'on-behalf-of' || connectionName === undefined || publicUrl === undefined) return {};
  return { signIn: { appId: SIGN_IN_APP_ID ?? BOT_ID, connectionName, publicUrl } };
}

/** Teams signs people in to the page wherever it has an address, and there is an app that they can sign in to. */
function boardOf({ PUBLIC_URL, BOT_TYPE, BOT_ID, SIGN_IN_APP_ID }: Settings): Pick<Config, 'board'> {
  const appId = BOT_TYPE === 'UserAssignedMSI' ? SIGN_IN_APP_ID : BOT_ID;
  return PUBLIC_URL === undefined || appId === undefined ? {} : { board: { appId, publicUrl: PUBLIC_URL } };
}

function webhookOf({
  TICKET_WEBHOOK_URL: url,
  TICKET_WEBHOOK_SECRET: secret,
}: Settings): Pick<Config, 'ticketWebhook'> {
  return url === undefined || secret === undefined ? {} : { ticketWebhook: { url, secret } };
}

function retentionOf({ RETENTION_DAYS, AUDIT_RETENTION_DAYS }: Settings): Pick<Config, 'retention'> {
  if (RETENTION_DAYS === undefined && AUDIT_RETENTION_DAYS === undefined) return {};
  return {
    retention: {
      ...(RETENTION_DAYS !== undefined && { days: RETENTION_DAYS }),
      ...(AUDIT_RETENTION_DAYS !== undefined && { auditDays: AUDIT_RETENTION_DAYS }),
    },
  };
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

/** As Standard Webhooks wants it. */
function isWebhookSecret(text: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const { length } = Buffer.from(base64, 'base64');
  return length >= 24 && length <= 64;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return protocol === 'https:' && href === `${origin}/`;
}

/** Where the bot of this environment keeps its data. Throws ConfigError. */
export function readDatabaseSettings(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = z.object(databaseSettings).safeParse(given);
  if (parsed.success) return databaseOf(parsed.data);
  throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).join('\n'));
}

function databaseOf({ DATA_DIR, DATABASE_URL }: { DATA_DIR: string; DATABASE_URL?: string | undefined }) {
  return DATABASE_URL === undefined ? { dataDir: DATA_DIR } : { url: DATABASE_URL };
}

function describeFaults(error: z.ZodError, given: Record<string, unknown>): string {
  const faults = error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`);
  // Zod leaves cross-checks out while a single setting is wrong; whoever mends them should not start twice for it.
  const noSecret = given.BOT_PASSWORD === undefined && given.BOT_TYPE !== 'UserAssignedMSI';
  if (noSecret && !faults.some((fault) => fault.startsWith('  BOT_PASSWORD'))) {
    faults.push(`  BOT_PASSWORD is missing. ${secretWhere}`);
  }
  return [
    'The bot cannot start: its settings are incomplete.',
    ...faults,
    'Set them in the environment. To try the bot without any of this: npm run playground',
  ].join('\n');
}
