import { z } from 'zod/v4';

/** How requests to the bot are authenticated. Only code can choose `none`, and then the bot listens on the loopback only. */
export type ChannelAuthentication =
  | {
      kind: 'bot-framework';
      /** Other endpoints than the public Bot Framework's; for a test double. */
      endpoints?: { openIdMetadata: string; tokenIssuer: string; login: string; scope: string };
    }
  | { kind: 'none' };

/**
 * How the bot signs in. `multiTenant` tells how its registration with the Bot Framework was made: such a bot gets its
 * tokens for Teams from another place. Either way only people of the allowed tenants are served.
 */
export type BotSecret = { kind: 'client-secret'; secret: string; multiTenant?: boolean } | { kind: 'managed-identity' };

export interface Config {
  bot: { appId: string; tenantId: string; secret: BotSecret };
  /** Tenants whose people may use the bot, lower case. */
  allowedTenants: readonly string[];
  /** `off`: the card shows the command and who can run it. `bot-identity`: the bot makes approved assignments itself. */
  approvals: 'off' | 'bot-identity';
  database: { dataDir: string } | { url: string } | { memory: true };
  port: number;
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

const allowedWhere = 'Give the Directory (tenant) IDs whose people may use the bot, separated by commas.';

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
      .enum(['off', 'bot-identity'], {
        error:
          'must be off (cards show the command instead of a button) or bot-identity (the bot’s own identity makes what an Owner approved).',
      })
      .default('off'),
    DATA_DIR: z.string().min(1).default('.data'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres:// or postgresql://.' })
      .optional(),
    PORT: z.coerce
      .number({ error: 'must be a port number, such as 3978.' })
      .int({ error: 'must be a whole number.' })
      .min(1, { error: 'must be 1 to 65535.' })
      .max(65_535, { error: 'must be 1 to 65535.' })
      .default(3978),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, silent.',
      })
      .default('info'),
  })
  .superRefine(({ BOT_TYPE, BOT_PASSWORD }, context) => {
    if (BOT_TYPE !== 'UserAssignedMSI' && BOT_PASSWORD === undefined) {
      context.addIssue({ code: 'custom', path: ['BOT_PASSWORD'], message: `is missing. ${secretWhere}` });
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
    approvals: value.APPROVAL_MODE,
    database: value.DATABASE_URL === undefined ? { dataDir: value.DATA_DIR } : { url: value.DATABASE_URL },
    port: value.PORT,
    logLevel: value.LOG_LEVEL,
    channel: { kind: 'bot-framework' },
  };
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
