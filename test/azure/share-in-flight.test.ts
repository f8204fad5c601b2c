import assert from 'node:assert/strict';
import { shareInFlight } from '../../src/azure/share-in-flight.ts';
import type { CallOptions } from '../../src/tenant.ts';

describe('reads that are asked for at the same time', () => {
  function reader() {
    const calls: {
      name: string;
      options: CallOptions;
      answer: (value: string) => void;
      fail: (error: Error) => void;
    }[] = [];
    const read = shareInFlight(
      'find it',
      (name: string, options: CallOptions) =>
        new Promise<string>((resolve, reject) => calls.push({ name, options, answer: resolve, fail: reject })),
    );
    return { calls, read };
  }

  it('are one call, and everybody has its answer', async () => {
    const { calls, read } = reader();
    const all = Array.from({ length: 100 }, () => read('plant-a', {}));
    assert.equal(calls.length, 1);
    calls[0]?.answer('found');
    assert.deepEqual([...new Set(await Promise.all(all))], ['found']);
  });

  it('are apart where something else is asked', () => {
    const { calls, read } = reader();
    void read('plant-a', {});
    void read('plant-b', {});
    assert.deepEqual(
      calls.map(({ name }) => name),
      ['plant-a', 'plant-b'],
    );
  });

  it('are asked anew once the answer has come, or failed to', async () => {
    const { calls, read } = reader();
    const first = read('plant-a', {});
    calls[0]?.answer('old');
    await first;
    const second = read('plant-a', {});
    calls[1]?.fail(new Error('refused'));
    await assert.rejects(second, /refused/);
    void read('plant-a', {});
    assert.equal(calls.length, 3);
  });

  it('go on for the others when one gives up', async () => {
    const { calls, read } = reader();
    const impatient = new AbortController();
    const first = read('plant-a', { signal: impatient.signal });
    const second = read('plant-a', {});
    impatient.abort(new Error('enough'));
    await assert.rejects(first, { code: 'cancelled', message: 'find it: no answer in time.' });
    assert.equal(calls[0]?.options.signal?.aborted, false);
    calls[0]?.answer('found');
    assert.equal(await second, 'found');
  });

  it('end when nobody waits any more', async () => {
    const { calls, read } = reader();
    const impatient = new AbortController();
    const both = [read('plant-a', { signal: impatient.signal }), read('plant-a', { signal: impatient.signal })];
    impatient.abort();
    await Promise.allSettled(both);
    assert.equal(calls[0]?.options.signal?.aborted, true);
    void read('plant-a', {});
    assert.equal(calls.length, 2);
  });

  it('are not ended once they have come', async () => {
    const { calls, read } = reader();
    const only = read('plant-a', {});
    calls[0]?.answer('found');
    await only;
    assert.equal(calls[0]?.options.signal?.aborted, false);
  });

  it('count for whoever began them', () => {
    const { calls, read } = reader();
    const tally = { calls: 0 };
    void read('plant-a', { tally });
    void read('plant-a', { tally: { calls: 0 } });
    assert.equal(calls[0]?.options.tally, tally);
  });
});
