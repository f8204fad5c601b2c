import { setTimeout as sleep } from 'node:timers/promises';
import { startTenant } from '../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../playground/azure/tenant-file.ts';
import { median, round } from './median.ts';
import { type BotProcess, startBotProcess, startEchoBot } from './processes/start.ts';

const runs = 3;
const restMs = 3_000;

/** Time from spawn to the first request that could be taken, and memory three seconds later, beside the echo bot. */
export async function benchStartUp(file: TenantFile): Promise<object> {
  const tenant = await startTenant(file);
  try {
    const bot = await measure(() => startBotProcess(tenant));
    const echo = await measure(startEchoBot);
    return {
      runs,
      startUpMs: round(bot.ms, 0),
      echoStartUpMs: round(echo.ms, 0),
      startUpRatio: round(bot.ms / echo.ms),
      memoryAtRestMb: round(bot.mb, 0),
      echoMemoryAtRestMb: round(echo.mb, 0),
      memoryRatio: round(bot.mb / echo.mb),
    };
  } finally {
    await tenant.close();
  }
}

async function measure(start: () => Promise<BotProcess>): Promise<{ ms: number; mb: number }> {
  const times: number[] = [];
  const sizes: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const bot = await start();
    times.push(bot.startedInMs);
    await sleep(restMs);
    sizes.push(await bot.memoryMb());
    await bot.stop();
  }
  return { ms: median(times), mb: median(sizes) };
}
