/** Opens what takes a person out of the store. No job is run here: the bot runs those that this queues. */
import { sql } from 'drizzle-orm';
import { type QueueLog, startQueue } from '../jobs/queue.ts';
import { type DatabaseOptions, type Db, openDatabase } from './database.ts';
import { type Forgetting, forgetPerson } from './forget-person.ts';
import { accessRequest, conversation, diagnosis, triageCase } from './schema.ts';

export interface OpenForgetting {
  /** Every tenant of which something is stored. */
  tenants(): Promise<string[]>;
  /** `dryRun`: does all of it and takes it back, so that the counts are those that the real one would give. */
  forget(person: { tenantId: string; objectId: string; now: Date; dryRun: boolean }): Promise<Forgetting>;
  close(): Promise<void>;
}

/** Throws StoreError where the database cannot be opened: a data folder belongs to one process at a time. */
export async function openForgetting(options: DatabaseOptions, { log }: { log: QueueLog }): Promise<OpenForgetting> {
  const { db, queue: at, close } = await openDatabase(options);
  try {
    const queue = await startQueue(at, { log });
    return {
      tenants: () => tenantsOf(db),
      forget({ dryRun, ...person }) {
        return dryRun
          ? takenBack(db, (tx) => forgetPerson(tx, async () => {}, person))
          : forgetPerson(db, queue.enqueue, person);
      },
      async close() {
        await queue.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function tenantsOf(db: Db): Promise<string[]> {
  const tables = [accessRequest, conversation, diagnosis, triageCase].map(
    ({ tenantId }) => sql`select ${tenantId} as id from ${tenantId.table}`,
  );
  const { rows } = await db.execute(sql`${sql.join(tables, sql` union `)} order by 1`);
  return rows.map(({ id }) => String(id));
}

class TakenBack extends Error {}

async function takenBack<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const done: T[] = [];
  try {
    await db.transaction(async (tx) => {
      done.push(await work(tx));
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  const [result] = done;
  if (result === undefined) throw new Error('What was taken back gave nothing.');
  return result;
}
