/** PostgreSQL inside this process (PGlite), its data in a folder or in memory. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { applyMigrations } from './migrations.ts';
import * as schema from './schema.ts';
import { StoreError } from './store-error.ts';
import { tidy } from './tidy.ts';

const START_PARAMS = [
  ...PGlite.defaultStartParams,
  // PostgreSQL's default of 128 MB would be most of the bot's memory; its tables fit into this many times over.
  ...['-c', 'shared_buffers=16MB'],
  // By the default of 100 a table of large rows is looked over for seconds, in which nothing else is answered.
  ...['-c', 'default_statistics_target=10'],
];

/** `template` is what `PGlite.dumpDataDir` gave: loading one is several times faster than creating a database. */
export async function openEmbedded(
  options: { dataDir: string; template?: Blob } | { memory: true; template?: Blob },
): Promise<Database & { pglite: PGlite }> {
  const folder = 'dataDir' in options ? options.dataDir : undefined;
  const unlock = folder === undefined ? () => {} : takeFolder(folder);
  const dataDir = folder && join(folder, 'database');
  const isNew = dataDir === undefined || !existsSync(dataDir);
  let pglite: PGlite | undefined;

  async function close() {
    await pglite?.close();
    unlock();
  }

  try {
    pglite = await PGlite.create({
      startParams: START_PARAMS,
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(isNew && options.template ? { loadDataDir: options.template } : {}),
    });
    const db = drizzle(pglite, { schema });
    await applyMigrations(db, (config) => migrate(db, config));
    return { db, pglite, queue: { kind: 'embedded', pglite, sql }, tidy: () => tidy(db), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new StoreError(
      'folder-not-writable',
      `Cannot make the data folder ${folder}. Choose another DATA_DIR, or give the bot's user write access there.`,
      { cause },
    );
  }
  return lockFolder(folder);
}
