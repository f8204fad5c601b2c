import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { eventually, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, assertSame } from './steps.ts';
import { approvedAndWorks, asks, nobodyReached, tryAgain } from './wording.ts';

describe('a request that reaches nobody', () => {
  let stage: Stage;
  let alex: PersonInTeams;
  let megan: PersonInTeams;
  let isaiah: PersonInTeams;
  let approvals: Channel;
  let own: Message;
  let unblock: () => void;

  before(async () => {
    stage = await setStage();
    [alex, megan, isaiah] = [stage.person('alex'), stage.person('megan'), stage.person('isaiah')];
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    approvals = stage.teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
    await megan.installs();
    await megan.sees(/403 on Azure Digital Twins\?/);
  });
  after(() => stage?.close());

  function connectorRefuses({ chat }: PersonInTeams): () => void {
    const blocked = { status: 403, body: { error: { code: 'ConversationBlockedByUser', message: 'Blocked.' } } };
    return stage.teams.connector.fail({ match: { path: chat.id }, answer: blocked });
  }

  const news = (person: PersonInTeams, text: RegExp) =>
    messagesIn(stage.teams.connector, person.chat).filter((message) => message !== own && text.test(textOf(message)));

  it('says so in a message of its own, with who could decide and the command, although they are known', async () => {
    unblock = connectorRefuses(megan);
    own = await asked(alex, 'plant-a');
    await alex.sees(nobodyReached, { not: [own] });
    assert.match(textOf(own), /Send this to .*(Megan Bowen|Isaiah Langer).*az dt role-assignment create/s);
  });

  it('reaches whoever writes to the bot later, and whoever asked sees it', async () => {
    unblock();
    await megan.says('help');
    await megan.sees(asks('Alex Wilber', 'plant-a'));
    assertSame(await alex.sees(/Waiting for approval.*Asked Megan Bowen\./s), own);
  });

  it('is out of reach again once the bot is removed there, which is shown at once and not told a second time', async () => {
    await megan.uninstalls();
    assertSame(await alex.sees(/I could not reach anyone.*az dt role-assignment create/s), own);
    assert.equal(news(alex, nobodyReached).length, 1);
  });

  it('is posted in a channel that is named for approvals later', async () => {
    await megan.says('use this channel for approvals', approvals.thread());
    await megan.sees(asks('Alex Wilber', 'plant-a'), { in: approvals });
    assertSame(await alex.sees(/Waiting for approval.*Asked the approvals channel/s), own);
  });

  it('reaches whoever writes to the bot for the first time, too', async () => {
    await isaiah.says('approvals');
    await isaiah.sees(asks('Alex Wilber', 'plant-a'));
    assertSame(await alex.sees(/Asked Isaiah Langer and the approvals channel/s), own);
  });

  it('is decided, and what whoever asked could not be told comes once they are back', async () => {
    unblock = connectorRefuses(alex);
    await isaiah.clicks(await isaiah.sees(asks('Alex Wilber', 'plant-a')), 'Approve');
    await isaiah.sees(approvedAndWorks('Alex Wilber'));
    assert.deepEqual(news(alex, tryAgain), []);
    unblock();
    await alex.says('requests');
    await alex.sees(tryAgain, { not: [own] });
    await eventually(
      stage.teams.connector,
      () => tryAgain.test(textOf(own)) || undefined,
      () => `The copy still says: ${textOf(own)}`,
    );
    assert.equal(news(alex, tryAgain).length, 1);
  });

  it('has shown sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
