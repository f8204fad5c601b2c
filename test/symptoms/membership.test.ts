import assert from 'node:assert/strict';
import { changesMembership } from '../../src/symptoms/membership.ts';

describe('changesMembership', () => {
  for (const sentence of [
    'pls add patti fernandez to riverside',
    'take me off riverside',
    'please remove kim@contoso.com from riverside',
    'can you put Kim on riverside today',
  ]) {
    it(`hears of a person who comes or goes in: ${sentence}`, () => assert.equal(changesMembership(sentence), true));
  }

  for (const sentence of [
    'add twins to the model',
    'please add sensors to riverside',
    'when I add pumps to riverside it fails',
    'add me to the channel',
    'put it on hold',
  ]) {
    it(`hears of none in: ${sentence}`, () => assert.equal(changesMembership(sentence), false));
  }
});
