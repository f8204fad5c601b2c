import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../src/azure/retry-after.ts';

describe('a Retry-After header', () => {
  const cases: [header: string | null | undefined, ms: number | undefined][] = [
    ['17', 17_000],
    ['0', 0],
    ['-5', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [header, ms] of cases) {
    it(`${JSON.stringify(header)} asks for ${ms} ms`, () => assert.equal(parseRetryAfter(header), ms));
  }

  it('may be a date to come', () => {
    const ms = parseRetryAfter('Fri, 31 Dec 2100 23:59:59 GMT');
    assert.ok(ms !== undefined && ms > 1_000_000_000);
  });
});
