import type { Window } from './send-limits.ts';

/** The places taken in one conversation, first come, first served. Times in milliseconds. */
export interface ConversationLimit {
  /** The first free place at or after `from`: never before one that is taken, so that messages keep their order. */
  earliest(from: number): number;
  take(at: number): void;
  /**
   * How long to wait yet at `now`, when a place was waited for: a process that was held up wakes for several places at
   * once, and what counts is when messages go out. 0: it goes out now, and is counted.
   */
  go(now: number): number;
  pauseUntil(time: number): void;
  /** Nothing here counts any more. */
  isQuiet(now: number): boolean;
}

export function createConversationLimit(windows: readonly Window[]): ConversationLimit {
  const kept = Math.max(...windows.map(({ most }) => most));
  const longest = Math.max(...windows.map(({ ms }) => ms));
  const taken: number[] = [];
  const gone: number[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;
  const freeAfter = (times: readonly number[]) =>
    Math.max(...windows.map(({ most, ms }) => (times.at(-most) ?? Number.NEGATIVE_INFINITY) + ms));
  const keep = (times: number[], time: number) => {
    times.push(time);
    if (times.length > 2 * kept) times.splice(0, times.length - kept);
  };
  return {
    earliest: (from) => Math.max(from, pausedUntil, taken.at(-1) ?? from, freeAfter(taken)),
    take: (at) => keep(taken, at),
    go(now) {
      const free = Math.max(pausedUntil, freeAfter(gone));
      if (free > now) return free - now;
      keep(gone, now);
      return 0;
    },
    pauseUntil(time) {
      pausedUntil = Math.max(pausedUntil, time);
    },
    isQuiet: (now) => Math.max(pausedUntil, (taken.at(-1) ?? Number.NEGATIVE_INFINITY) + longest) < now,
  };
}
