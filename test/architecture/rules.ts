import { packageOf, type SourceFile, targetOf } from './source-files.ts';

/** What a part of src may import from the others: everything, or only types. Its own files it may always import. */
interface Allowance {
  values: string[];
  types: string[];
}

const NOTHING: Allowance = { values: [], types: [] };

/**
 * Who may import whom. Decisions lie low, adapters above them, and no import runs back up. `main` wires everything, with
 * `wiring` as its parts: nobody imports `main`, and only `main` imports `wiring`. A folder that is not listed here has to
 * be placed first.
 */
const ALLOWANCES: Record<string, Allowance | 'everything'> = {
  main: 'everything',
  wiring: 'everything',
  server: { values: [], types: ['config', 'teams'] },
  config: { values: [], types: ['access', 'azure', 'diagnosis', 'rbac', 'tenant', 'tickets', 'triage'] },
  teams: { values: ['access', 'auth', 'cards', 'diagnosis', 'symptoms', 'tenant', 'triage'], types: ['rbac'] },
  cli: { values: ['azure', 'config', 'diagnosis', 'doctor', 'store', 'symptoms', 'tenant'], types: ['access', 'rbac'] },
  azure: { values: ['before-abort', 'tenant'], types: ['rbac'] },
  store: { values: ['jobs'], types: ['access', 'auth', 'diagnosis', 'doctor', 'symptoms', 'triage'] },
  board: { values: ['cards', 'triage'], types: ['access', 'diagnosis'] },
  tickets: { values: ['cards', 'triage'], types: [] },
  cards: { values: [], types: ['access', 'diagnosis', 'symptoms', 'tenant', 'triage'] },
  auth: { values: ['access', 'tenant'], types: [] },
  access: { values: ['rbac', 'tenant'], types: ['diagnosis'] },
  triage: { values: ['diagnosis', 'rbac', 'tenant'], types: ['access', 'symptoms'] },
  diagnosis: { values: ['before-abort', 'rbac', 'tenant'], types: ['symptoms'] },
  doctor: { values: ['rbac', 'tenant'], types: ['config'] },
  metrics: { values: [], types: ['access', 'diagnosis', 'jobs'] },
  tenant: { values: [], types: ['rbac'] },
  'before-abort': NOTHING,
  rbac: NOTHING,
  symptoms: NOTHING,
  jobs: NOTHING,
};

/** Packages that only one place may use, so that each can be replaced by rewriting that place. */
const CONFINED: { packages: RegExp; place: string }[] = [
  { packages: /^(botbuilder(-.*)?|botframework-.*|@microsoft\/teams-ai)$/, place: 'src/teams/' },
  { packages: /^restify$/, place: 'src/server.ts' },
  { packages: /^(@azure\/.*|@microsoft\/microsoft-graph-client)$/, place: 'src/azure/' },
  { packages: /^(drizzle-orm|pg|@electric-sql\/pglite)$/, place: 'src/store/' },
  { packages: /^pg-boss$/, place: 'src/jobs/' },
  { packages: /^jose$/, place: 'src/auth/' },
];

/** What the playground may use of src at run time: the program as a user would start it. */
const ENTRANCES = /^src\/(main\.ts|config\.ts|cli\/)/;

/** 'access' for src/access/store.ts, 'tenant' for src/tenant.ts. */
function partOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** A file that computes nothing: types and constants, which config.ts may name. */
function exportsConstantsOnly(file: SourceFile | undefined): boolean {
  return (
    file !== undefined && !/^export (default|class|(async )?function|const \w+[^=\n]*= (async )?\()/m.test(file.text)
  );
}

/** Imports in src that go against ALLOWANCES, one sentence each. */
export function forbiddenImports(files: SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files.flatMap((file) => {
    const from = partOf(file.path);
    const allowance = ALLOWANCES[from];
    if (allowance === undefined) return [`${file.path}: the rules do not place src/${from} yet`];
    if (allowance === 'everything') return [];
    return file.imports.flatMap(({ specifier, typeOnly }) => {
      const target = targetOf(file.path, specifier);
      if (target === undefined) return [];
      if (!target.startsWith('src/')) return [`${file.path} imports ${target}: src stands without the other folders`];
      const to = partOf(target);
      if (to === from || allowance.values.includes(to)) return [];
      if (typeOnly && allowance.types.includes(to)) return [];
      if (from === 'config' && allowance.types.includes(to) && exportsConstantsOnly(byPath.get(target))) return [];
      const instead = allowance.types.includes(to)
        ? 'only with `import type`'
        : `not at all; allowed: ${say(allowance)}`;
      return [`${file.path} imports ${target}: src/${from} may import src/${to} ${instead}`];
    });
  });
}

function say({ values, types }: Allowance): string {
  return [...values, ...types.map((part) => `${part} (types)`)].join(', ') || 'nothing';
}

/** Imports of a confined package elsewhere, and packages in server.ts other than its own. */
export function strayPackages(files: SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, typeOnly }) => {
      const name = packageOf(specifier);
      if (name === undefined) return [];
      const confined = CONFINED.find(({ packages }) => packages.test(name));
      if (confined && !file.path.startsWith(confined.place)) {
        return [`${file.path} imports ${name}: it belongs to ${confined.place} alone`];
      }
      if (file.path === 'src/server.ts' && !typeOnly && name !== 'restify') {
        return [`${file.path} imports ${name}: src/server.ts uses restify alone`];
      }
      return [];
    }),
  );
}

/** Packages that are imported and not declared: they would vanish when the package that brings them drops them. */
export function undeclaredPackages(files: SourceFile[], declared: string[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier }) => {
      const name = packageOf(specifier);
      return name === undefined || declared.includes(name) ? [] : [`${file.path} imports ${name}`];
    }),
  );
}

/** Imports of the playground that reach past the entrances of src, or into test or bench. */
export function playgroundShortcuts(files: SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, typeOnly }) => {
      const target = targetOf(file.path, specifier);
      if (target === undefined || target.startsWith('playground/')) return [];
      if (target.startsWith('src/') && (typeOnly || ENTRANCES.test(target))) return [];
      return [`${file.path} imports ${target}: allowed are src/main.ts, src/config.ts, src/cli/ and types`];
    }),
  );
}

/** Circles of imports between files at run time, each as the files in order. */
export function importCircles(files: SourceFile[]): string[] {
  const atRunTime = (file: SourceFile) =>
    file.imports
      .filter(({ typeOnly }) => !typeOnly)
      .map(({ specifier }) => targetOf(file.path, specifier))
      .filter((target) => target !== undefined);
  return circles(new Map(files.map((file) => [file.path, atRunTime(file)])));
}

/** Circles that the rules themselves would allow between parts of src, types included. */
export function ruleCircles(): string[] {
  const edges = Object.entries(ALLOWANCES).map(([part, allowance]): [string, string[]] => [
    part,
    allowance === 'everything' ? [] : [...allowance.values, ...allowance.types],
  ]);
  return circles(new Map(edges));
}

function circles(targets: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  function visit(node: string, trail: string[]): void {
    const start = trail.indexOf(node);
    if (start >= 0) found.push([...trail.slice(start), node].join(' → '));
    if (start >= 0 || done.has(node)) return;
    for (const target of targets.get(node) ?? []) visit(target, [...trail, node]);
    done.add(node);
  }
  for (const node of targets.keys()) visit(node, []);
  return found;
}
