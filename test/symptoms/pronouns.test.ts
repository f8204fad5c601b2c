import assert from 'node:assert/strict';
import { withThings } from '../../src/symptoms/pronouns.ts';

describe('withThings', () => {
  for (const [said, meant] of [
    ['I see the models, but uploading them fails', 'I see the models, but uploading models fails'],
    ['it lists twins, creating one is forbidden', 'it lists twins, creating twins is forbidden'],
    ['querying twins is fine, deleting it is not', 'querying twins is fine, deleting it is not'],
    ['I cannot update it', 'I cannot update it'],
  ] as const) {
    it(`reads '${said}' as '${meant}'`, () => assert.equal(withThings(said), meant));
  }
});
