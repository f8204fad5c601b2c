import assert from 'node:assert/strict';
import { textOf } from '../support/teams-double/conversation.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, writesTo } from './steps.ts';
import { asks, whichInstance } from './wording.ts';

describe('what can be said to the bot', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
  });
  after(() => stage?.close());

  const said: [text: string, sees: RegExp][] = [
    ['help', /What I can do/],
    ['Hello', /^Hello/],
    ['instances', /plant-a[\s\S]*plant-b/],
    ['requests', /No access requests/],
    ['approvals', /Nothing waits for a decision/],
    ['use this channel for approvals', /This is not a channel/],
    ['diagnose', whichInstance],
    ['403 from storage account mystore.blob.core.windows.net', /another service|storage/i],
    ['please give Lee access to plant-a', /Who\? Send me the sign-in name/],
  ];
  for (const [text, sees] of said) {
    it(`“${text}” is answered with a card`, async () => {
      const diego = stage.person('diego');
      const before = diego.reads().length;
      assert.equal((await diego.says(text)).status, 200);
      await diego.sees(sees);
      assert.ok(diego.reads().length > before);
    });
  }

  it('a secret is seen, and is in no card', async () => {
    const token = ['eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9', 'eyJvaWQiOiJ4In0', 'c2lnbmF0dXJl'].join('.');
    const adele = stage.person('adele');
    await adele.says(`403 on plant-a when I query twins, Authorization: Bearer ${token}`);
    await adele.sees(/There was a secret in your message.*an access token/s);
    await adele.sees(/plant-a · Adele Vance/);
    assert.doesNotMatch(adele.reads().join(), /eyJhbGci/);
  });

  it('an example button says its phrase', async () => {
    const isaiah = stage.person('isaiah');
    await isaiah.installs();
    await isaiah.clicks(await isaiah.sees(/403 on Azure Digital Twins\?/), 'I get a 403');
    await isaiah.sees(whichInstance);
  });

  it('whose access is not one’s own to see is not shown', async () => {
    const diego = stage.person('diego');
    await diego.says('lee@contoso.com gets 403 on plant-a when he queries twins');
    const text = textOf(await diego.sees(/Not mine to show/));
    assert.doesNotMatch(text, /Data Reader/);
  });

  it('is shown to somebody who could read it in Azure', async () => {
    const megan = stage.person('megan');
    await megan.says('lee@contoso.com gets 403 on plant-a when he uploads models');
    await megan.sees(/plant-a · Lee Gu/);
  });

  it('“approvals” opens what waits, for those who were asked and nobody else', async () => {
    await stage.person('megan').installs();
    await asked(stage.person('alex'), 'plant-a');
    await stage.person('megan').sees(asks('Alex Wilber', 'plant-a'));
    await stage.person('isaiah').says('approvals');
    const list = await stage.person('isaiah').sees(/Waiting for a decision/);
    const opened = await stage.person('isaiah').clicks(list, 'Open');
    assert.match(opened.text, /Alex Wilber asks for Data Reader on plant-a.*\[Approve\]/s);
    const stranger = await stage.person('diego').clicks(list, 'Open');
    assert.match(stranger.text, /Only the person who asked and those who can approve/);
    assert.ok(stranger.card === undefined);
  });

  it('“requests” lists one’s own', async () => {
    await stage.person('alex').says('my requests');
    await stage.person('alex').sees(/Your access requests.*Data Reader on plant-a: waiting for approval/s);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('a bot that grants nothing', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage({ config: { approvals: 'off' } });
  });
  after(() => stage?.close());

  it('shows the command and who can run it, and no button that asks', async () => {
    const alex = stage.person('alex');
    await alex.says('403 on plant-a when I query twins');
    const message = await alex.sees(/Who can fix it.*Megan Bowen.*az dt role-assignment create/s);
    assert.doesNotMatch(textOf(message), /Request access/);
    const id = '00000000-0000-4000-8000-000000000000';
    const form = { id, minutes: '480', reason: 'x', version: 1 };
    assert.match((await alex.sendsClick(message, 'access.request', form)).text, /switched off/);
    assert.match((await alex.sendsClick(message, 'access.approve', form)).text, /switched off/);
    assert.deepEqual(writesTo(stage.tenant), []);
  });

  it('says so in its help', async () => {
    await stage.person('alex').says('help');
    await stage.person('alex').sees(/I change nothing in Azure/);
  });
});
