import type { Window } from './send-limits.ts';

/** The places taken in one conversation, first come, first served. Times in milliseconds. */
export interface ConversationLimit {
  /** The first free place at or after `from`: never before one that is taken, so that messages keep their order. */
  earliest(from: number): number;
  take(at: number): void;
  pauseUntil(time: number): void;
  /** Nothing here counts any more. */
  isQuiet(now: number): boolean;
}

export function createConversationLimit(windows: readonly Window[]): ConversationLimit {
  const kept = Math.max(...windows.map(({ most }) => most));
  const longest = Math.max(...windows.map(({ ms }) => ms));
  const taken: number[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    earliest(from) {
      const free = windows.map(({ most, ms }) => (taken.at(-most) ?? Number.NEGATIVE_INFINITY) + ms);
      return Math.max(from, pausedUntil, taken.at(-1) ?? from, ...free);
    },
    take(at) {
      taken.push(at);
      if (taken.length > 2 * kept) taken.splice(0, taken.length - kept);
    },
    pauseUntil(time) {
      pausedUntil = Math.max(pausedUntil, time);
    },
    isQuiet: (now) => Math.max(pausedUntil, (taken.at(-1) ?? Number.NEGATIVE_INFINITY) + longest) < now,
  };
}
