import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';

/**
 * What a server does by itself: the room of what was changed or deleted is used again, what nobody changes is counted by an
 * index alone, and the database knows how much there is of what. Not inside a transaction.
 */
export async function tidy(db: Db): Promise<void> {
  const { rows } = await db.execute(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema$)'`,
  );
  // Table by table: an embedded database answers nothing else meanwhile.
  for (const { name } of rows) await db.execute(sql.raw(`vacuum (analyze, parallel 0) ${name}`));
}
