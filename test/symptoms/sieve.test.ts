import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { neededWords, sieved, sievedAll } from '../../src/symptoms/sieve.ts';

describe('neededWords', () => {
  for (const [pattern, expected] of [
    [/\bkey[ -]?vault\b/i, ['vault']],
    [/\b(?:cognitive|ai) search\b/i, [' search']],
    [/\b(?:jira|zoom)\b/, ['jira', 'zoom']],
    [/\.blob\.core\./, ['.blob.core.']],
    [/x{0,3}Twins(?:es)?!/, ['twins']],
    [/y(?!abc)def/, ['ydef']],
    [/(?:abc){0,2}|def/, undefined],
    [/[a-z]{3}/, undefined],
    [/ab|defg/, undefined],
  ] as const) {
    it(`finds ${expected?.join(' or ') ?? 'none'} in ${pattern.source}`, () => {
      assert.deepEqual(neededWords(pattern.source), expected);
    });
  }
});

describe('a sieved pattern', () => {
  const folder = new URL('../../src/symptoms/', import.meta.url);
  const literal = /(?<=^|[\s(,[!?:=>])\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+)\/([dgimsuvy]*)/g;
  const patterns = globSync('**/*.ts', { cwd: folder }).flatMap((file) =>
    [
      ...readFileSync(new URL(file, folder), 'utf8')
        .replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
        .matchAll(literal),
    ].map(([, source = '', flags = '']) => new RegExp(source, flags.replace(/[gy]/g, ''))),
  );
  const texts = globSync('situations/*.jsonl', { cwd: import.meta.dirname }).flatMap((file) =>
    readFileSync(new URL(file, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line.length > 200),
  );

  it('fits the same as the pattern itself, for every pattern of src/symptoms', () => {
    assert.ok(patterns.length > 200 && texts.length > 50, `${patterns.length} patterns, ${texts.length} texts`);
    for (const pattern of patterns) {
      const sieve = sieved(pattern);
      for (const text of texts) assert.equal(sieve.test(text), pattern.test(text), `${pattern.source} in ${text}`);
    }
  });

  it('finds every place', () => {
    const text = `plant-a and plant-b ${'.'.repeat(200)}`;
    assert.deepEqual(
      [...sievedAll(/plant-(\w)/g)(text)].map(([, name]) => name),
      ['a', 'b'],
    );
    assert.deepEqual([...sievedAll(/factory-(\w)/g)(text)], []);
  });
});
