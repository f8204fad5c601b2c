import assert from 'node:assert/strict';
import { asWritten } from '../../src/symptoms/as-written.ts';

describe('a message as its writer meant it', () => {
  it('has no markup, and plain quotes and spaces', () => {
    assert.equal(asWritten('<p>It\u00a0doesn\u2019t work</p>').trim(), "It doesn't work");
  });
});
