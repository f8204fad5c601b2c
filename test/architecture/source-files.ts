import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** One import or re-export of a source file. */
export interface Import {
  /** As written: './report.ts', 'node:fs', '@azure/identity' … */
  specifier: string;
  /** `import type` or `export type`: gone when the program runs. */
  typeOnly: boolean;
}

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  path: string;
  text: string;
  imports: Import[];
}

const STATEMENTS = [
  /^import\s+(type\s+)?(?:[\w*{][^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  /^export\s+(type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s+['"]([^'"]+)['"]/gm,
  /(?<![\w.])(?:import|require)(\s*)\(\s*['"]([^'"]+)['"]\s*\)/g,
];

/** The imports of a TypeScript text, static and dynamic. The formatter keeps statements at the start of a line. */
export function importsOf(text: string): Import[] {
  const code = text.replace(/^\s*(\/\/|\/\*|\*).*$/gm, '');
  return STATEMENTS.flatMap((statement) =>
    [...code.matchAll(statement)].map((match) => ({
      specifier: match[2] ?? '',
      typeOnly: (match[1] ?? '').trim() === 'type',
    })),
  );
}

/** Every TypeScript file below a folder. */
export function readSourceFiles(folder: string): SourceFile[] {
  return globSync(`${folder}/**/*.ts`)
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, imports: importsOf(text) };
    });
}

/** The file that a relative import means, from the repository's root; undefined for a package. */
export function targetOf(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return join(dirname(path), specifier).split(sep).join('/');
}

/** The name of the package behind an import; undefined for a file of ours or a part of Node. */
export function packageOf(specifier: string): string | undefined {
  if (/^(\.|node:)/.test(specifier)) return undefined;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
