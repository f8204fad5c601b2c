/** The bot as a process of its own, which a test can kill. Its settings come as a message; the answer says where it is. */
import { setDefaultCACertificates } from 'node:tls';
import type { Cloud } from '../../src/azure/clouds.ts';
import type { Config } from '../../src/config.ts';
import { startBot } from '../../src/main.ts';
import { type Login, reachLogin } from '../support/teams-double/login.ts';

export interface BotSettings {
  config: Config;
  cloud: Cloud;
  /** PEM of the tenant's authority. */
  caCertificate: string;
  login: Login['address'];
  behindMs: number;
  fileOrigins?: string[];
}

process.once('message', async ({ config, cloud, caCertificate, login, behindMs, fileOrigins = [] }: BotSettings) => {
  setDefaultCACertificates([caCertificate]);
  reachLogin(login);
  const { endpoint } = await startBot(config, {
    cloud,
    now: () => new Date(Date.now() - behindMs),
    fileOrigins,
  });
  process.send?.({ endpoint });
});
