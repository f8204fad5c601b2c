/** What a repository is given to change several things at once. */
import type { Queue } from '../jobs/queue.ts';
import type { Db } from './database.ts';

/** An open transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/** Writes jobs inside the transaction that it is given. */
export type Enqueue = Queue['enqueue'];
