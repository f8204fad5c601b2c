import assert from 'node:assert/strict';
import { textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { asks } from './wording.ts';

describe('the case of whoever has asked for access', () => {
  let stage: HelpdeskStage;

  beforeEach(async () => {
    stage = await setHelpdesk();
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  /** Alex has asked, in a team of this group approvals are decided, and the request is there. */
  async function asked(team: string) {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === team);
    const approvals = stage.teams.team({ name: team, groupId: group?.id ?? '' });
    await megan.says('use this channel for approvals', approvals.thread());
    await megan.sees(/Approvals come here now/, { in: approvals });
    const { card } = await stage.reports('alex');
    await alex.clicks(card, 'Send request', { minutes: '480', reason: 'Line 4' });
    return megan.sees(asks('Alex Wilber', 'plant-a'), { in: approvals });
  }

  it('leads the helpdesk to the request in another channel of its team', async () => {
    const { id, conversationId } = await asked('Helpdesk');
    const link = `https://teams.microsoft.com/l/message/${encodeURIComponent(conversationId)}/${id}?parentMessageId=${id}`;
    const card = await stage.card(/Case \d+ · Waiting for approval.*Open the request/s);
    assert.ok(textOf(card).includes(`[Open the request](${link})`), textOf(card));
  });

  it('leads nobody into another team', async () => {
    await asked('Digital Twins');
    const card = await stage.card(/Case \d+ · Waiting for approval.*The request is in the approvals channel/s);
    assert.doesNotMatch(JSON.stringify(card.versions), /Open the request|l\/message/);
  });
});
