import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { examineStore } from '../../src/store/examine-store.ts';
import { lockFolder } from '../../src/store/folder-lock.ts';
import { newBareDatabase, newTestDatabase, serverUrl } from '../support/store.ts';

describe('a look at the data folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-examine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds it free, and leaves it as it was', async () => {
    assert.deepEqual(await examineStore({ dataDir: folder }), { kind: 'folder', folder, writable: true });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('finds whether one that is not there yet could be made', async () => {
    const dataDir = join(folder, 'not', 'yet');
    assert.deepEqual(await examineStore({ dataDir }), { kind: 'folder', folder: dataDir, writable: true });
    assert.ok(!existsSync(join(folder, 'not')));
  });

  it('finds that a file is in its place', async () => {
    const dataDir = join(folder, 'file');
    writeFileSync(dataDir, '');
    assert.deepEqual(await examineStore({ dataDir }), { kind: 'folder', folder: dataDir, writable: false });
  });

  it('says who works in it, and that nobody does once the lock is left over', async () => {
    const release = lockFolder(folder);
    const used = await examineStore({ dataDir: folder });
    assert.equal('usedBy' in used && used.usedBy, `process ${process.pid} on ${hostname()}`);
    release();
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    assert.ok(!('usedBy' in (await examineStore({ dataDir: folder }))));
  });
});

describe('a look at the database server', () => {
  it('says why it cannot be opened, without the password', async () => {
    const state = await examineStore({ url: 'postgres://bot:hunter2@127.0.0.1:1/adt' });
    assert.equal(state.kind, 'unusable');
    assert.match(
      'why' in state ? state.why : '',
      /at 127\.0\.0\.1:1 cannot be opened: .*ECONNREFUSED.*Check DATABASE_URL/,
    );
    assert.doesNotMatch(JSON.stringify(state), /hunter2/);
  });

  it('says so where the address is none', async () => {
    const state = await examineStore({ url: 'postgres://bot:hunter2@[x/adt' });
    assert.equal(state.kind, 'unusable');
    assert.doesNotMatch(JSON.stringify(state), /hunter2/);
  });

  const server = serverUrl;
  if (server !== undefined) {
    it('finds no tables in an empty one, and makes none', async () => {
      const empty = await newBareDatabase(server);
      for (let look = 0; look < 2; look += 1) {
        const state = await examineStore(empty);
        assert.ok(state.kind === 'server', JSON.stringify(state));
        assert.deepEqual([state.migrations.applied, state.mayCreate], [undefined, true]);
        assert.ok(state.version >= 130_000);
      }
    });

    it('finds the tables of this version of the bot', async () => {
      const database = await newTestDatabase();
      assert.ok('url' in database);
      const state = await examineStore(database);
      assert.ok(state.kind === 'server', JSON.stringify(state));
      assert.equal(state.migrations.applied, state.migrations.known);
    });
  }
});
