import assert from 'node:assert/strict';
import { retryDelayMs } from '../../src/jobs/retry-delay.ts';

describe('the delay before a retry', () => {
  it('doubles from two seconds to ten minutes', () => {
    const delays = [1, 2, 3, 9, 10, 11].map((attempt) => retryDelayMs(attempt, new Error('unavailable'), 0));
    assert.deepEqual(delays, [2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
  });

  it('is up to a quarter shorter at random', () => {
    assert.equal(retryDelayMs(1, new Error('unavailable'), 0.8), 1_600);
  });

  it('is what the failure asks for, or up to a quarter longer', () => {
    assert.equal(retryDelayMs(5, Object.assign(new Error('throttled'), { retryAfterMs: 30_000 }), 0), 30_000);
    assert.equal(retryDelayMs(5, Object.assign(new Error('throttled'), { retryAfterMs: 30_000 }), 0.8), 36_000);
    assert.equal(retryDelayMs(5, Object.assign(new Error('throttled'), { retryAfterMs: 0 }), 0.5), 0);
  });

  for (const [what, failure] of [
    ['negative', Object.assign(new Error('throttled'), { retryAfterMs: -1 })],
    ['no number', Object.assign(new Error('throttled'), { retryAfterMs: '30' })],
    ['not a number', Object.assign(new Error('throttled'), { retryAfterMs: Number.NaN })],
    ['on something that is no error', { retryAfterMs: 30_000 }],
  ] as const) {
    it(`does not heed a retryAfterMs that is ${what}`, () => {
      assert.equal(retryDelayMs(1, failure, 0), 2_000);
    });
  }
});
