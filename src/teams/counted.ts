import type { OwnWindow } from './send-limits.ts';

/**
 * What Teams may have counted, by when it was answered: a message comes in at some moment between being sent and being
 * answered, so one that waits for its answer counts as of now.
 */
export interface Counted {
  /** How long to wait yet before one more may be sent; 0: now. Milliseconds, and more than that where answers are slow. */
  waitMs(now: number): number;
  sent(): void;
  answered(now: number): void;
  /** When the last one was answered; at `now` while one waits for it. */
  last(now: number): number;
}

export function createCounted(windows: readonly OwnWindow[], begunAt: number): Counted {
  const times = createTimes(windows);
  let unanswered = 0;
  return {
    waitMs: (now) => Math.max(0, freeAt(windows, begunAt, times.all, { unanswered, now }) - now),
    sent() {
      unanswered += 1;
    },
    answered(now) {
      unanswered -= 1;
      times.add(now);
    },
    last: (now) => (unanswered > 0 ? now : (times.all.at(-1) ?? Number.NEGATIVE_INFINITY)),
  };
}

/** Times in ascending order: as many of the last as these windows look back on. */
export function createTimes(windows: readonly OwnWindow[]): {
  readonly all: readonly number[];
  add(time: number): void;
} {
  const kept = Math.max(...windows.map(({ most }) => most));
  const all: number[] = [];
  return {
    all,
    add(time) {
      all.push(time);
      if (all.length > 2 * kept) all.splice(0, all.length - kept);
    },
  };
}

/** When every window has room for one more than these, and than what is not answered `now`. */
export function freeAt(
  windows: readonly OwnWindow[],
  begunAt: number,
  times: readonly number[],
  { unanswered, now }: { unanswered: number; now: number } = { unanswered: 0, now: 0 },
): number {
  return Math.max(...windows.map(({ most, ms, atFirst }) => fullSince(most - unanswered, atFirst - unanswered) + ms));

  function fullSince(most: number, atFirst: number): number {
    if (most <= 0) return now;
    return times.at(-most) ?? (times.length >= atFirst ? begunAt : Number.NEGATIVE_INFINITY);
  }
}
