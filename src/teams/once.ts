/** Runs what is asked for twice under one key only once, and gives both the same answer. */
export type Once<T> = (key: string | undefined, work: () => Promise<T>) => Promise<T>;

/** `forMs`: so long an answer is given again. Without a key everything runs. */
export function createOnce<T>(forMs: number, now: () => Date): Once<T> {
  const known = new Map<string, { until: number; result: Promise<T> }>();
  return function once(key, work) {
    if (key === undefined) return work();
    const time = now().getTime();
    for (const [each, { until }] of known) {
      if (until > time) break;
      known.delete(each);
    }
    const there = known.get(key);
    if (there !== undefined) return there.result;
    const result = work();
    known.set(key, { until: time + forMs, result });
    // A fault of ours is no answer to keep.
    result.catch(() => known.delete(key));
    return result;
  };
}
