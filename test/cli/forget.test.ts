import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forget, readForgetArguments } from '../../src/cli/forget.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import { caseOfAlex, entryOf } from '../store/case-of-alex.ts';
import { alex, birthOf, megan, requestOfAlex } from '../store/request-of-alex.ts';
import { template } from '../support/store.ts';

const script = fileURLToPath(new URL('../../src/cli/forget.ts', import.meta.url));
const now = () => new Date('2026-03-05T00:00:00.000Z');

describe('the command that forgets a person', () => {
  let dataDir: string;

  before(async function fill() {
    dataDir = mkdtempSync(join(tmpdir(), 'adt-forget-'));
    const { db, close } = await openDatabase({ dataDir, template: await template() });
    const triage = createTriageStore(db, async () => {});
    for (const tenantId of ['contoso', 'fabrikam']) {
      const opened = caseOfAlex(tenantId);
      await triage.open(opened, [], entryOf(opened, 'opened', { by: alex }));
    }
    const request = requestOfAlex('fabrikam', 'r1');
    const ofMegan = { ...request, requester: megan, subject: { ...megan, type: 'User' as const } };
    await createAccessStore(db, async () => {}).create(ofMegan, [], birthOf(ofMegan));
    await close();
  });
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  async function run(...args: string[]): Promise<{ all: boolean; text: string }> {
    let text = '';
    const write = (part: string) => {
      text += part;
    };
    const all = await forget(readForgetArguments(args), { DATA_DIR: dataDir }, { write, now });
    return { all, text };
  }

  it('tells in a dry run what it would do, does it when told to, and finds nothing the next time', async () => {
    const dry = await run('--person', alex.objectId, '--dry-run');
    assert.match(dry.text, /^Tenant contoso \(dry run: nothing was changed\)\n[\s\S]*to anonymise +1 {2}cases\n/);
    const { all, text } = await run('--person', alex.objectId.toUpperCase(), '--tenant', 'CONTOSO');
    assert.equal(all, true);
    assert.match(text, /^Tenant contoso\n[\s\S]*anonymised +1 {2}cases\n/);
    assert.doesNotMatch(text, /fabrikam/);
    const again = await run('--person', alex.objectId);
    assert.match(
      again.text,
      /Tenant contoso\n[\s\S]*anonymised +0 {2}cases\n[\s\S]*Tenant fabrikam\n[\s\S]*anonymised +1 {2}cases\n/,
    );
  });

  it('says what to do about access that is still open, and fails', async () => {
    const { all, text } = await run('--person', megan.objectId, '--tenant', 'fabrikam');
    assert.equal(all, false);
    assert.match(text, /nothing was forgotten.*\n {2}r1 {2}pending: .* on plant-a\nEnd it first/);
  });

  it('says what to do while the bot holds the folder', async () => {
    const holder = await openDatabase({ dataDir });
    try {
      const { code, err } = await new Promise<{ code: number | null; err: string }>((resolve) => {
        const env = { PATH: process.env.PATH ?? '', DATA_DIR: dataDir };
        const child = execFile(process.execPath, [script, '--person', alex.objectId], { env }, (_, __, stderr) =>
          resolve({ code: child.exitCode, err: stderr }),
        );
      });
      assert.equal(code, 1);
      assert.match(err, /in use by process \d+[\s\S]*stop it first/);
    } finally {
      await holder.close();
    }
  });

  const wrong: [args: string[], says: RegExp][] = [
    [[], /Say whom\.\n {2}npm run forget/],
    [['--person', 'alex@contoso.com'], /is no object id\. .*az ad user show/],
    [['--person', alex.objectId, '--tenant', 'a b'], /is no tenant id/],
    [['--person', alex.objectId, '--all'], /Unknown option '--all'/],
  ];
  for (const [args, says] of wrong) {
    it(`refuses ${args.join(' ') || 'nothing'}`, () => {
      assert.throws(() => readForgetArguments(args), { code: 'usage', message: says });
    });
  }
});
