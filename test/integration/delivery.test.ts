import assert from 'node:assert/strict';
import { parseFault } from '../../playground/azure/simulated-tenant.ts';
import { messagesIn } from '../support/teams-double/conversation.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, assertSame, during } from './steps.ts';
import { approvedAndWorks, asks, nobodyReached, tryAgain } from './wording.ts';

/** What the connector says of a chat whose owner has removed or blocked the bot. */
const blocked = { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'Not in the roster.' } } };
const throttled = {
  status: 429,
  headers: { 'retry-after': '0' },
  body: { error: { code: 'TooManyRequests', message: 'Slow down.' } },
};
const conflict = { status: 412, body: { error: { code: 'PreconditionFailed', message: 'Try again.' } } };
const badGateway = { status: 502, body: { error: { code: 'BadGateway', message: 'Try again.' } } };

describe('messages that Teams does not take', () => {
  let stage: Stage;
  let approvals: Channel;

  before(async () => {
    stage = await setStage();
    await stage.person('megan').installs();
  });
  after(() => stage?.close());

  it('leave the requester with the command where nobody can be reached', async () => {
    const own = await during(stage.tenant, parseFault('graph:403'), () => asked(stage.person('lee'), 'plant-b'));
    const lee = stage.person('lee');
    assertSame(await lee.sees(/I could not reach anyone.*az dt role-assignment create/s), own);
    await lee.sees(nobodyReached, { not: [own] });
  });

  it('go to the approvals channel alone where Azure will not say who can approve', async () => {
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    approvals = stage.teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
    await stage.person('megan').says('use this channel for approvals', approvals.thread());
    await stage.person('megan').sees(/Approvals come here now/, { in: approvals });
    const adele = stage.person('adele');
    await during(stage.tenant, parseFault('graph:403'), () => asked(adele, 'plant-b'));
    await stage.person('megan').sees(asks('Adele Vance', 'plant-b'), { in: approvals });
    await adele.sees(/Waiting for approval.*Asked the approvals channel/s);
    assert.doesNotMatch(adele.reads().join(), nobodyReached);
  });

  it('because an approver has blocked the bot are given up, and the channel gets it all the same', async () => {
    const megan = stage.person('megan');
    const heal = stage.teams.connector.fail({ match: { method: 'POST', path: megan.chat.id }, answer: blocked });
    const own = await asked(stage.person('alex'), 'plant-a');
    const inChannel = await megan.sees(asks('Alex Wilber', 'plant-a'), { in: approvals });
    assertSame(await stage.person('alex').sees(/Waiting for approval.*Asked the approvals channel/s), own);
    heal();
    await megan.clicks(inChannel, 'Approve');
    await stage.person('alex').sees(tryAgain);
    assert.deepEqual(messagesIn(stage.teams.connector, megan.chat).length, 1, 'her greeting, and no request');
  });

  for (const [what, answer] of Object.entries({
    throttled,
    'in conflict': conflict,
    'behind a bad gateway': badGateway,
  })) {
    it(`come a moment later when Teams is ${what}`, async () => {
      const diego = stage.person('diego');
      const heal = stage.teams.connector.fail({ match: { path: diego.chat.id }, times: 1, answer });
      await diego.says('403 on plant-b when I query twins');
      await diego.sees(/You have no data role on plant-b.*Who can fix it/s);
      heal();
      const taken = stage.teams.connector.calls.filter(({ path }) => path.includes(diego.chat.id));
      assert.ok(taken.some(({ status }) => status === answer.status));
    });
  }

  it('are tried again as a job for as long as it takes', async () => {
    const diego = stage.person('diego');
    await asked(diego, 'plant-a');
    const copy = await stage.person('megan').sees(asks('Diego Siciliani', 'plant-a'), { in: approvals });
    // As many refusals as one attempt of the job takes.
    stage.teams.connector.fail({ match: { method: 'PUT', path: copy.id }, times: 4, answer: throttled });
    await stage.person('megan').clicks(copy, 'Approve');
    await diego.sees(tryAgain);
    assertSame(await stage.person('megan').sees(approvedAndWorks('Diego Siciliani'), { in: approvals }), copy);
  });

  it('stop where the bot is removed, and begin anew where it is added again', async () => {
    const isaiah = stage.person('isaiah');
    await isaiah.installs();
    await isaiah.uninstalls();
    await asked(stage.person('adele'), 'plant-a');
    await stage.person('megan').sees(asks('Adele Vance', 'plant-a'), { in: approvals });
    assert.equal(isaiah.reads().length, 1);
    await isaiah.installs();
    await asked(stage.person('alex'), 'plant-b');
    await isaiah.sees(asks('Alex Wilber', 'plant-b'));
  });

  it('are sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
