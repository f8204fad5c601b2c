import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../src/cli/symptoms.ts', import.meta.url));
const run = (input: string) => spawnSync(process.execPath, [script], { input, encoding: 'utf8' });

describe('npm run symptoms', () => {
  it('prints one report a line, in order, and skips empty lines', () => {
    const { stdout, stderr, status } = run('{"text":"403 on ADT"}\n\n{"text":"thanks!"}\r\n');
    const kinds = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).kind);
    assert.deepEqual([kinds, stderr, status], [['adt-403', 'chatter'], '', 0]);
  });

  it('names the lines that it cannot read, reads the others, and fails at the end', () => {
    const { stdout, stderr, status } = run('{"text":"hi"}\nnot json\n{"text":5}\n["text"]\n{"text":"403 on ADT"}');
    assert.equal(stdout.trimEnd().split('\n').length, 2);
    assert.deepEqual(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/ "text", such.*/, '')),
      [2, 3, 4].map((line) => `line ${line}: expected one JSON object with a string`),
    );
    assert.equal(status, 1);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end('{"text":"403 on ADT plant-a"}\n'.repeat(20_000));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'close');
    assert.deepEqual([code, Buffer.concat(errors).toString()], [0, '']);
  });
});
