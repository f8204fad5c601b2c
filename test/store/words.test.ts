import assert from 'node:assert/strict';
import { wordsOf } from '../../src/store/words.ts';

describe('the words of a text', () => {
  for (const [text, words] of [
    ['You have no role on plant-a.', ['you', 'have', 'no', 'role', 'on', 'plant', 'a']],
    ['Łódź, José & the ŻÓŁW', ['łodz', 'jose', 'the', 'zołw']],
    ['東京工場 403', ['東京工場', '403']],
    ['one One ONE', ['one']],
    ["'; drop table triage_case; -- :* & | !", ['drop', 'table', 'triage', 'case']],
    ['', []],
    ['\u0000 \ud800 …', []],
  ] as const) {
    it(`of ${JSON.stringify(text)} are ${words.join(' ') || 'none'}`, () => assert.deepEqual(wordsOf(text), words));
  }

  it('are no longer than a database takes, and not too many', () => {
    assert.deepEqual(wordsOf('x'.repeat(9_999)), ['x'.repeat(50)]);
    assert.equal(wordsOf(Array.from({ length: 500 }, (_, index) => `w${index}`).join(' ')).length, 100);
  });
});
