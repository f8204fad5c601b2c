import assert from 'node:assert/strict';
import { clip } from '../../src/symptoms/clip.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

const noise = 'INFO all is well in the log of the day\n';

describe('a text of more than 100 KB', () => {
  it('is read at its start and at its end', () => {
    const filler = noise.repeat(6000);
    assert.equal(readSymptoms(`403 from digital twins on plant-a\n${filler}`).kind, 'adt-403');
    assert.equal(readSymptoms(`${filler}403 from digital twins on plant-a`).kind, 'adt-403');
    assert.equal(readSymptoms(`${filler}403 from digital twins on plant-a\n${filler}`).status, undefined);
  });

  it('is cut between words, so that no half of a secret is left', () => {
    const cut = clip('wordword '.repeat(20_000));
    assert.ok(cut.length <= 100 * 1024 + 1);
    assert.deepEqual([...new Set(cut.split(/\s+/))], ['wordword', '']);
  });

  it('is cut anywhere if it has no words', () => {
    assert.equal(clip('x'.repeat(200_000)).length, 100 * 1024 + 1);
  });

  it('is left as it is up to that size', () => {
    const text = 'x'.repeat(100 * 1024);
    assert.equal(clip(text), text);
  });
});
