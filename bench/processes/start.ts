import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { Config } from '../../src/config.ts';

export interface BotProcess {
  endpoint: string;
  /** From spawn until the bot takes requests. */
  startedInMs: number;
  /** Resident memory now, in MB (Linux only; NaN elsewhere). */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

export function startEchoBot(): Promise<BotProcess> {
  return start(['echo-bot.ts']);
}

export function startBotProcess(tenant: SimulatedTenant, database: Config['database']): Promise<BotProcess> {
  const { caCertificate, tenantId, bot } = tenant;
  return start(['bot.ts', JSON.stringify({ cloud: cloudOf(tenant), caCertificate, tenantId, bot, database })]);
}

/** A bot prints its endpoint as its first line. */
async function start([script = '', ...args]: string[]): Promise<BotProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, 'exit').then(() => {
    throw new Error(`${script} ended before it was ready.`);
  });
  const [endpoint] = (await Promise.race([once(lines, 'line'), failed])) as [string];
  const startedInMs = performance.now() - began;
  failed.catch(() => undefined);
  return {
    endpoint,
    startedInMs,
    async memoryMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
