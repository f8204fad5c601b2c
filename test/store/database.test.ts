import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { openDatabase } from '../../src/store/database.ts';
import { newTestDatabase, template } from '../support/store.ts';

describe('the database in a folder', () => {
  let dataDir: string;

  beforeEach(function makeFolder() {
    dataDir = mkdtempSync(join(tmpdir(), 'adt-support-database-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('keeps its data, is locked while open, and migrates again without harm', async () => {
    const first = await openDatabase({ dataDir, template: await template() });
    await first.db.execute(sql`insert into last_instance values ('contoso', 'alex', 'plant-a')`);
    await assert.rejects(openDatabase({ dataDir }), { name: 'StoreError', code: 'folder-locked' });
    await first.close();
    const again = await openDatabase({ dataDir });
    const { rows } = await again.db.execute(sql`select instance_id from last_instance`);
    await again.close();
    assert.deepEqual(rows, [{ instance_id: 'plant-a' }]);
  });

  it('is not opened by a version older than its tables, and not left locked', async () => {
    const newer = await openDatabase({ dataDir, template: await template() });
    await newer.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${Date.parse('2100-01-01')})`,
    );
    await newer.close();
    for (let attempt = 0; attempt < 2; attempt++) {
      await assert.rejects(openDatabase({ dataDir }), { name: 'StoreError', code: 'schema-newer' });
    }
  });

  it('cannot be made below a file', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await assert.rejects(openDatabase({ dataDir: join(file, 'data') }), {
      name: 'StoreError',
      code: 'folder-not-writable',
    });
  });
});

describe('the database on a server', () => {
  it('says what it cannot reach, without the password', async () => {
    await assert.rejects(openDatabase({ url: 'postgres://bot:hunter2@127.0.0.1:1/support' }), (error: Error) => {
      assert.equal('code' in error && error.code, 'database-unreachable');
      assert.match(error.message, /127\.0\.0\.1:1\/support.*ECONNREFUSED.*DATABASE_URL/s);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  });
});

describe('the tables', () => {
  it('are sharded by tenant: every primary key begins with it', async () => {
    const database = await openDatabase(await newTestDatabase());
    const { rows } = await database.db.execute(sql`
      select k.table_name, k.column_name from information_schema.table_constraints c
      join information_schema.key_column_usage k using (constraint_schema, constraint_name)
      where c.constraint_type = 'PRIMARY KEY' and c.table_schema = 'public' and k.ordinal_position = 1`);
    await database.close();
    assert.equal(rows.length, 16);
    assert.deepEqual([...new Set(rows.map((row) => row.column_name))], ['tenant_id']);
  });
});
