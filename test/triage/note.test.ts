import assert from 'node:assert/strict';
import { NOTE_MAX, note, signed } from '../../src/triage/note.ts';
import { megan } from './reports.ts';

describe('a note', () => {
  it('is kept trimmed', () => assert.equal(note('  Ask Adele. \n'), 'Ask Adele.'));

  for (const nothing of [undefined, '', ' \n ', '\u0000', '\ud83d'])
    it(`is none of ${JSON.stringify(nothing)}`, () => assert.equal(note(nothing), undefined));

  it('is clipped, and never in the middle of a character', () => {
    assert.equal(note('x'.repeat(NOTE_MAX + 1)), 'x'.repeat(NOTE_MAX));
    assert.equal(note(`${'x'.repeat(NOTE_MAX - 1)}😀`), 'x'.repeat(NOTE_MAX - 1));
    assert.equal(note('😀 \ud83d!'), '😀 !');
  });

  it('is kept with who wrote it, and nothing else of that person', () => {
    const by = { objectId: megan.objectId, displayName: megan.displayName };
    assert.deepEqual(signed(megan, ' Ask Adele. '), { by, note: 'Ask Adele.' });
    assert.deepEqual(signed(megan, ' '), { by });
  });
});
