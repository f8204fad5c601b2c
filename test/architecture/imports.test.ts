import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  forbiddenImports,
  importCircles,
  playgroundShortcuts,
  ruleCircles,
  strayPackages,
  undeclaredPackages,
} from './rules.ts';
import { importsOf, readSourceFiles, type SourceFile } from './source-files.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const source = readSourceFiles('src');
const playground = readSourceFiles('playground');

/** Fails with one line a fault, so that the message alone says what to change. */
function assertNone(faults: string[]): void {
  assert.ok(faults.length === 0, `\n  ${faults.join('\n  ')}`);
}

function file(path: string, text: string): SourceFile {
  return { path, text, imports: importsOf(text) };
}

describe('the source', () => {
  it('imports along the rules, decisions low and adapters above', () => {
    assertNone(forbiddenImports(source));
  });

  it('keeps each confined package in its place', () => {
    assertNone(strayPackages(source));
  });

  it('imports only packages that package.json declares for running', () => {
    assertNone(undeclaredPackages(source, Object.keys(manifest.dependencies)));
  });

  it('has no circle of imports between files', () => {
    assertNone(importCircles([...source, ...playground]));
  });
});

describe('the playground', () => {
  it('uses the bot as a user would: through its entrances, and types', () => {
    assertNone(playgroundShortcuts(playground));
  });
});

describe('the rules', () => {
  it('read every way to import', () => {
    const text = [
      "import a, {\n  type B,\n  c,\n} from './one.ts';",
      "import type { D } from './two.ts';",
      "import 'three';",
      "export { e } from './four.ts';",
      "export type * from './five.ts';",
      "const f = await import('six');",
      "// import g from 'seven';",
    ].join('\n');
    assert.deepEqual(importsOf(text), [
      { specifier: './one.ts', typeOnly: false },
      { specifier: './two.ts', typeOnly: true },
      { specifier: 'three', typeOnly: false },
      { specifier: './four.ts', typeOnly: false },
      { specifier: './five.ts', typeOnly: true },
      { specifier: 'six', typeOnly: false },
    ]);
  });

  const refused: [string, SourceFile][] = [
    ['an import that runs back up', file('src/rbac/a.ts', "import { b } from '../teams/b.ts';")],
    ['a value where only types are allowed', file('src/cards/a.ts', "import { b } from '../diagnosis/b.ts';")],
    ['test code in the source', file('src/access/a.ts', "import { b } from '../../test/support/b.ts';")],
    ['an import of what main alone uses', file('src/cli/a.ts', "import { b } from '../wiring/b.ts';")],
    ['a folder without a rule', file('src/news/a.ts', '')],
  ];
  for (const [what, sample] of refused) {
    it(`refuse ${what}`, () => assert.equal(forbiddenImports([sample]).length, 1));
  }

  it('let the configuration name constants and no functions', () => {
    const config = file('src/config.ts', "import { DURATIONS } from './access/policy.ts';");
    const constants = file('src/access/policy.ts', 'export const DURATIONS = [480];');
    const functions = file('src/access/policy.ts', 'export function allowed() {}');
    assert.deepEqual(forbiddenImports([config, constants]), []);
    assert.equal(forbiddenImports([config, functions]).length, 1);
  });

  it('refuse a confined package elsewhere, even as a type', () => {
    const stray = file('src/access/a.ts', "import type { TurnContext } from 'botbuilder-core';");
    assert.equal(strayPackages([stray]).length, 1);
  });

  it('refuse a circle, except where only a type goes back', () => {
    const a = file('src/rbac/a.ts', "import { b } from './b.ts';");
    const b = file('src/rbac/b.ts', "import { a } from './a.ts';");
    assert.deepEqual(importCircles([a, b]), ['src/rbac/a.ts → src/rbac/b.ts → src/rbac/a.ts']);
    const typeBack = file('src/rbac/b.ts', "import type { A } from './a.ts';");
    assert.deepEqual(importCircles([a, typeBack]), []);
  });

  it('allow no circle between the parts of src, not even of types', () => {
    assertNone(ruleCircles());
  });

  it('refuse a shortcut of the playground', () => {
    const shortcut = file('playground/a.ts', "import { evaluate } from '../src/rbac/evaluate.ts';");
    assert.equal(playgroundShortcuts([shortcut]).length, 1);
  });
});
