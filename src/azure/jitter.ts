/** A number of at least 0 and below 1: Math.random, but for a test. */
export type Random = () => number;

/** Half to all of a wait that nobody asked for, so that callers who failed together do not come back together. */
export function upTo(ms: number, random: Random): number {
  return ms * (0.5 + 0.5 * random());
}

/** A wait that Azure asked for is kept, and made longer by at most a fifth. */
export function notBefore(ms: number, random: Random): number {
  return ms * (1 + 0.2 * random());
}
