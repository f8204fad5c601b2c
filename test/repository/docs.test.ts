import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const pages = ['README.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (path) => path.endsWith('.md'),
);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, what = '']) => what);

/** As GitHub makes them of headings. */
const anchorsOf = (path: string) =>
  found(read(path), /^#{1,6} (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

describe('the pages', () => {
  it('link to files and headings that exist', () => {
    const links = pages.flatMap((page) => found(read(page), /\]\((?!https?:)([^)\s]+)\)/g).map((link) => [page, link]));
    assert.ok(links.length > 50);
    assert.deepEqual(
      links.filter(([page = '', link = '']) => isDead(page, link)),
      [],
    );
  });

  it('name tests by words that are in them', () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/\[`([^`]+)`\]\(([^)]+\.test\.ts)\)/g)].map(([, words = '', path = '']) => ({
        words: words.replace(/ ?…$/, ''),
        path: join(dirname(page), path),
      })),
    );
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter(({ words, path }) => !read(path).includes(words)),
      [],
    );
  });

  it('give commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const commands = pages.flatMap((page) => found(read(page), /npm run (?:-s )?([\w:-]+)/g));
    assert.deepEqual(
      commands.filter((command) => !(command in scripts)),
      [],
    );
  });

  it('have every setting of the bot in one table, and no other', () => {
    const [, section = ''] = read('docs/running.md').split('\n## 2. Settings\n');
    const told = found(section, /^\| (`[A-Z`_, ]+`) \|/gm).flatMap((cell) => found(cell, /`([A-Z_]+)`/g));
    const settings = found(read('src/config.ts'), /^ +([A-Z][A-Z_]+): (?:z|guid|days)\b/gm);
    assert.deepEqual(told.toSorted(), settings.toSorted());
  });
});
