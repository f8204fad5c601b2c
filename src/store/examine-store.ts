/** Looks at the database without changing anything: no lock is taken, no table made, no migration applied. */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Client } from 'pg';
import type { StoreState } from '../doctor/deployment.ts';
import { folderHolder } from './folder-lock.ts';
import { newestKnown } from './migrations.ts';

/** Never rejects: what is in the way is the answer. */
export async function examineStore(
  options: { dataDir: string } | { url: string } | { memory: true },
): Promise<StoreState> {
  if ('url' in options) return examineServer(options.url);
  return 'dataDir' in options ? examineFolder(resolve(options.dataDir)) : { kind: 'memory' };
}

function examineFolder(folder: string): StoreState {
  const usedBy = folderHolder(folder);
  return { kind: 'folder', folder, writable: isWritable(folder), ...(usedBy !== undefined && { usedBy }) };
}

/** A folder that is not there yet is made in the nearest one that is. */
function isWritable(folder: string): boolean {
  if (!existsSync(folder) && dirname(folder) !== folder) return isWritable(dirname(folder));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const TABLES = `select to_regclass('drizzle.__drizzle_migrations')::text as name`;
const ABOUT = `select current_setting('server_version_num')::int as version, current_database() as name,
  has_database_privilege(current_database(), 'create') as may_create`;
const NEWEST = 'select max(created_at) as newest from drizzle.__drizzle_migrations';

async function examineServer(url: string): Promise<StoreState> {
  let client: Client | undefined;
  try {
    client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 10_000,
      application_name: 'adt-support doctor',
    });
    // A connection that breaks rejects the query that runs; without a listener it would end the process, too.
    client.on('error', () => {});
    await client.connect();
    return await look(client);
  } catch (error) {
    const at = client === undefined ? 'in DATABASE_URL' : `at ${client.host}:${client.port}`;
    const mend = 'Check DATABASE_URL, that the server runs, and that it admits this user.';
    return { kind: 'unusable', why: `The database ${at} cannot be opened: ${reasonOf(error)}. ${mend}` };
  } finally {
    await client?.end().catch(() => {});
  }
}

async function look(client: Client): Promise<StoreState> {
  await client.query('set default_transaction_read_only = on');
  const about = (await client.query(ABOUT)).rows[0];
  const hasTables = typeof (await client.query(TABLES)).rows[0]?.name === 'string';
  const applied = hasTables ? Number((await client.query(NEWEST)).rows[0]?.newest ?? 0) : undefined;
  return {
    kind: 'server',
    address: `${client.host}:${client.port}/${about.name}`,
    version: about.version,
    migrations: { known: newestKnown(), ...(applied !== undefined && { applied }) },
    mayCreate: about.may_create,
  };
}

/** Where a name has several addresses and none answers, the error has no message of its own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
