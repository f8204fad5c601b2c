import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import type { Config } from '../../src/config.ts';
import type { TeamsDouble } from '../support/teams-double/teams.ts';

/** The settings of a bot between a simulated tenant and the double of Teams. */
export function botConfig(
  { tenantId, bot }: SimulatedTenant,
  { channel }: TeamsDouble,
  database: Config['database'],
): Config {
  return {
    bot: { appId: bot.appId, tenantId, secret: { kind: 'client-secret', secret: bot.secret } },
    allowedTenants: [tenantId],
    approvals: 'bot-identity',
    database,
    port: 0,
    logLevel: 'silent',
    channel,
  };
}
