import assert from 'node:assert/strict';
import { excerpt } from '../../src/symptoms/excerpt.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

const noise = '2025-10-14T08:11:02Z INFO worker-3 handled a batch of 12 items in 40 ms\n';
const failure =
  '2025-10-14T09:30:00Z ERROR PATCH https://plant-a.api.weu.digitaltwins.azure.net/digitaltwins/pump-1 403 Forbidden\n';

describe('excerpt', () => {
  it('leaves a text of usual length as it is', () => {
    const text = noise.repeat(100);
    assert.equal(excerpt(text), text);
  });

  it('keeps the start, the end and what failed in between, in order', () => {
    const short = excerpt(`first\n${noise.repeat(600)}${failure}${noise.repeat(600)}last`);
    assert.ok(short.length < 12_000, `${short.length}`);
    assert.match(short, /^first\n[\s\S]*PATCH https:\/\/plant-a[\s\S]*last$/);
  });

  it('has a bound, however often it fails', () => {
    assert.ok(excerpt(failure.repeat(900)).length < 24_000);
    assert.ok(excerpt('403 '.repeat(25_000)).length < 24_000);
    assert.ok(excerpt('x'.repeat(100_000)).length < 24_000);
  });

  it('lets a report be read from the middle of a log', () => {
    const { kind, instance, operation, at } = readSymptoms(noise.repeat(600) + failure + noise.repeat(600));
    assert.deepEqual(
      { kind, instance, operation, at },
      {
        kind: 'adt-403',
        instance: { hostName: 'plant-a.api.weu.digitaltwins.azure.net' },
        operation: 'write',
        at: '2025-10-14T09:30:00.000Z',
      },
    );
  });
});
