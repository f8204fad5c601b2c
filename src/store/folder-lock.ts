/** One process per data folder: two on the same embedded database would corrupt it. */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';

interface Holder {
  pid: number;
  host: string;
}

const REFRESH_MS = 10_000;
/** A process on another host (a container that has been replaced, say) cannot be asked; silence has to tell. */
const SILENT_MS = 4 * REFRESH_MS;

const heldHere = new Set<string>();

/**
 * Takes the folder for this process and returns the release. The folder has to exist.
 * Throws StoreError 'folder-locked', or 'folder-not-writable' if the lock file cannot be written.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(file)) return hold(file);
    const found = read(file);
    if (found === undefined) continue;
    if (isAlive(file, found.holder)) throw locked(folder, file, found.holder);
    remove(file, found.text);
  }
  throw locked(folder, file, read(file)?.holder);
}

/** Who holds the folder now, in words; undefined where nobody does. Changes nothing. */
export function folderHolder(folder: string): string | undefined {
  const file = join(folder, 'lock');
  const found = read(file);
  return found !== undefined && isAlive(file, found.holder) ? holderInWords(found.holder) : undefined;
}

function create(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new StoreError(
      'folder-not-writable',
      `Cannot write ${file}. Give the bot's user write access to the folder.`,
      {
        cause: error,
      },
    );
  }
}

function hold(file: string): () => void {
  heldHere.add(file);
  const refresh = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Someone has deleted the file by hand; there is nothing left to refresh.
    }
  }, REFRESH_MS);
  refresh.unref();
  return function release() {
    clearInterval(refresh);
    if (heldHere.delete(file)) rmSync(file, { force: true });
  };
}

function read(file: string): { text: string; holder: Holder | undefined } | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return { text, holder: parse(text) };
  } catch {
    return undefined;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('host' in value)) return undefined;
    return typeof value.pid === 'number' && typeof value.host === 'string'
      ? { pid: value.pid, host: value.host }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(file: string, holder: Holder | undefined): boolean {
  if (holder === undefined || holder.host !== hostname()) return Date.now() - statSync(file).mtimeMs < SILENT_MS;
  // In a container every bot has the same small pid, so the own pid in a file of old is a predecessor's.
  if (holder.pid === process.pid) return heldHere.has(file);
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Removes the dead lock that was read, and not the one that a third process has just put in its place. */
function remove(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') === text) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function locked(folder: string, file: string, holder: Holder | undefined): StoreError {
  return new StoreError(
    'folder-locked',
    `The data folder ${folder} is in use by ${holderInWords(holder)}. Stop that one, choose another DATA_DIR, or set DATABASE_URL to run several bots. If it no longer runs, delete ${file}.`,
  );
}

function holderInWords(holder: Holder | undefined): string {
  return holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
