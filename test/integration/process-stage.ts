/** Stories whose bots are processes of their own, on a database that outlives them. */
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../../playground/azure/tenant-file.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { DeliveryStore } from '../../src/access/delivery.ts';
import type { AccessStore } from '../../src/access/store.ts';
import type { Config } from '../../src/config.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createDeliveryStore } from '../../src/store/delivery-store.ts';
import { startContoso, userId } from '../playground/azure/contoso.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { startTeams, type TeamsDouble } from '../support/teams-double/teams.ts';
import { botConfig } from './bot-config.ts';
import { type BotProcess, type LoadedBot, loadBotProcess } from './bot-process.ts';

const names = {
  alex: 'Alex Wilber',
  megan: 'Megan Bowen',
  isaiah: 'Isaiah Langer',
  diego: 'Diego Siciliani',
} as const;

export interface ProcessStage {
  tenant: SimulatedTenant;
  teams: TeamsDouble;
  person(name: keyof typeof names): PersonInTeams;
  /**
   * Starts a bot; the next one is loaded meanwhile. `anew`: in a process that begins only now, as after a crash. Activities
   * go where `teams.deliverTo` says.
   */
  start(how?: 'anew'): Promise<BotProcess>;
  /** Ends whatever runs. */
  close(): Promise<void>;
}

export async function setProcessStage(
  database: Config['database'],
  edit: (file: TenantFile) => void = () => {},
): Promise<ProcessStage> {
  const tenant = await startContoso({}, edit);
  const teams = await startTeams({ ...tenant.bot, tenantId: tenant.tenantId });
  const config = botConfig(tenant, teams, database);
  const { caCertificate } = tenant;
  const loaded: LoadedBot[] = [];
  let next = load();

  function load(): LoadedBot {
    const bot = loadBotProcess();
    loaded.push(bot);
    return bot;
  }

  return {
    tenant,
    teams,
    person: (name) => teams.person({ objectId: userId(tenant, name), name: names[name] }),
    async start(how) {
      const bot = how === 'anew' ? load() : next;
      if (bot === next) next = load();
      return bot.start({ config, cloud: cloudOf(tenant), caCertificate, login: teams.login, behindMs: 60_000 });
    },
    async close() {
      await Promise.all(loaded.map((bot) => bot.kill()));
      await Promise.all([teams.close(), tenant.close()]);
    },
  };
}

/** Looks into the database: of an embedded one only while no bot runs. */
export async function lookInto<T>(
  database: { dataDir: string } | { url: string },
  look: (stores: { access: AccessStore; deliveries: DeliveryStore }) => Promise<T>,
): Promise<T> {
  const opened = await openDatabase(database);
  const queueNothing = async () => {};
  try {
    return await look({
      access: createAccessStore(opened.db, queueNothing),
      deliveries: createDeliveryStore(opened.db, queueNothing),
    });
  } finally {
    await opened.close();
  }
}
