/** Brings the tables up to date with the code. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { StoreError } from './store-error.ts';

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Applies the migrations that are missing. Throws StoreError 'schema-newer' where the database already has one that
 * this code does not know: an older bot must not write tables it does not understand.
 */
export async function applyMigrations(
  db: Db,
  migrate: (config: { migrationsFolder: string }) => Promise<void>,
): Promise<void> {
  const applied = await newestApplied(db);
  const known = newestKnown();
  if (applied > known) {
    throw new StoreError(
      'schema-newer',
      `The database was last used by a newer version of the bot (schema of ${new Date(applied).toISOString()}, this version knows ${new Date(known).toISOString()}). Start the newer version, or restore a backup.`,
    );
  }
  await migrate({ migrationsFolder });
}

async function newestApplied(db: Db): Promise<number> {
  const { rows: tables } = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`);
  if (typeof tables[0]?.name !== 'string') return 0;
  const { rows } = await db.execute(sql`select max(created_at) as newest from drizzle.__drizzle_migrations`);
  return Number(rows[0]?.newest ?? 0);
}

/** The newest migration of this code, in milliseconds since 1970. */
export function newestKnown(): number {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8'),
  );
  return Math.max(0, ...journal.entries.map((entry) => entry.when));
}
