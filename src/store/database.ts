/** Opens the database: PostgreSQL in a folder of this process, in memory, or on a server. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { QueueDatabase } from '../jobs/queue-database.ts';
import { openEmbedded } from './embedded.ts';
import type * as schema from './schema.ts';
import { openServer } from './server.ts';

/** What both drivers answer to a plain statement. */
interface Rows extends PgQueryResultHKT {
  type: { rows: Record<string, unknown>[] };
}

export type Db = PgDatabase<Rows, typeof schema>;

export interface Database {
  db: Db;
  /** What the job queue works on. */
  queue: QueueDatabase;
  /** To be called now and then. */
  tidy(): Promise<void>;
  /** Call it after the queue has stopped. */
  close(): Promise<void>;
}

/** `template` is a dump of an embedded database, which a new one begins with. */
export type DatabaseOptions =
  /** A folder on this machine, made if missing; one process at a time. */
  | { dataDir: string; template?: Blob }
  /** A PostgreSQL server, `postgres://…`; any number of processes. */
  | { url: string }
  /** Gone with the process. */
  | { memory: true; template?: Blob };

/** Opens the database and brings its tables up to date. Throws StoreError. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return 'url' in options ? openServer(options.url) : openEmbedded(options);
}
