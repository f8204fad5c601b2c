/** What channels show of somebody of the helpdesk who was forgotten. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForgetting } from '../../src/store/open-forgetting.ts';
import { newLastingDatabase, silentLog } from '../support/store.ts';
import { shownBy } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { assertSame } from './steps.ts';

describe('somebody of the helpdesk who is forgotten', () => {
  let stage: HelpdeskStage;
  let dataDir: string;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-forgotten-'));
    stage = await setHelpdesk({ config: { database: await newLastingDatabase(dataDir) } });
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is named no more on the cards that the bot can still draw', async () => {
    const [megan, isaiah] = [stage.person('megan'), stage.person('isaiah')];
    const { card: diagnosis, thread } = await stage.reports('alex');
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a.*No data role/s);
    await megan.clicks(posted, 'Take it');
    await stage.card(/Taken by.*Megan Bowen/s);
    await megan.clicks(posted, 'Assign', { assignee: isaiah.objectId, message: 'Have a look.' });
    await stage.card(/Case \d+ · New.*Taken by.*Isaiah Langer/s);
    await isaiah.clicks(posted, 'Resolve', { note: 'Sign in again.' });
    await stage.card(/Case \d+ · Resolved.*Megan Bowen gave it to Isaiah Langer/s);
    assert.match(JSON.stringify(shownBy(diagnosis)), /Megan Bowen/);

    await stage.stop();
    const { forget, close } = await openForgetting(stage.config.database, { log: silentLog });
    const { objectId } = megan;
    await forget({ tenantId: stage.tenant.tenantId, objectId, now: new Date(), dryRun: false });
    await close();
    await stage.start();

    const drawn = await stage.card(/Case \d+ · Resolved.*Somebody gave it to.*Somebody took it/s);
    assertSame(drawn, posted);
    assertSame(await stage.person('alex').sees(/This diagnosis is no longer there/, { in: thread }), diagnosis);
    for (const message of [posted, diagnosis]) assert.doesNotMatch(JSON.stringify(shownBy(message)), /Megan Bowen/);
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});
