import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a stand-in for npm prints and returns for one of the commands that `.ci/run` gives it. */
interface Answer {
  output: string;
  status?: number;
}

const GREEN: Record<string, Answer> = {
  ci: { output: 'added 400 packages' },
  test: { output: '  a suite\n    ✔ passing through 3 failing hops\n\n  12 passing (2s)\n  1 pending' },
  'run test:postgres': { output: '  5 passing (9s)' },
  'run test:browser': { output: '\u001b[92m \u001b[0m\u001b[32m 3 passing\u001b[0m\u001b[90m (40s)\u001b[0m' },
};

let folder: string;

/** Runs `.ci/run` with npm replaced, and returns its exit status and last line. */
function run(answers: Record<string, Answer>): { status: number | null; lastLine: string | undefined } {
  const cases = Object.entries(answers).map(
    ([command, { output, status }]) => `'${command}') printf '%s\\n' '${output}'; exit ${status ?? 0} ;;`,
  );
  const npm = join(folder, 'npm');
  writeFileSync(npm, `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\nesac\nexit 99\n`);
  chmodSync(npm, 0o755);
  const path = `${folder}${delimiter}${process.env.PATH}`;
  const { status, stdout } = spawnSync('.ci/run', {
    env: { ...process.env, PATH: path, CHROMIUM_PATH: npm, DATABASE_URL: 'postgres://nobody-asks' },
    encoding: 'utf8',
  });
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) };
}

// The script is for Linux machines; a contributor on Windows still has a green `npm test`.
if (process.platform !== 'win32') {
  describe('.ci/run', () => {
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
    });

    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it('sums the tests of all runs in its last line', () => {
      assert.deepEqual(run(GREEN), { status: 0, lastLine: '20 passed, 0 failed' });
    });

    it('fails on a failing test and still prints the sum', () => {
      const test = { output: '  10 passing (2s)\n  2 failing\n', status: 2 };
      assert.deepEqual(run({ ...GREEN, test }), { status: 2, lastLine: '10 passed, 2 failed' });
    });

    it('fails on a test that fails on PostgreSQL only', () => {
      const postgres = { output: '  4 passing (9s)\n  1 failing\n', status: 1 };
      const answers = { ...GREEN, 'run test:postgres': postgres };
      assert.deepEqual(run(answers), { status: 1, lastLine: '16 passed, 1 failed' });
    });

    it('fails on a failing browser test and counts all runs', () => {
      const browser = { output: '  2 passing (9s)\n  1 failing', status: 1 };
      assert.deepEqual(run({ ...GREEN, 'run test:browser': browser }), { status: 1, lastLine: '19 passed, 1 failed' });
    });

    it('counts a type error or lint warning, which stops before any test, as a failure', () => {
      const test = { output: 'src/main.ts(1,1): error TS2304', status: 2 };
      assert.deepEqual(run({ ...GREEN, test }), { status: 2, lastLine: '0 passed, 1 failed' });
    });

    it('fails if the packages cannot be installed', () => {
      assert.deepEqual(run({ ...GREEN, ci: { output: '', status: 1 } }), { status: 1, lastLine: '0 passed, 1 failed' });
    });

    it('fails if a run found no test', () => {
      const browser = { output: '' };
      assert.deepEqual(run({ ...GREEN, 'run test:browser': browser }), { status: 1, lastLine: '17 passed, 1 failed' });
    });
  });
}
