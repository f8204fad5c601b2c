import assert from 'node:assert/strict';
import { readInstance } from '../../src/symptoms/instance.ts';
import { isCompound } from '../../src/symptoms/names.ts';

describe('a word with a hyphen', () => {
  for (const word of ['non-techie', 'night-shift', 'short-term', 'sub-contractor', 'half-finished', 'P1-incident']) {
    it(`is put together from words of sentences: ${word}`, () => {
      assert.equal(isCompound(word), true);
    });
  }

  for (const word of ['plant-b', 'contoso-dt', 'adt-test', 'north-site', 'night-mill', 'line-one']) {
    it(`can be a name: ${word}`, () => {
      assert.equal(isCompound(word), false);
    });
  }

  it('alone in a message names the instance, but no ticket and nothing that has an article of its own', () => {
    const name = (text: string) => readInstance(text, [])?.instance.name;
    assert.equal(name('403 again, plant-b'), 'plant-b');
    assert.equal(name('403 again, CHG-7731'), undefined);
    assert.equal(name('403 again for a long-timer'), undefined);
  });

  it('counts less than the word beside "instance"', () => {
    assert.equal(readInstance('403 (instance weighbridge), see inc-0042', [])?.instance.name, 'weighbridge');
  });
});
