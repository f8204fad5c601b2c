import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADT_DATA_OWNER } from '../../src/rbac/roles.ts';
import { openStore } from '../../src/store/open-store.ts';
import { silentLog, template } from '../support/store.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import { NotPossible } from '../support/teams-double/press.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, assertSame, diagnosed, targetOf, writesTo } from './steps.ts';

const otherTenant = '2d9c1b1e-6a43-4c1d-9d2f-0a5f3f0c7e11';

describe('what the bot refuses', () => {
  let stage: Stage;
  let dataDir: string;
  let copy: Message;
  let own: Message;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-'));
    const database = { dataDir, template: await template() };
    stage = await setStage({ config: { database }, alsoAllowed: [otherTenant] });
    for (const name of ['megan', 'isaiah'] as const) await stage.person(name).installs();
    own = await asked(stage.person('alex'), 'plant-a');
    copy = await stage.person('megan').sees(/Alex Wilber asks for Data Reader on plant-a/);
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  afterEach('nothing was changed by it', () => assert.deepEqual(writesTo(stage.tenant), []));

  it('an approval by somebody who cannot assign roles there, politely', async () => {
    const { text } = await stage.person('adele').clicks(copy, 'Approve');
    assert.match(text, /Only someone who can assign roles on plant-a can decide this.*Nothing was changed/);
  });

  it('a denial by somebody who could not approve', async () => {
    const { text } = await stage.person('adele').clicks(copy, 'Deny', { reason: 'No.' });
    assert.match(text, /Only someone who can assign roles on plant-a/);
  });

  it('an approval by whoever asked, an Owner too', async () => {
    const request = await asked(stage.person('megan'), 'plant-b');
    const { id, version } = targetOf(request);
    const { text } = await stage.person('megan').sendsClick(request, 'access.approve', { id, version });
    assert.match(text, /Nobody can approve access for themselves/);
  });

  it('a denial without a reason, in the form and at the bot', async () => {
    await assert.rejects(async () => stage.person('megan').clicks(copy, 'Deny'), NotPossible);
    const { text } = await stage.person('megan').sendsClick(copy, 'access.deny', targetOf(copy));
    assert.match(text, /Say in 1 to 500 characters why/);
  });

  it('a click on a version that is out of date, and shows the current one', async () => {
    const { id, version } = targetOf(copy);
    const shown = await stage.person('megan').sendsClick(copy, 'access.approve', { id, version: version - 1 });
    assert.match(shown.text, /Alex Wilber asks for Data Reader on plant-a.*\[Approve\]/s);
  });

  it('an id that nobody has', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const shown = await stage.person('megan').sendsClick(copy, 'access.approve', { id, version: 1 });
    assert.match(shown.text, /no longer there/);
  });

  it('the id of another tenant’s request, to somebody whose tenant may use the bot too', async () => {
    const { objectId, name } = stage.person('megan');
    const stranger = stage.teams.person({ objectId, name, tenantId: otherTenant });
    const shown = await stranger.sendsClick(copy, 'access.approve', targetOf(copy));
    assert.match(shown.text, /no longer there/);
  });

  for (const [what, data] of Object.entries({
    'no data': {},
    'an id that is none': { id: "x' or 1=1", version: 1 },
    'a version that is none': { id: '00000000-0000-4000-8000-000000000000', version: '1; drop table' },
  })) {
    it(`a click with ${what}`, async () => {
      const { text } = await stage.person('megan').sendsClick(copy, 'access.approve', data);
      assert.match(text, /could not read that click/);
    });
  }

  it('a verb that no button has', async () => {
    const { text } = await stage.person('megan').sendsClick(copy, 'constructor', targetOf(copy));
    assert.match(text, /could not read that click/);
  });

  it('a request on somebody else’s diagnosis', async () => {
    const diagnosis = await diagnosed(stage.person('alex'), 'plant-b');
    const form = { minutes: '480', reason: 'Me too' };
    assert.match(
      (await stage.person('diego').clicks(diagnosis, 'Send request', form)).text,
      /Only the person who asked/,
    );
    assert.match((await stage.person('diego').clicks(diagnosis, 'Check again')).text, /Only the person who asked/);
  });

  it('to withdraw somebody else’s request', async () => {
    const { text } = await stage.person('diego').clicks(own, 'Withdraw');
    assert.match(text, /Only Alex Wilber can withdraw/);
  });

  it('a role, a duration or an instance that only the card’s data claims', async () => {
    const diego = stage.person('diego');
    const diagnosis = await diagnosed(diego, 'plant-a');
    const { id } = targetOf(diagnosis);
    const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
    const click = (data: object) => diego.sendsClick(diagnosis, 'access.request', { id, reason: 'All of it', ...data });
    assert.match((await click({ minutes: '480', role: owner })).text, /This role cannot be requested here/);
    assert.match((await click({ minutes: '9999999' })).text, /Choose one of the durations offered/);
    const wide = { scope: '/', instance: '/', subject: owner, principalId: owner, requester: { objectId: owner } };
    await click({ minutes: '480', role: ADT_DATA_OWNER.id, ...wide });
    const request = await stage.person('megan').sees(/Diego Siciliani asks for Data Owner on plant-a/);
    assert.doesNotMatch(textOf(request), /For .*8e3af657/);
  });

  it('leaves every attempt in the history of the request', async () => {
    const { id } = targetOf(copy);
    await stage.stop();
    const store = await openStore({ dataDir }, { log: silentLog });
    try {
      const history = await store.access.history(stage.tenant.tenantId, id);
      const refused = history.filter(({ what }) => what.startsWith('refused:'));
      assert.deepEqual(
        refused.map(({ what, by, detail }) => [what, by?.displayName, detail]),
        [
          ['refused:no-right', 'Adele Vance', 'approve'],
          ['refused:no-right', 'Adele Vance', 'deny'],
          ['refused:invalid', 'Megan Bowen', 'deny'],
          ['refused:stale-card', 'Megan Bowen', 'approve'],
          ['refused:not-yours', 'Diego Siciliani', 'withdraw'],
        ],
      );
      assert.equal((await store.access.get(stage.tenant.tenantId, id))?.status.state, 'pending');
    } finally {
      await store.close();
    }
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('how a request ends without a role', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());
  afterEach('no role was touched', () => assert.deepEqual(writesTo(stage.tenant), []));

  it('denied: the requester reads who and why', async () => {
    const own = await asked(stage.person('alex'), 'plant-a');
    const copy = await stage.person('megan').sees(/Alex Wilber asks for/);
    const shown = await stage.person('megan').clicks(copy, 'Deny', { reason: 'Use plant-b for tests.' });
    assert.match(shown.text, /Denied by Megan Bowen.*Use plant-b for tests\./s);
    const told = /Denied.*Megan Bowen said: “Use plant-b for tests\.”/s;
    const news = await stage.person('alex').sees(told, { not: [own] });
    assertSame(await stage.person('alex').sees(told, { not: [news] }), own, 'in the request as well');
    await stage.person('megan').sees(/Denied by Megan Bowen/);
  });

  it('withdrawn: nothing is left to approve', async () => {
    const diego = stage.person('diego');
    const own = await asked(diego, 'plant-a');
    const copy = await stage.person('megan').sees(/Diego Siciliani asks for/);
    const before = targetOf(copy);
    assert.match((await diego.clicks(own, 'Withdraw')).text, /Withdrawn/);
    await stage.person('megan').sees(/Withdrawn.*Diego Siciliani asked for/s);
    const late = await stage.person('megan').sendsClick(copy, 'access.approve', before);
    assert.match(late.text, /took it back/);
  });

  it('can be asked for anew afterwards', async () => {
    const earlier = await stage.person('megan').sees(/Diego Siciliani asked for/);
    await stage.person('diego').says('403 on plant-a when I query twins');
    const diagnosis = await stage.person('diego').sees(/Who can fix it.*\[Request access\]/s);
    await stage.person('diego').clicks(diagnosis, 'Send request', { minutes: '480', reason: 'Again' });
    await stage.person('megan').sees(/Diego Siciliani asks for.*Again/s, { not: [earlier] });
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
