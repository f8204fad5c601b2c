/** The database handles that the queue works on, as far as it needs them. */
import type { DrizzleSqlTagLike, DrizzleTransactionLike, PGliteLike } from 'pg-boss';

/** `sql` is drizzle's template tag: it lets a job be written inside a drizzle transaction. */
export type QueueDatabase =
  /** This process is the only one that works on the database. */
  | { kind: 'embedded'; pglite: PGliteLike; sql: DrizzleSqlTagLike }
  /** The queue opens connections of its own. */
  | {
      kind: 'server';
      url: string;
      sql: DrizzleSqlTagLike;
      /** No other process works on it, and none begins to before `share`. */
      alone: boolean;
      share(): Promise<void>;
    };

/** An open drizzle transaction. */
export type JobTransaction = DrizzleTransactionLike;
