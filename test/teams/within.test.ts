import assert from 'node:assert/strict';
import { within } from '../../src/teams/within.ts';

describe('waiting for so long', () => {
  it('gives the result that comes in time', async () => {
    assert.equal(await within(1_000, Promise.resolve(7)), 7);
  });

  it('gives up on a late one, which goes on all the same', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    assert.equal(await within(1, promise), 'late');
    resolve(7);
    assert.equal(await promise, 7);
  });

  it('passes a fault on', async () => {
    await assert.rejects(within(1_000, Promise.reject(new TypeError('a fault'))), TypeError);
  });
});
