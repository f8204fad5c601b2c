import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseOptions } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { userId } from '../playground/azure/contoso.ts';
import { newLastingDatabase, silentLog } from '../support/store.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';

describe('an incident that is open while the bot starts again', () => {
  let stage: HelpdeskStage;
  let dataDir: string;
  let database: DatabaseOptions;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-incident-'));
    database = await newLastingDatabase(dataDir);
    stage = await setHelpdesk({ config: { database } });
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is told to who reports it next, without another diagnosis', async () => {
    for (const who of ['alex', 'diego', 'adele'] as const) await stage.reports(who);
    await stage.card(/Incident \d+ · Open.*Trouble with plant-a: 3 people affected/s);
    await stage.stop();
    await stage.start();
    const { card } = await stage.reports('lee');
    assert.match(textOf(card), /You are not the only one/);
    await stage.card(/Trouble with plant-a: 4 people affected/);
  });

  it('is not told of one that was gone before the report was part of it: that is looked at after all', async () => {
    const { card, thread } = await stage.reports('isaiah', 'I get 403 on plant-b when I query twins');
    await stage.stop();
    const { diagnoses, close } = await openStore(database, { log: silentLog });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const { tenantId } = stage.tenant;
    const isaiah = userId(stage.tenant, 'isaiah');
    const record = await diagnoses.latest(tenantId, thread.id, isaiah, since);
    assert.ok(record);
    const { diagnosis: _, ...told } = record;
    await diagnoses.save({ ...told, id: randomUUID(), joins: 'gone' });
    await close();
    const shown = card.versions.length;
    await stage.start();
    await stage.card(/Isaiah Langer.*Looked at in Azure\..*Looked at in Azure\./s);
    await stage.person('isaiah').sees(/Who can fix it:/, { in: thread });
    assert.match(JSON.stringify(card.versions.slice(shown)), /plant-b/);
  });
});
