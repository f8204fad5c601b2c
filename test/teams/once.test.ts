import assert from 'node:assert/strict';
import { createOnce } from '../../src/teams/once.ts';

describe('what is asked for twice', () => {
  let clock = 0;
  let runs = 0;
  beforeEach(() => {
    clock = 0;
    runs = 0;
  });
  const once = () => createOnce<number>(1_000, () => new Date(clock));
  const work = async () => {
    runs += 1;
    return runs;
  };

  it('runs once under one key, at the same time and later', async () => {
    const run = once();
    assert.deepEqual(await Promise.all([run('a', work), run('a', work)]), [1, 1]);
    clock = 999;
    assert.equal(await run('a', work), 1);
    assert.equal(await run('b', work), 2);
  });

  it('runs again once the answer is old', async () => {
    const run = once();
    await run('a', work);
    clock = 1_001;
    assert.equal(await run('a', work), 2);
  });

  it('runs each time without a key', async () => {
    const run = once();
    assert.deepEqual([await run(undefined, work), await run(undefined, work)], [1, 2]);
  });

  it('runs again after a fault', async () => {
    const run = once();
    await assert.rejects(
      run('a', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await run('a', work), 1);
  });
});
