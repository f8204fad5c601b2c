import assert from 'node:assert/strict';
import { createLatest } from '../../../src/teams/extension/latest.ts';

function held() {
  const begun: string[] = [];
  const waiting: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => waiting.push(() => resolve(name)));
  };
  return { begun, work, release: () => waiting.shift()?.() };
}

describe('what is typed quickly', () => {
  it('is looked for once at first and once at last, and never in between', async () => {
    const latest = createLatest();
    const { begun, work, release } = held();
    const asked = ['p', 'pl', 'pla', 'plan'].map((text) => latest('alex', work(text)));
    release();
    assert.equal(await asked[0], 'p');
    release();
    assert.deepEqual(await Promise.all(asked.slice(1)), ['overtaken', 'overtaken', 'plan']);
    assert.deepEqual(begun, ['p', 'plan']);
  });

  it('waits for nobody else', async () => {
    const latest = createLatest();
    const { begun, work } = held();
    void latest('alex', work('a'));
    void latest('megan', work('b'));
    assert.deepEqual(begun, ['a', 'b']);
  });

  it('goes on after a fault', async () => {
    const latest = createLatest();
    const broken = latest('alex', () => Promise.reject(new Error('lost')));
    const next = latest('alex', async () => 'found');
    await assert.rejects(broken, /lost/);
    assert.equal(await next, 'found');
    assert.equal(await latest('alex', async () => 'again'), 'again');
  });
});
