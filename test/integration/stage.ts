/** What a story needs: the demo tenant, Teams, and the bot between them, wired as in production. */
import { randomUUID } from 'node:crypto';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../../playground/azure/tenant-file.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { Config } from '../../src/config.ts';
import { type RunningBot, startBot } from '../../src/main.ts';
import { startContoso, userId } from '../playground/azure/contoso.ts';
import { newTestDatabase } from '../support/store.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { startTeams, type TeamsDouble } from '../support/teams-double/teams.ts';
import { botConfig } from './bot-config.ts';

export interface Stage {
  tenant: SimulatedTenant;
  teams: TeamsDouble;
  config: Config;
  /** Where Teams posts activities to. */
  endpoint: string;
  /** Somebody of the demo tenant, by the first name. */
  person(name: Who): PersonInTeams;
  /** Moves the bot's clock. It starts a minute behind, so that the bot's waits of seconds are over at once. */
  clock: { behindMs: number };
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

const names = {
  alex: 'Alex Wilber',
  megan: 'Megan Bowen',
  isaiah: 'Isaiah Langer',
  adele: 'Adele Vance',
  lee: 'Lee Gu',
  diego: 'Diego Siciliani',
} as const;

export type Who = keyof typeof names;

export interface StageOptions {
  edit?: (file: TenantFile) => void;
  /** Tenants whose people may use the bot, besides the demo tenant. */
  alsoAllowed?: string[];
  config?: Partial<Config>;
  /** Where attached files may come from besides SharePoint and OneDrive. */
  fileOrigins?: string[];
}

/** Sets everything up and starts the bot. */
export async function setStage({
  edit,
  alsoAllowed = [],
  config: changes = {},
  fileOrigins = [],
}: StageOptions = {}): Promise<Stage> {
  const tenant = await startContoso({}, edit);
  const teams = await startTeams({ ...tenant.bot, tenantId: tenant.tenantId });
  const clock = { behindMs: 60_000 };
  const config: Config = {
    ...botConfig(tenant, teams, await newTestDatabase()),
    allowedTenants: [tenant.tenantId, ...alsoAllowed],
    ...changes,
  };
  let running: RunningBot | undefined;

  async function start() {
    running = await startBot(config, {
      cloud: cloudOf(tenant),
      now: () => new Date(Date.now() - clock.behindMs),
      fileOrigins,
    });
    stage.endpoint = running.endpoint;
    teams.deliverTo(running.endpoint);
  }

  async function stop() {
    const bot = running;
    running = undefined;
    await bot?.stop();
  }

  const stage: Stage = {
    tenant,
    teams,
    config,
    endpoint: '',
    person: (name) => teams.person({ objectId: userId(tenant, name) || randomUUID(), name: names[name] }),
    clock,
    start,
    stop,
    async close() {
      await stop();
      await Promise.all([teams.close(), tenant.close()]);
    },
  };
  await start();
  return stage;
}
