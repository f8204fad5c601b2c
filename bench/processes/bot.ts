/** The bot in a process of its own; its tenant is described in the first argument. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Cloud } from '../../src/azure/clouds.ts';
import type { Config } from '../../src/config.ts';
import { startBot } from '../../src/main.ts';

interface Setting {
  cloud: Cloud;
  caCertificate: string;
  tenantId: string;
  bot: { appId: string; secret: string };
  database: Config['database'];
}

const { cloud, caCertificate, tenantId, bot, database } = JSON.parse(process.argv[2] ?? '') as Setting;
setDefaultCACertificates([...getCACertificates('default'), caCertificate]);
const running = await startBot(
  {
    bot: { appId: bot.appId, tenantId, secret: { kind: 'client-secret', secret: bot.secret } },
    allowedTenants: [tenantId],
    approvals: 'bot-identity',
    database,
    port: 0,
    logLevel: 'error',
    channel: { kind: 'none' },
  },
  { cloud },
);
console.log(running.endpoint);
