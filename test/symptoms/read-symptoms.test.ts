import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

interface Labelled {
  text: string;
  /** Only the fields listed are compared; null is for a field that must be absent. */
  expect: Record<string, unknown>;
}

function labelled(path: string): Labelled[] {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('readSymptoms', () => {
  const situations = globSync('situations/*.jsonl', { cwd: import.meta.dirname });
  for (const path of ['fixtures/sample.jsonl', 'messages.jsonl', ...situations.sort()]) {
    for (const { text, expect } of labelled(path)) {
      it(`reads ${JSON.stringify(text.length > 90 ? `${text.slice(0, 90)}…` : text)} as ${expect.kind}`, () => {
        const report: Record<string, unknown> = { ...readSymptoms(text) };
        const read = Object.fromEntries(Object.keys(expect).map((field) => [field, report[field] ?? null]));
        assert.deepEqual(read, expect);
      });
    }
  }
});
