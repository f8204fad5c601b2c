import assert from 'node:assert/strict';
import { textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';

describe('whoever was told of an incident and has another cause', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
  });
  after(() => stage?.close());

  const plantA = () => stage.tenant.state.instances.find(({ name }) => name === 'plant-a') ?? assert.fail();

  it('is part of it as long as his own look confirms nothing, and no more once it does', async () => {
    for (const who of ['alex', 'diego', 'adele'] as const) await stage.reports(who);
    await stage.card(/Incident \d+ · Open.*3 people affected/s);
    const lee = stage.person('lee');
    const { card, thread } = await stage.reports('lee');
    assert.match(textOf(card), /You are not the only one/);
    plantA().publicNetworkAccess = 'Disabled';
    await lee.clicks(card, 'Diagnose mine all the same');
    await stage.card(/Lee Gu: 403 on plant-a.*Possible: Public network access.*Trouble with plant-a/s);
    plantA().provisioningState = 'Failed';
    await lee.clicks(await lee.sees(/That may be the cause.*\[Check again\]/s, { in: thread }), 'Check again');
    const left = await stage.card(/Case \d+ · New.*Lee Gu.*Looked at in Azure\. It left its incident\./s);
    assert.doesNotMatch(textOf(left), /Trouble with plant-a/);
  });

  it('is not resolved with it', async () => {
    const incident = await stage.card(/Incident \d+ · Open/);
    await stage.person('megan').clicks(incident, 'Resolve', { note: 'The role is there.' });
    await stage.card(/Case \d+ · Resolved.*Alex Wilber/s);
    assert.match(textOf(await stage.card(/Lee Gu: 403 on plant-a/)), /^Case \d+ · New/);
  });

  it('shows sound cards', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
  });
});
