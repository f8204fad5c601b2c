import assert from 'node:assert/strict';
import { inOrder, ofPages } from '../../src/cli/in-order.ts';

async function* each(...values: number[]) {
  yield* values;
}

async function toArray<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
}

describe('several streams as one', () => {
  const all = (...streams: AsyncIterable<number>[]) => toArray(inOrder(streams, (a, b) => a < b));

  it('are in order', async () => {
    assert.deepEqual(await all(each(1, 4, 9), each(2, 3, 10), each(), each(5)), [1, 2, 3, 4, 5, 9, 10]);
    assert.deepEqual(await all(), []);
  });

  it('give of equals the first stream’s first', async () => {
    async function* named(name: string) {
      for (const at of [1, 2]) yield { name, at };
    }
    const merged = await toArray(inOrder([named('a'), named('b')], (a, b) => a.at < b.at));
    assert.equal(merged.map(({ name, at }) => `${name}${at}`).join(' '), 'a1 b1 a2 b2');
  });

  it('hold one item of each, and ask for a page only when it is due', async () => {
    const read: string[] = [];
    const pages = (name: string, ...pages: number[][]) =>
      ofPages(async ({ cursor = '0' }) => {
        read.push(name + cursor);
        const [next, events = []] = [Number(cursor) + 1, pages[Number(cursor)]];
        return next < pages.length ? { events, cursor: `${next}` } : { events };
      });
    const merged = inOrder([pages('a', [1, 2], [8]), pages('b', [3], [4], [5])], (a, b) => a < b);
    const seen: number[] = [];
    for await (const value of merged) {
      seen.push(value);
      if (value === 2) assert.deepEqual(read, ['a0', 'b0']);
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 8]);
    assert.deepEqual(read, ['a0', 'b0', 'a1', 'b1', 'b2']);
  });
});
