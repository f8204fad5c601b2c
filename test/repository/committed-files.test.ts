import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Paths of the files git tracks and that are there. A checkout of another user (as in containers) is fine. */
const committed = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(path));

const texts = committed
  .filter((path) => !/\.(png|ico|zip)$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Every match of a pattern in the given files as `path:line: match`. */
function findAll(files: { path: string; text: string }[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => [...line.matchAll(pattern)].map((match) => `${path}:${index + 1}: ${match[0]}`)),
  );
}

/** Targets of links and images in Markdown, in its own notation and as HTML, without code. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm)];
  const html = [...prose.matchAll(/<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"\s]+)"/g)];
  return [...inline, ...references, ...html].map((match) => match[1] ?? '');
}

describe('the committed files', () => {
  it('name no path of somebody\u2019s machine', () => {
    // The samples of pasted errors hold such paths on purpose: people paste stack traces.
    const files = texts.filter(({ path }) => !path.startsWith('test/symptoms/') && !path.startsWith('src/symptoms/'));
    const homes =
      /(?<![\w.:/~-])\/(?:home|Users)\/(?!site\b|vsts\b)\w+\/|(?<![\w.:/~-])\/(?:root|work)\/\w+|\b[A-Z]:\\{1,2}Users\\/g;
    assert.deepEqual(findAll(files, homes), []);
  });

  it('bind nobody to a package registry', () => {
    const lock = texts.filter(({ path }) => path.endsWith('package-lock.json'));
    assert.equal(lock.length, 1);
    assert.deepEqual(findAll(lock, /"resolved": "https?:[^"]*"/g), []);
    assert.deepEqual(
      committed.filter((path) => path.endsWith('.npmrc')),
      [],
    );
  });

  it('have no relative link in Markdown to a file that is not there', () => {
    const broken = texts
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) => linksOf(text).map((link) => ({ path, link })))
      .filter(({ link }) => !/^([a-z][a-z0-9+.-]*:|#|\/\/)/i.test(link))
      .filter(({ path, link }) => {
        const target = normalize(join(dirname(path), decodeURIComponent(link.replace(/[?#].*$/, ''))));
        const folder = target === '.' ? '' : `${target.replace(/\/$/, '')}/`;
        return !committed.includes(target) && !committed.some((file) => file.startsWith(folder));
      })
      .map(({ path, link }) => `${path}: ${link}`);
    assert.deepEqual(broken, []);
  });

  it('are all found by the check for links, in whatever notation they are written', () => {
    const markdown = [
      '[a](one.md "title") ![b](<two.png>)',
      '[c]: three.md',
      '<img src="four.png" width="300">',
      '`[not](code.md)`',
      '```\n[not](block.md)\n```',
    ].join('\n\n');
    assert.deepEqual(linksOf(markdown).sort(), ['four.png', 'one.md', 'three.md', 'two.png']);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

  it('gives every package an exact version', () => {
    const versions = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies });
    assert.deepEqual(
      versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });

  it('agrees with the lock file', () => {
    const root = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages[''];
    assert.deepEqual(root.dependencies, manifest.dependencies);
    assert.deepEqual(root.devDependencies, manifest.devDependencies);
  });
});
