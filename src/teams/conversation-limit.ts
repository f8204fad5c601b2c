import { type Counted, createCounted, createTimes, freeAt } from './counted.ts';
import type { OwnWindow } from './send-limits.ts';

/** The places taken in one conversation, first come, first served. Times in milliseconds. */
export interface ConversationLimit {
  /** The first free place at or after `from`: never before one that is taken, so that messages keep their order. */
  earliest(from: number): number;
  take(at: number): void;
  /** What was really sent, and when it may be: a pause may have come meanwhile. */
  counted: Counted;
  pauseUntil(time: number): void;
  /** Nothing here counts any more. */
  isQuiet(now: number): boolean;
}

export function createConversationLimit(windows: readonly OwnWindow[], begunAt: number): ConversationLimit {
  const longest = Math.max(...windows.map(({ ms }) => ms));
  const taken = createTimes(windows);
  const counted = createCounted(windows, begunAt);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    earliest: (from) => Math.max(from, pausedUntil, taken.all.at(-1) ?? from, freeAt(windows, begunAt, taken.all)),
    take: taken.add,
    counted: { ...counted, waitMs: (now) => Math.max(pausedUntil - now, counted.waitMs(now)) },
    pauseUntil(time) {
      pausedUntil = Math.max(pausedUntil, time);
    },
    isQuiet(now) {
      const last = Math.max(taken.all.at(-1) ?? Number.NEGATIVE_INFINITY, counted.last(now));
      return Math.max(pausedUntil, last + longest) < now;
    },
  };
}
