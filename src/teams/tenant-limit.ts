import { type Counted, createCounted } from './counted.ts';
import type { OwnWindow } from './send-limits.ts';

/** The places taken in one tenant. A conversation that has to wait does not hold the others back. Times in milliseconds. */
export interface TenantLimit {
  /** The first free place at or after `from`. */
  earliest(from: number): number;
  take(at: number, now: number): void;
  /** What was really sent. */
  counted: Counted;
}

/** How a process begins is left to its conversations, which wait for longer than this window. */
export function createTenantLimit(window: OwnWindow, begunAt: number): TenantLimit {
  const { most, ms } = window;
  /** Ascending, with those in the future. */
  const taken: number[] = [];

  /** Whether one more at this time would make more than `most` in some window, and if so, when to look again. */
  function blockedUntil(at: number): number | undefined {
    const place = placeOf(at);
    const withIt = [...taken.slice(Math.max(0, place - most), place), at, ...taken.slice(place, place + most)];
    const first = withIt.findIndex((time, index) => (withIt[index + most] ?? Number.POSITIVE_INFINITY) - time < ms);
    const begin = withIt[first];
    return begin === undefined ? undefined : begin + ms;
  }

  function placeOf(at: number): number {
    const behind = taken.findIndex((time) => time > at);
    return behind < 0 ? taken.length : behind;
  }

  return {
    counted: createCounted([window], begunAt),
    earliest(from) {
      let at = from;
      for (let later = blockedUntil(at); later !== undefined; later = blockedUntil(at)) at = later;
      return at;
    },
    take(at, now) {
      taken.splice(placeOf(at), 0, at);
      const gone = taken.findIndex((time) => time > now - ms);
      if (gone > 0) taken.splice(0, gone);
    },
  };
}
