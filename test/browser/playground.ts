import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** People of the demo tenant, as the playground calls them. */
const names = {
  alex: 'Alex Wilber',
  megan: 'Megan Bowen',
  adele: 'Adele Vance',
  diego: 'Diego Siciliani',
} as const;

export type Who = keyof typeof names;

/** The playground as a person starts it, and the addresses it prints. */
export interface Playground {
  /** The page of this person's chat window. */
  windowOf(who: Who): string;
  /** The page that makes the refused call. */
  refusedCall: string;
  /** Sets the bot's clock so many minutes behind. */
  setBack(minutes: number): Promise<void>;
  stop(): Promise<void>;
}

/** `people`: who has a window. */
export async function startPlayground(people: readonly Who[]): Promise<Playground> {
  const root = join(import.meta.dirname, '..', '..');
  const windows = people.map((who) => `${who}@contoso.com`).join(',');
  const child = spawn(process.execPath, [join(root, 'playground', 'main.ts'), '--port', '0', '--people', windows], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = await untilReady(child);
  const address = (label: string) => {
    const found = new RegExp(`${label}\\s+(http://\\S+)`).exec(printed)?.[1];
    if (found === undefined) throw new Error(`The playground printed no address of ${label}:\n${printed}`);
    return found;
  };
  return {
    windowOf: (who) => address(names[who]),
    refusedCall: address('The refused call'),
    async setBack(minutes) {
      const { ok } = await fetch(new URL(`/behind/${minutes}`, address('The clock')));
      if (!ok) throw new Error(`The clock cannot be set ${minutes} minutes behind.`);
    },
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ctrl+C')) resolve(printed);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`The playground ended before it was ready:\n${printed}`)));
  });
}
