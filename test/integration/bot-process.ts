import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { BotSettings } from './run-bot.ts';

export interface BotProcess {
  endpoint: string;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** Starts the bot in a process of its own. What it prints is shown, or given to `onOutput`. */
export async function startBotProcess(settings: BotSettings, onOutput?: (text: string) => void): Promise<BotProcess> {
  const output = onOutput === undefined ? 'inherit' : 'pipe';
  const child = fork(new URL('./run-bot.ts', import.meta.url).pathname, { stdio: ['ignore', output, output, 'ipc'] });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput ?? (() => {}));
  child.send(settings);
  const [{ endpoint }] = await Promise.race([once(child, 'message'), ended(child)]);
  return {
    endpoint,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The bot ended with ${code} before it was ready.`);
}
