/** Which bots live on a database, told by locks that end with their connections: a bot that dies lets go at once. */
import { Client } from 'pg';

/** Any constant that nothing else locks: it only has to be the same in every bot. */
const LIFE_LOCK = 403_404;

export interface Life {
  /** No other bot works on the database, and none begins to before `share`. */
  alone: boolean;
  /** Lets others begin. To be called once by each. */
  share(): Promise<void>;
  close(): Promise<void>;
}

/** Waits while another bot that began alone has not let others in yet. */
export async function beginLife(url: string): Promise<Life> {
  const client = new Client({ connectionString: url, application_name: 'adt-support-life' });
  // If it breaks, another bot may take this one for dead and do again what it is doing, which does no harm.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LIFE_LOCK]);
  const alone = rows[0]?.alone ?? false;
  if (!alone) await client.query('select pg_advisory_lock_shared($1)', [LIFE_LOCK]);
  return {
    alone,
    async share() {
      if (!alone) return;
      await client.query('select pg_advisory_lock_shared($1)', [LIFE_LOCK]);
      await client.query('select pg_advisory_unlock($1)', [LIFE_LOCK]);
    },
    close: () => client.end(),
  };
}
