/** How compare-and-swap ends. */
import type { Written } from '../access/store.ts';

/** PostgreSQL's "unique_violation". */
const DUPLICATE_KEY = '23505';

/** Thrown in a transaction to end it: nothing of it may be kept. */
export class Overtaken extends Error {}

/** Runs a transaction, and says what became of it. */
export async function asWritten(transaction: () => Promise<void>): Promise<Written> {
  try {
    await transaction();
    return 'written';
  } catch (error) {
    if (error instanceof Overtaken) return 'overtaken';
    if (isDuplicateKey(error)) return 'duplicate';
    throw error;
  }
}

/** Runs a transaction, and anew where another one was first. */
export async function unlessOvertaken<T>(transaction: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await transaction();
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === DUPLICATE_KEY) || isDuplicateKey(error.cause);
}
