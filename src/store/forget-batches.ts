/** Goes through what names a person, batch by batch. */
import type { Db } from './database.ts';
import { StoreError } from './store-error.ts';
import type { Enqueue, Tx } from './transaction.ts';
import type { KnownBy } from './without-person.ts';

/** So many that most people are found in one go through each table. */
export const BATCH = 500;

export interface ToForget {
  db: Db;
  enqueue: Enqueue;
  tenantId: string;
  known: KnownBy;
  now: Date;
}

/**
 * Runs a batch until there is nothing left; `batch` gives how many rows it found, and how many of them it changed. Finding
 * them is to read all of a table, so it is not done once more only to find nothing.
 */
export async function untilNone(
  { db, known }: ToForget,
  batch: (tx: Tx) => Promise<{ found: number; changed: number }>,
): Promise<number> {
  let total = 0;
  for (let fruitless = 0; ; ) {
    const addresses = known.addresses.size;
    const { found, changed } = await db.transaction(batch);
    total += changed;
    // Another row may have nothing of the person but an address that was not known before.
    const isSame = known.addresses.size === addresses;
    if (found === 0 || (found < BATCH && changed === found && isSame)) return total;
    fruitless = changed === 0 ? fruitless + 1 : 0;
    if (fruitless > 10)
      throw new StoreError('conflict', 'Some of it changes faster than it can be forgotten. Try again.');
  }
}
