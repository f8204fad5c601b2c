import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HistoryEntry } from '../../src/access/store.ts';
import { exportAudit, readAuditArguments } from '../../src/cli/audit.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import { caseOfAlex, entryOf } from '../store/case-of-alex.ts';
import { birthOf, megan, requestOfAlex } from '../store/request-of-alex.ts';
import { template } from '../support/store.ts';

const script = fileURLToPath(new URL('../../src/cli/audit.ts', import.meta.url));

describe('the export of the audit', () => {
  let dataDir: string;
  const request = requestOfAlex('contoso', 'r1');
  const denied: HistoryEntry = {
    ...birthOf(request),
    version: 2,
    at: '2026-03-02T10:00:00.000Z',
    what: 'refused:no-right',
    by: megan,
    from: { kind: 'channel', conversationId: '19:owners' },
    detail: '=cmd|calc',
  };

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'adt-audit-'));
    const database = await openDatabase({ dataDir, template: await template() });
    const store = createAccessStore(database.db, async () => {});
    await store.create(request, [], birthOf(request));
    await store.recordRefusal(denied);
    const triage = createTriageStore(database.db, async () => {});
    const opened = caseOfAlex('contoso', { createdAt: '2026-03-02T09:30:00.000Z' });
    await triage.open(opened, [], entryOf(opened, 'opened', { at: opened.createdAt }));
    const note = 'The role is back.';
    await triage.recordRefusal(
      entryOf(opened, 'resolve', { by: megan, at: '2026-03-02T11:00:00.000Z', version: 2, detail: note }),
    );
    const other = requestOfAlex('fabrikam', 'r2');
    await store.create(other, [], birthOf({ ...other, createdAt: '2026-04-01T00:00:00.000Z' }));
    await database.close();
  });
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  async function exported(...args: string[]): Promise<string> {
    let text = '';
    await exportAudit(readAuditArguments(args), { DATA_DIR: dataDir }, async (part) => {
      text += part;
    });
    return text;
  }

  it('gives every event since a day, one a line, oldest first', async () => {
    const lines = (await exported('--since', '2026-03-01', '--format', 'json')).trim().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ kind, tenantId, what, by }) => [kind, tenantId, what, by?.displayName]),
      [
        ['request', 'contoso', 'request', 'Alex Wilber'],
        ['case', 'contoso', 'opened', undefined],
        ['request', 'contoso', 'refused:no-right', 'Megan Bowen'],
        ['case', 'contoso', 'resolve', 'Megan Bowen'],
        ['request', 'fabrikam', 'request', 'Alex Wilber'],
      ],
    );
    assert.equal(events[0].about.instance.name, 'plant-a');
    assert.equal(events[3].about.reporter.displayName, 'Alex Wilber');
    assert.equal(events[3].detail, 'The role is back.');
  });

  it('keeps to the tenant and to the time asked for, its end not included', async () => {
    const count = async (...args: string[]) =>
      (await exported('--since', '2026-01-01', '--format', 'json', ...args)).split('\n').length - 1;
    assert.equal(await count('--tenant', 'CONTOSO'), 4);
    assert.equal(await count('--tenant', 'contoso', '--until', '2026-03-02T10:00:00Z'), 2);
    assert.equal(await count('--until', '2026-01-02'), 0);
  });

  it('writes a table that a spreadsheet cannot take for formulas', async () => {
    const [header, ...records] = (
      await exported(
        '--since',
        '2026-03-02T10:00:00Z',
        '--until',
        '2026-03-02T11:00:00Z',
        '--tenant',
        'contoso',
        '--format',
        'csv',
      )
    )
      .trimEnd()
      .split('\r\n');
    assert.match(header ?? '', /^at,tenant,request,version,event,by,/);
    assert.equal(records.length, 1);
    assert.match(records[0] ?? '', /"'=cmd\|calc"/);
  });

  const run = (args: string[], environment: Record<string, string>) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { PATH: process.env.PATH ?? '', ...environment };
      const child = execFile(process.execPath, [script, ...args], { env }, (_, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });

  it('writes nothing but data to standard output', async () => {
    const { code, out, err } = await run(['--since', '2026-03-01', '--format', 'json'], { DATA_DIR: dataDir });
    assert.deepEqual([code, err], [0, '']);
    for (const line of out.trim().split('\n')) JSON.parse(line);
  });

  it('says what to do while the bot holds the folder', async () => {
    const holder = await openDatabase({ dataDir });
    try {
      const { code, out, err } = await run(['--since', '2026-03-01', '--format', 'csv'], { DATA_DIR: dataDir });
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /in use by process \d+/);
      assert.match(err, /stop it for the export, or give it a DATABASE_URL/);
    } finally {
      await holder.close();
    }
  });

  it('makes no empty database where there is none', async () => {
    const { code, out, err } = await run(['--since', '2026-03-01', '--format', 'csv'], {
      DATA_DIR: join(dataDir, 'no'),
    });
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /There is no data folder .*Set DATA_DIR or DATABASE_URL/);
  });

  const wrong: [args: string[], says: RegExp][] = [
    [['--format', 'csv'], /Say since when\.\n {2}npm run audit/],
    [['--since', '2026-03-01'], /--format csv or --format json/],
    [['--since', '2026-03-01', '--format', 'xml'], /--format csv or --format json/],
    [['--since', 'yesterday', '--format', 'csv'], /--since yesterday is no day or time\. Write 2026-01-31/],
    [['--since', '2026-02-30', '--format', 'csv'], /--since 2026-02-30 is no day/],
    [['--since', '2026-03-01', '--until', '1', '--format', 'csv'], /--until 1 is no day/],
    [['--since', '2026-03-01', '--tenant', 'a b', '--format', 'csv'], /is no tenant id/],
    [['--since', '2026-03-01', '--format', 'csv', '--all'], /Unknown option '--all'/],
  ];
  for (const [args, says] of wrong)
    it(`refuses ${args.join(' ')}`, () => {
      assert.throws(() => readAuditArguments(args), { code: 'usage', message: says });
    });
});
