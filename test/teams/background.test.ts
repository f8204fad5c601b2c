import assert from 'node:assert/strict';
import { createBackground } from '../../src/teams/background.ts';

describe('work in the background', () => {
  it('is waited for, and may fail without harm', async () => {
    const faults: [string, unknown][] = [];
    const background = createBackground((what, error) => faults.push([what, error]));
    const fault = new Error('no');
    const { promise, resolve } = Promise.withResolvers<void>();
    let done = false;
    background.start('one', async () => {
      await promise;
      done = true;
    });
    background.start('two', () => Promise.reject(fault));
    const settled = background.settle(10_000);
    resolve();
    await settled;
    assert.equal(done, true);
    assert.deepEqual(faults, [['two', fault]]);
  });

  it('is waited for with the work that it starts', async () => {
    const background = createBackground(() => {});
    const { promise, resolve } = Promise.withResolvers<void>();
    let done = false;
    background.start('one', async () => {
      await promise;
      background.start('two', async () => {
        await new Promise(setImmediate);
        done = true;
      });
    });
    const settled = background.settle(10_000);
    resolve();
    await settled;
    assert.equal(done, true);
  });

  it('is not waited for without end', async () => {
    const background = createBackground(() => {});
    background.start('for ever', () => new Promise(() => {}));
    await background.settle(1);
  });
});
