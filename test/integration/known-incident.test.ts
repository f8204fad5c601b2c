import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newLastingDatabase } from '../support/store.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';

describe('an incident that is open while the bot starts again', () => {
  let stage: HelpdeskStage;
  let dataDir: string;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-incident-'));
    stage = await setHelpdesk({ config: { database: await newLastingDatabase(dataDir) } });
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
});
