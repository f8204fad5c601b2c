/** What becomes of a card that Teams has refused once, where its channel works again. */
import assert from 'node:assert/strict';
import { eventually, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';

describe('a case whose card the helpdesk’s channel has refused', () => {
  let stage: HelpdeskStage;

  beforeEach(async () => {
    stage = await setHelpdesk();
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  const body = {
    error: { code: 'BotNotInConversationRoster', message: 'The bot is not part of the conversation roster.' },
  };
  const posts = () =>
    stage.teams.connector.calls.filter(({ method, path }) => method === 'POST' && path.includes(stage.helpdesk.id));

  /** Alex reports, and the channel takes nothing meanwhile. */
  async function refused(): Promise<void> {
    const match = { method: 'POST', path: stage.helpdesk.id };
    const heal = stage.teams.connector.fail({ match, answer: { status: 403, body } });
    await stage.reports('alex');
    const isRefused = () => posts().some(({ status }) => status === 403) || undefined;
    await eventually(stage.teams.connector, isRefused, () => 'Nothing was posted there.');
    heal();
  }
  const texts = () =>
    messagesIn(stage.teams.connector, stage.helpdesk)
      .map(textOf)
      .filter((text) => /Alex Wilber/.test(text));
  const posted = () => stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);

  it('is posted once another card is taken there', async () => {
    await refused();
    await stage.reports('diego', 'I get 403 on plant-b when I query twins');
    await stage.card(/Diego Siciliani: 403 on plant-b/);
    await posted();
    assert.equal(texts().length, 1);
  });

  it('is posted once somebody presses a button there', async () => {
    const megan = stage.person('megan');
    const list = await megan.sees(/Cases come here now/, { in: stage.helpdesk });
    await refused();
    // The first may come before it is kept that the card was refused.
    while (texts().length === 0) await megan.sendsClick(list, 'triage.show', { id: 'first' });
    await posted();
  });

  it('is posted once the bot is added there again', async () => {
    await refused();
    const { serviceUrl } = stage.teams.connector;
    const { objectId } = stage.person('megan');
    await stage.teams.post({
      type: 'installationUpdate',
      action: 'add',
      id: 'added',
      channelId: 'msteams',
      serviceUrl,
      from: { id: '29:megan', aadObjectId: objectId },
      recipient: { id: '28:bot', name: 'ADT Support' },
      conversation: stage.helpdesk.account,
      channelData: stage.helpdesk.channelData,
    });
    await posted();
  });

  it('is posted once somebody says something to the bot there', async () => {
    await refused();
    await stage.person('megan').says('triage', stage.helpdesk.thread());
    await posted();
  });
});
