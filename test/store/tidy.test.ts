import assert from 'node:assert/strict';
import { sql } from 'drizzle-orm';
import { openEmbedded } from '../../src/store/embedded.ts';
import { createRetentionStore } from '../../src/store/retention-store.ts';
import { template } from '../support/store.ts';

describe('an embedded database', () => {
  it('is tidied with the sweep: what was deleted leaves room, what is there is counted by an index alone and is known', async () => {
    const database = await openEmbedded({ memory: true, template: await template() });
    const { db } = database;
    const fill = () =>
      db.execute(sql`insert into muted_thread select 'contoso', g::text from generate_series(1, 2000) g`);
    const size = async () =>
      (
        await db.execute(sql`select pg_relation_size('muted_thread') as size, relallvisible as visible
        from pg_class where relname = 'muted_thread'`)
      ).rows[0];
    await fill();
    const before = await size();
    assert.equal(before?.visible, 0);
    await db.execute(sql`delete from muted_thread`);
    const store = createRetentionStore(db, async () => {}, database.tidy);
    await store.deleteRests('contoso', new Date());
    await fill();
    await store.deleteRests('contoso', new Date());
    const after = await size();
    assert.equal(after?.size, before?.size);
    assert.ok(Number(after?.visible) > 0);
    const known = await db.execute(sql`select 1 from pg_stats where tablename = 'muted_thread'`);
    assert.ok(known.rows.length > 0);
    await database.close();
  });
});
