/** PostgreSQL on a server. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Pool, type PoolClient } from 'pg';
import type { Database } from './database.ts';
import { applyMigrations } from './migrations.ts';
import { beginLife } from './only-bot.ts';
import * as schema from './schema.ts';
import { StoreError } from './store-error.ts';

/** Any constant: it only has to be the same in every bot. */
const MIGRATION_LOCK = 403_403;

export async function openServer(url: string): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await migrateAlone(pool, url);
    const life = await beginLife(url);
    return {
      db: drizzle(pool, { schema }),
      queue: { kind: 'server', url, sql, alone: life.alone, share: life.share },
      tidy: async () => {},
      async close() {
        await life.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Bots that start side by side migrate one after the other. */
async function migrateAlone(pool: Pool, url: string): Promise<void> {
  const client = await connect(pool, url);
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const db = drizzle(client, { schema });
    await applyMigrations(db, (config) => migrate(db, config));
  } finally {
    // Closes the connection, and with it the lock.
    client.release(true);
  }
}

async function connect(pool: Pool, url: string): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      'database-unreachable',
      `Cannot open the database at ${withoutPassword(url)}: ${reason}. Check DATABASE_URL, that the server runs, and that it admits this user.`,
      { cause },
    );
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'the address in DATABASE_URL';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}
