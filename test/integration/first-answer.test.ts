import assert from 'node:assert/strict';
import { parseFault } from '../../playground/azure/simulated-tenant.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, assertSame, during, whileSlow } from './steps.ts';
import { asks, lookedUp, tryAgain } from './wording.ts';

describe('an answer at once, whatever Azure does', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
    for (const name of ['alex', 'megan', 'isaiah'] as const) await stage.person(name).installs();
  });
  after(() => stage?.close());

  /** Calls that Azure has answered, those for a token apart. */
  const answered = () => stage.tenant.calls.filter(({ service }) => service !== 'entra');

  it('posts the card before Azure has answered anything, and updates it in place', async () => {
    const alex = stage.person('alex');
    stage.tenant.calls.length = 0;
    const message = await whileSlow(stage.tenant, 300, async () => {
      await alex.says('403 on plant-a when I query twins');
      return alex.sees(/Checking…/);
    });
    const [posted] = message.versions;
    assertSame(await alex.sees(/You have no data role on plant-a/), message);
    const [first] = answered();
    assert.ok(posted && first && posted.at < first.endedAt);
  });

  it('answers the request of a turn while Azure hangs, and says later what it could not find out and why', async () => {
    const diego = stage.person('diego');
    stage.tenant.calls.length = 0;
    const message = await during(stage.tenant, { match: { service: 'arm' }, answer: 'hang' }, async () => {
      const { status } = await diego.says('403 on plant-a when I query twins');
      assert.equal(status, 200);
      const fromArm = answered().filter(({ service }) => service === 'arm');
      assert.deepEqual(fromArm, [], 'the turn is over, and ARM has said nothing');
      return diego.sees(/Your roles could not be checked\. Azure gave no answer within 8 seconds\./);
    });
    const ruledOut = textOf(message).split('Ruled out')[1] ?? '';
    assert.doesNotMatch(ruledOut, /data role/, 'what could not be read is not ruled out');
    const shown = message.versions.map(({ card }) => JSON.stringify(card));
    assert.equal(new Set(shown).size, shown.length, 'no update that shows nothing new');
  });

  it('answers a click while Azure is slow, and lets the decision follow', async () => {
    const megan = stage.person('megan');
    await asked(stage.person('diego'), 'plant-b');
    const copy = await megan.sees(asks('Diego Siciliani', 'plant-b'));
    const { text } = await whileSlow(stage.tenant, 4_500, () => megan.clicks(copy, 'Approve'));
    assert.match(text, /Azure is slow just now/);
    assertSame(await megan.sees(/Approved by Megan Bowen/), copy);
    await stage.person('diego').sees(tryAgain);
  });

  it('does not take an unanswered question about somebody’s right for a yes', async () => {
    const megan = stage.person('megan');
    await asked(stage.person('alex'), 'plant-b');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-b'));
    const { text } = await during(stage.tenant, parseFault('arm:403'), () => megan.clicks(copy, 'Approve'));
    assert.match(text, /Your right to assign roles on plant-b could not be checked: .*Nothing was changed/s);
    await megan.sees(/Alex Wilber asks for.*\[Approve\]/s);
  });

  it('says which permission it lacks in ARM, and the command that gives it', async () => {
    const refused = { ...parseFault('arm:403'), match: { service: 'arm', path: /roleAssignments/ } } as const;
    const text = await during(stage.tenant, refused, async () => {
      await stage.person('adele').says('403 on plant-a when I query twins');
      return textOf(await stage.person('adele').sees(lookedUp));
    });
    assert.match(text, /Your roles could not be checked/);
    assert.match(text, /Microsoft\.Authorization\/roleAssignments\/read/);
    assert.match(text, /az role assignment create .*d994389a-40bd-4e7c-b05d-d457fa3911f1/);
  });

  it('says which permission it lacks in Graph, and the command that gives it', async () => {
    const text = await during(stage.tenant, parseFault('graph:403'), async () => {
      await stage.person('lee').says('403 on plant-b when I query twins');
      return textOf(await stage.person('lee').sees(/Could not look up who can fix it/));
    });
    assert.match(text, /You have no data role on plant-b/, 'what ARM says is still said');
    assert.match(text, /User\.Read\.All/);
    assert.match(text, /az rest --method POST .*d994389a-40bd-4e7c-b05d-d457fa3911f1/);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
