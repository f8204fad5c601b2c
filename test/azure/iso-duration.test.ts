import assert from 'node:assert/strict';
import { isoMinutes } from '../../src/azure/iso-duration.ts';

describe('a duration as Azure writes it', () => {
  const durations: [text: string, minutes: number][] = [
    ['PT8H', 480],
    ['PT480M', 480],
    ['P180D', 259_200],
    ['P1DT30M', 1_470],
    ['PT90S', 1.5],
  ];
  for (const [text, minutes] of durations) {
    it(`${text} is ${minutes} minutes`, () => assert.equal(isoMinutes(text), minutes));
  }

  it('is not known where it is none, or of no fixed length', () => {
    for (const text of [undefined, '', 'P', 'PT', 'P1M', '08:00:00', 'PT8H and more'])
      assert.equal(isoMinutes(text), undefined, text);
  });
});
