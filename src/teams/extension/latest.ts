/** Gives the result of the work, or 'overtaken' where something newer came under the same key before it began. */
export type Latest = <T>(key: string, work: () => Promise<T>) => Promise<T | 'overtaken'>;

/** Who types asks with every letter: one runs, the newest waits, and what came between is never begun. */
export function createLatest(): Latest {
  const lanes = new Map<string, { next?: (turn: 'mine' | 'overtaken') => void }>();

  function waitFor(lane: { next?: (turn: 'mine' | 'overtaken') => void }): Promise<'mine' | 'overtaken'> {
    return new Promise((resolve) => {
      lane.next?.('overtaken');
      lane.next = resolve;
    });
  }

  return async function latest(key, work) {
    const before = lanes.get(key);
    const lane = before ?? {};
    if (before === undefined) lanes.set(key, lane);
    else if ((await waitFor(before)) === 'overtaken') return 'overtaken';
    try {
      return await work();
    } finally {
      const { next } = lane;
      delete lane.next;
      if (next === undefined) lanes.delete(key);
      else next('mine');
    }
  };
}
