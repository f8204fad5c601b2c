import assert from 'node:assert/strict';
import { clip } from '../../src/symptoms/clip.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

const noise = 'INFO all is well in the log of the day\n';

describe('a long text', () => {
  it('is searched as a whole up to the size of a file', () => {
    const filler = noise.repeat(12_000);
    const failure = 'PATCH https://plant-a.api.weu.digitaltwins.azure.net/digitaltwins/pump-1 403 Forbidden\n';
    const text = filler + failure + filler;
    assert.ok(text.length > 900_000);
    assert.equal(readSymptoms(text).instance?.hostName, 'plant-a.api.weu.digitaltwins.azure.net');
    const counting = 'row 403 of 900 was read\n'.repeat(5_000);
    assert.equal(readSymptoms(counting + failure + counting).kind, 'adt-403');
  });

  it('is read at its start and at its end', () => {
    const filler = noise.repeat(20_000);
    assert.equal(readSymptoms(`403 from digital twins on plant-a\n${filler}`).kind, 'adt-403');
    assert.equal(readSymptoms(`${filler}403 from digital twins on plant-a`).kind, 'adt-403');
    assert.equal(readSymptoms(`${filler}403 from digital twins on plant-a\n${filler}`).status, undefined);
  });

  it('is cut between words, so that no half of a secret is left', () => {
    const cut = clip('wordword '.repeat(200_000));
    assert.ok(cut.length <= 1240 * 1024 + 1);
    assert.deepEqual([...new Set(cut.split(/\s+/))], ['wordword', '']);
  });

  it('is cut anywhere if it has no words', () => {
    assert.equal(clip('x'.repeat(2_000_000)).length, 1240 * 1024 + 1);
  });

  it('is left as it is up to that size', () => {
    const text = 'x'.repeat(1280 * 1024);
    assert.equal(clip(text), text);
  });
});
