import type { Stretch } from '../tenant.ts';

/** Enough of a log to see whether it may be read. */
export function lastHour(now: Date): Stretch {
  return { from: new Date(now.getTime() - 3_600_000).toISOString(), to: now.toISOString() };
}
