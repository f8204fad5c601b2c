import assert from 'node:assert/strict';
import { isSeenSince } from '../../src/store/seen-since.ts';

const [earlier, later] = [new Date('2026-03-02T09:00:00.000Z'), new Date('2026-03-02T09:00:00.001Z')];

describe('a conversation that is said to be gone', () => {
  const cases: [what: string, seenAt: Date | null, goneAt: Date | undefined, is: boolean][] = [
    ['is there where something came from it later', later, earlier, true],
    ['is gone where the last came from it before', earlier, later, false],
    ['is gone where that is the last that came', later, later, false],
    ['is gone where it is not known when anything came', null, later, false],
    ['is gone where Teams does not say when it went', later, undefined, false],
  ];
  for (const [what, seenAt, goneAt, is] of cases) it(what, () => assert.equal(isSeenSince(seenAt, goneAt), is));
});
