import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { BotSettings } from './run-bot.ts';

export interface BotProcess {
  endpoint: string;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** A process that has loaded the bot and waits for its settings. */
export interface LoadedBot {
  start(settings: BotSettings): Promise<BotProcess>;
  kill(): Promise<void>;
}

/** Loads the bot into a process of its own, which takes the longest. What it prints is shown, or given to `onOutput`. */
export function loadBotProcess(onOutput?: (text: string) => void): LoadedBot {
  const output = onOutput === undefined ? 'inherit' : 'pipe';
  const child = fork(new URL('./run-bot.ts', import.meta.url).pathname, { stdio: ['ignore', output, output, 'ipc'] });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput ?? (() => {}));

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  return {
    kill,
    async start(settings) {
      child.send(settings);
      const [{ endpoint }] = await Promise.race([once(child, 'message'), ended(child)]);
      return { endpoint, kill };
    },
  };
}

/** Starts the bot in a process of its own. */
export async function startBotProcess(settings: BotSettings, onOutput?: (text: string) => void): Promise<BotProcess> {
  return loadBotProcess(onOutput).start(settings);
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The bot ended with ${code} before it was ready.`);
}
