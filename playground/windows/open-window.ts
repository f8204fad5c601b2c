import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type WindowSettings, windowSettings } from './window-settings.ts';

export interface WindowRequest extends WindowSettings {
  /** Where the bot takes activities: `http://127.0.0.1:3978/api/messages`. */
  botEndpoint: string;
  /** The wished port; 0 for any free one. If it is taken, the window takes another: read it from `url`. */
  port: number;
  /** Where the window may make a folder of its own for its settings and its log. */
  folder: string;
}

export interface ChatWindow {
  /** The page to open in a browser. */
  url: string;
  /** The file the window writes its log to; it is gone after `close`. */
  log: string;
  /** Ends the window's process and removes its folder. May be called twice. */
  close(): Promise<void>;
}

/** A chat window could not be opened; the message quotes what the window wrote to its log. */
export class WindowError extends Error {
  readonly code = 'WINDOW_NOT_OPENED';
}

const PATIENCE_MS = 30_000;
const LOG_TAIL = 2_000;

/**
 * Opens one chat window (an instance of the Microsoft 365 Agents Playground) that acts as `person`. Several can be
 * open at once and talk to the same bot. No browser is started; the page is served on the loopback only.
 *
 * @throws WindowError when the window ends or does not answer within 30 s.
 */
export async function openWindow(request: WindowRequest): Promise<ChatWindow> {
  const settings = windowSettings(request);
  await mkdir(request.folder, { recursive: true });
  const folder = await mkdtemp(join(request.folder, 'window-'));
  const file = join(folder, '.m365agentsplayground.yml');
  const log = join(folder, 'window.log');
  await writeFile(file, settings);

  const child = spawn(process.execPath, argumentsFor(request), {
    cwd: folder,
    env: {
      ...process.env,
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: file,
      M365_AGENTS_PLAYGROUND_LOGFILE: log,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const close = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    const late = AbortSignal.timeout(PATIENCE_MS);
    const url = `http://127.0.0.1:${await portOf(child, late)}`;
    await pageAnswers(url, child, late);
    return { url, log, close };
  } catch (cause) {
    const said = await readFile(log, 'utf8').catch(() => '');
    await close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WindowError(
      `The chat window of ${request.person.displayName} did not open: ${reason}\n${said.slice(-LOG_TAIL)}`.trimEnd(),
      { cause },
    );
  }
}

function argumentsFor({ botEndpoint, port }: WindowRequest): string[] {
  const preload = new URL('./window-process.ts', import.meta.url).href;
  const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  return [
    '--import',
    preload,
    cli,
    'start',
    ...['--app-endpoint', botEndpoint],
    ...['--channel-id', 'msteams'],
    ...['--port', String(port)],
    '--disable-telemetry',
  ];
}

/** The port the window says it listens on, in the first line it prints. */
function portOf(child: ChildProcess, late: AbortSignal): Promise<number> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /Listening on (\d+)/.exec(printed)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`it ended (${signal ?? code}). ${printed}`)));
    late.addEventListener('abort', () => reject(new Error(`it was silent for ${PATIENCE_MS / 1000} s. ${printed}`)));
  });
}

/** It listens a moment before it serves its page. */
async function pageAnswers(url: string, child: ChildProcess, late: AbortSignal): Promise<void> {
  while (!late.aborted) {
    if (child.exitCode !== null) throw new Error(`it ended (${child.exitCode})`);
    const response = await fetch(url, { signal: late }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await delay(50);
  }
  throw new Error(`${url} did not answer within ${PATIENCE_MS / 1000} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await gone;
  clearTimeout(killer);
}
