import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { instanceId, userId } from '../playground/azure/contoso.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import { titlesOf } from '../support/teams-double/press.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, assertSame, diagnosed, writesTo } from './steps.ts';
import { approvedAndWorks, tryAgain } from './wording.ts';

describe('many clicks at once', () => {
  let stage: Stage;
  let approvals: Channel;

  before(async () => {
    stage = await setStage();
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    approvals = stage.teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
    await stage.person('megan').says('use this channel for approvals', approvals.thread());
    await stage.person('megan').sees(/Approvals come here now/, { in: approvals });
    for (const name of ['megan', 'isaiah'] as const) await stage.person(name).installs();
  });
  after(() => stage?.close());
  beforeEach(() => {
    stage.tenant.calls.length = 0;
  });

  it('make one request of a request button that is pressed twice', async () => {
    const alex = stage.person('alex');
    const diagnosis = await diagnosed(alex, 'plant-a');
    const form = { minutes: '480', reason: 'Twice', role: ADT_DATA_READER.id };
    const answers = await Promise.all([
      alex.clicks(diagnosis, 'Send request', form),
      alex.clicks(diagnosis, 'Send request', form),
    ]);
    assert.equal(answers.filter(({ text }) => /was asked for already and is waiting/.test(text)).length, 1);
    await stage.person('megan').sees(/Alex Wilber asks for.*Twice/s);
    await alex.sees(/Waiting for approval.*Twice/s);
    await alex.says('requests');
    const list = textOf(await alex.sees(/Your access requests/));
    assert.equal(list.match(/Data Reader on plant-a/g)?.length, 1);
  });

  it('of two approvers make one assignment and one decision, which every card shows', async () => {
    const [megan, isaiah] = [stage.person('megan'), stage.person('isaiah')];
    const asks = /Alex Wilber asks for.*Twice/s;
    const copies = await Promise.all([megan.sees(asks), isaiah.sees(asks), megan.sees(asks, { in: approvals })]);
    const [inMegans, inIsaiahs, inChannel] = copies;
    await Promise.all([
      megan.clicks(inMegans, 'Approve'),
      isaiah.clicks(inIsaiahs, 'Approve'),
      isaiah.clicks(inChannel, 'Approve'),
    ]);
    await stage.person('alex').sees(tryAgain);
    assert.deepEqual(
      writesTo(stage.tenant).map(({ method, status }) => [method, status]),
      [['PUT', 201]],
    );
    const shown = await Promise.all([
      megan.sees(approvedAndWorks('Alex Wilber')),
      isaiah.sees(approvedAndWorks('Alex Wilber')),
      megan.sees(approvedAndWorks('Alex Wilber'), { in: approvals }),
    ]);
    for (const [at, copy] of copies.entries()) assertSame(copy, shown[at]);
    const deciders = shown.map((copy) => /Approved by ([\w ]+)/.exec(textOf(copy))?.[1]);
    assert.equal(new Set(deciders).size, 1, deciders.join(', '));
  });

  it('twenty of them on one card make one assignment', async () => {
    await asked(stage.person('diego'), 'plant-a');
    const copy = await stage.person('megan').sees(/Diego Siciliani asks for/);
    const answers = await Promise.all(Array.from({ length: 20 }, () => stage.person('megan').clicks(copy, 'Approve')));
    for (const { card, text } of answers) {
      assert.ok(card, text);
      assert.match(text, /Approved by Megan Bowen/);
      assert.ok(!titlesOf(card).includes('Approve'), 'nobody is asked again');
    }
    await stage.person('diego').sees(tryAgain);
    assert.equal(writesTo(stage.tenant).length, 1);
  });

  it('an approval and a denial together make one decision', async () => {
    await asked(stage.person('diego'), 'plant-b');
    const [megan, isaiah] = [stage.person('megan'), stage.person('isaiah')];
    const asks = /Diego Siciliani asks for.*plant-b/s;
    const [inMegans, inIsaiahs] = await Promise.all([megan.sees(asks), isaiah.sees(asks)]);
    await Promise.all([megan.clicks(inMegans, 'Approve'), isaiah.clicks(inIsaiahs, 'Deny', { reason: 'Not now.' })]);
    await stage.person('diego').sees(/(Denied|Try again now).*plant-b/s);
    const outcome = (text: string) => /(?:Approved|Denied) by [\w ]+/.exec(text)?.[0];
    const decided = /(Approved|Denied) by .*plant-b/s;
    const hers = outcome(textOf(await megan.sees(decided)));
    assert.equal(outcome(textOf(await isaiah.sees(decided))), hers);
    assert.equal(writesTo(stage.tenant).length, hers?.startsWith('Approved') ? 1 : 0);
  });

  it('leaves alone what somebody else has assigned meanwhile, and says that it is theirs', async () => {
    await asked(stage.person('alex'), 'plant-b');
    const copy = await stage.person('megan').sees(/Alex Wilber asks for.*plant-b/s);
    const scope = instanceId(stage.tenant, 'plant-b');
    const principalId = userId(stage.tenant, 'alex');
    const alike = stage.tenant.state.roleAssignments.find(({ principalType }) => principalType === 'User');
    assert.ok(alike);
    const roleDefinitionId = ADT_DATA_READER.id;
    const name = '5b2c6a1e-0b5e-4a0f-9a43-0c7d5f6b2d11';
    stage.tenant.state.roleAssignments.push({ ...alike, name, scope, principalId, roleDefinitionId });
    await stage.person('megan').clicks(copy, 'Approve');
    const text = textOf(await stage.person('megan').sees(/The role was there already, so I will not take it away/));
    assert.match(text, /Alex Wilber asked for Data Reader on plant-b/);
    assert.doesNotMatch(text, /I take it away/);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
