import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

async function idsIn(path: string, pattern: RegExp): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8');
  return [...text.matchAll(pattern)].map(([, id]) => id ?? '').sort();
}

describe('docs/causes.md', () => {
  it('has one row for every cause the bot looks for, and for no other', async () => {
    const rows = await idsIn('docs/causes.md', /^\| `([a-z.-]+)` \|/gm);
    assert.deepEqual(rows, await idsIn('src/diagnosis/diagnosis.ts', /^ {2}\| '([a-z]+\.[a-z-]+)'/gm));
  });
});
