import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTenant } from '../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../playground/azure/tenant-file.ts';
import { median, round } from './median.ts';
import { type BotProcess, startBotProcess, startEchoBot } from './processes/start.ts';

const runs = 3;
const restMs = 3_000;

/**
 * Time from spawn to the first request that could be taken, and memory three seconds later, beside the echo bot. The very
 * first start creates the embedded database; every later one opens it.
 */
export async function benchStartUp(file: TenantFile): Promise<object> {
  const tenant = await startTenant(file);
  const dataDir = await mkdtemp(join(tmpdir(), 'adt-support-bench-'));
  try {
    const [first] = await measure(1, () => startBotProcess(tenant, { dataDir }));
    const bot = await measure(runs, () => startBotProcess(tenant, { dataDir }));
    const echo = await measure(runs, startEchoBot);
    const ms = (samples: readonly Sample[]) => median(samples.map((sample) => sample.ms));
    const mb = (samples: readonly Sample[]) => median(samples.map((sample) => sample.mb));
    return {
      runs,
      firstStartMs: round(first?.ms ?? Number.NaN, 0),
      startUpMs: round(ms(bot), 0),
      echoStartUpMs: round(ms(echo), 0),
      startUpRatio: round(ms(bot) / ms(echo)),
      memoryAtRestMb: round(mb(bot), 0),
      echoMemoryAtRestMb: round(mb(echo), 0),
      memoryRatio: round(mb(bot) / mb(echo)),
    };
  } finally {
    await tenant.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Sample {
  ms: number;
  mb: number;
}

async function measure(times: number, start: () => Promise<BotProcess>): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let run = 0; run < times; run += 1) {
    const bot = await start();
    await sleep(restMs);
    samples.push({ ms: bot.startedInMs, mb: await bot.memoryMb() });
    await bot.stop();
  }
  return samples;
}
