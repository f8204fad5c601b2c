/** What somebody of the helpdesk meets who has no right in Azure: Lee. */
import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { type HelpdeskStage, setHelpdesk, shownInChannels } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';

describe('somebody of the helpdesk without a right in Azure', () => {
  let stage: HelpdeskStage;
  let posted: Message;

  before(async () => {
    stage = await setHelpdesk({
      edit: ({ groups }) =>
        groups?.find(({ name }) => name === 'Helpdesk')?.members.push('lee@contoso.com', 'diego@contoso.com'),
    });
    await stage.reports('alex');
    posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
  });
  after(() => stage?.close());

  it('reads nobody’s address before he has taken the case', async () => {
    const lee = stage.person('lee');
    const { card, text } = await lee.clicks(posted, 'Chat with reporter');
    assert.match(text, /Take the case first.*\[Take it\]/s);
    assert.doesNotMatch(JSON.stringify(card), /contoso\.com/);
    const { id, version } = JSON.parse(
      /"data":(\{"verb":"case\.claim"[^}]*\})/.exec(JSON.stringify(card))?.[1] ?? '{}',
    );
    assert.match((await lee.sendsClick(posted, 'case.claim', { id, version })).text, /Taken by.*Lee Gu/s);
    const mine = await stage.card(/Case \d+ .*Taken by.*Lee Gu/s);
    assert.match(JSON.stringify((await lee.clicks(mine, 'Chat with reporter')).card), /users=alex%40contoso\.com/);
    const diego = await stage.person('diego').clicks(mine, 'Chat with reporter');
    assert.match(diego.text, /Lee Gu has it now/);
    const megan = await stage.person('megan').clicks(mine, 'Chat with reporter');
    assert.match(JSON.stringify(megan.card), /users=alex%40contoso\.com/, 'she can approve');
  });

  it('shows sound cards, and no address in a channel', () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    for (const shown of shownInChannels(stage, stage.floor, stage.helpdesk)) assert.doesNotMatch(shown, /@contoso/);
  });
});
