import assert from 'node:assert/strict';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { instanceId, userId } from '../playground/azure/contoso.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { shownBy, textOf } from '../support/teams-double/conversation.ts';
import { NotPossible, titlesOf } from '../support/teams-double/press.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, assertSame, diagnosed, writesTo } from './steps.ts';
import { asks } from './wording.ts';

/** The role assignments on an instance that name somebody. */
function rolesOf({ tenant }: Stage, principalId: string, instance = 'plant-a'): (string | undefined)[] {
  return tenant.state.roleAssignments
    .filter((each) => each.principalId === principalId && each.scope === instanceId(tenant, instance))
    .map(({ roleDefinitionId }) => roleDefinitionId);
}

describe('less than was asked', () => {
  let stage: Stage;
  let own: Message;

  before(async () => {
    stage = await setStage();
    await stage.person('megan').installs();
    const alex = stage.person('alex');
    const diagnosis = await diagnosed(alex, 'plant-a');
    await alex.clicks(diagnosis, 'Send request', { minutes: '43200', reason: 'Line 4', role: ADT_DATA_OWNER.id });
    own = await alex.sees(/Waiting for approval.*Data Owner/s);
  });
  after(() => stage?.close());

  it('is offered where there is something less, and a choice that is more is refused', async () => {
    const megan = stage.person('megan');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    await assert.rejects(async () => megan.clicks(copy, 'Approve this', { minutes: 'permanent' }), NotPossible);
    const { id, version } = dataOf(copy);
    const more = await megan.sendsClick(copy, 'access.approve-less', { id, version, minutes: 'permanent' });
    assert.match(more.text, /Only a shorter time than the one asked for can be given instead/);
    const other = await megan.sendsClick(copy, 'access.approve-less', {
      id,
      version,
      role: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    });
    assert.match(other.text, /This role cannot be granted here/);
    assert.deepEqual(writesTo(stage.tenant), []);
  });

  it('is given, and everybody reads what was asked and what was given', async () => {
    const megan = stage.person('megan');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    const shown = await megan.clicks(copy, 'Approve this', { role: ADT_DATA_READER.id, minutes: '480' });
    assert.match(
      shown.text,
      /Approved by Megan Bowen\n.*asked for Data Owner on plant-a for 30 days\. Given: Data Reader for 8 hours/,
    );
    const given = /approved Data Reader for 8 hours instead of Data Owner for 30 days/;
    assertSame(await stage.person('alex').sees(new RegExp(`${given.source}.*\\[I’m done\\]`, 's')), own);
    await stage.person('alex').sees(new RegExp(`Try again now.*${given.source}`, 's'), { not: [own] });
    assert.deepEqual(rolesOf(stage, userId(stage.tenant, 'alex')), [ADT_DATA_READER.id]);
  });

  it('can be given back before its time, by whoever has it', async () => {
    const shown = await stage.person('alex').clicks(own, 'I’m done');
    assert.match(shown.text, /Taking the role away…/);
    await stage.person('alex').sees(/Given back\n.*You gave it back before its time/s);
    await stage.person('megan').sees(/Given back by Alex Wilber/);
    assert.deepEqual(rolesOf(stage, userId(stage.tenant, 'alex')), []);
  });

  it('is asked for again with one click: what was given, not what was asked', async () => {
    await stage.person('alex').sees(/Given back.*\[Ask again\]/s);
    const shown = await stage.person('alex').clicks(own, 'Ask again');
    assert.match(shown.text, /Asked again: the new request is below/);
    const next = await stage.person('alex').sees(/Waiting for approval.*Data Reader.*8 hours/s);
    assert.notEqual(next.id, own.id);
    const twice = await stage.person('alex').clicks(own, 'Ask again');
    assert.match(twice.text, /was asked for already and is waiting for a decision/);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('permanent access', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
    for (const name of ['megan', 'isaiah'] as const) await stage.person(name).installs();
  });
  after(() => stage?.close());

  it('takes two people, which every card says before and after the first', async () => {
    const [alex, megan, isaiah] = [stage.person('alex'), stage.person('megan'), stage.person('isaiah')];
    await asked(alex, 'plant-a', { minutes: 'permanent' });
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    assert.match(textOf(copy), /Permanent access takes two people: somebody else has to approve after you/);
    const shown = await megan.clicks(copy, 'Approve');
    assert.match(shown.text, /Megan Bowen approved Data Reader permanently\..*somebody else has to approve too/s);
    assert.deepEqual(writesTo(stage.tenant), []);
    await alex.sees(/Waiting for a second approval.*Megan Bowen approved/s);
    await isaiah.sees(/A second approval is needed: Alex Wilber asks/);
    const same = await megan.sees(/^Alex Wilber asks.*Megan Bowen approved/ms);
    assert.match((await megan.clicks(same, 'Approve')).text, /needs the approval of a second person/);
  });

  it('is assigned after the second, and both are named', async () => {
    const [alex, isaiah] = [stage.person('alex'), stage.person('isaiah')];
    const told = await isaiah.sees(/A second approval is needed/);
    const opened = await isaiah.clicks(told, 'Open request');
    assert.match(opened.text, /\[Approve\]/);
    const copy = await isaiah.sees(/^Alex Wilber asks.*Megan Bowen approved/ms);
    assert.match((await isaiah.clicks(copy, 'Approve')).text, /Approved by Megan Bowen and Isaiah Langer/);
    const own = await alex.sees(
      /Megan Bowen and Isaiah Langer approved, and Azure’s rules now let you in.*\[I’m done\]/s,
    );
    assert.doesNotMatch(textOf(own), /You have it until/);
  });

  it('is revoked by somebody who could approve, with a reason that is read', async () => {
    const megan = stage.person('megan');
    const copy = await megan.sees(/Approved by Megan Bowen and Isaiah Langer.*let them in.*\[Revoke…\]/s);
    assert.match(textOf(copy), /Alex Wilber loses Data Reader on plant-a now/);
    const stranger = await stage.person('adele').clicks(copy, 'Revoke now', { reason: 'For fun' });
    assert.match(stranger.text, /Only someone who can assign roles on plant-a can decide this/);
    assert.deepEqual(rolesOf(stage, userId(stage.tenant, 'alex')), [ADT_DATA_READER.id]);
    await megan.clicks(copy, 'Revoke now', { reason: 'The audit is over.' });
    await megan.sees(/Revoked by Megan Bowen.*“The audit is over\.”/s);
    await stage.person('alex').sees(/Access was revoked.*Megan Bowen said: “The audit is over\.”/s);
    assert.deepEqual(rolesOf(stage, userId(stage.tenant, 'alex')), []);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('permanent access whose first approver has lost the right', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
    for (const name of ['megan', 'isaiah'] as const) await stage.person(name).installs();
  });
  after(() => stage?.close());

  it('is not given at the second approval, which becomes the first; one who has it again may be the second', async () => {
    const [alex, megan, isaiah] = [stage.person('alex'), stage.person('megan'), stage.person('isaiah')];
    await asked(alex, 'plant-a', { minutes: 'permanent' });
    await isaiah.clicks(await isaiah.sees(asks('Alex Wilber', 'plant-a')), 'Approve');
    const copy = await megan.sees(/^Alex Wilber asks.*Isaiah Langer approved/ms);
    const { state } = stage.tenant;
    const all = state.roleAssignments;
    state.roleAssignments = all.filter(({ principalId }) => principalId !== isaiah.objectId);
    const shown = await megan.clicks(copy, 'Approve');
    state.roleAssignments = all;
    assert.match(shown.text, /Megan Bowen approved Data Reader permanently\. Isaiah Langer had approved before/);
    await alex.sees(/Waiting for a second approval.*Megan Bowen approved/s);
    assert.deepEqual(writesTo(stage.tenant), []);
    const his = await isaiah.sees(/^Alex Wilber asks.*Megan Bowen approved/ms);
    assert.match((await isaiah.clicks(his, 'Approve')).text, /Approved by Megan Bowen and Isaiah Langer/);
    await alex.sees(/Megan Bowen and Isaiah Langer approved, and Azure’s rules now let you in/);
  });

  it('shows sound cards', () => stage.teams.everyCard().forEach(assertSound));
});

describe('waiting', () => {
  let stage: Stage;
  let own: Message;
  before(async () => {
    stage = await setStage();
    await stage.person('megan').installs();
    own = await asked(stage.person('alex'), 'plant-a');
  });
  after(() => stage?.close());

  it('is cut short by a reminder, once an hour, which only the requester sends', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    assert.match((await stage.person('diego').clicks(own, 'Remind')).text, /Only Alex Wilber can send a reminder/);
    assert.match((await alex.clicks(own, 'Remind')).text, /Reminded at \{\{TIME/);
    const reminder = await megan.sees(/Reminder: Alex Wilber asks for Data Reader on plant-a/);
    assert.match((await megan.clicks(reminder, 'Open request')).text, /Alex Wilber asks.*\[Approve\]/s);
    await alex.sees(/Waiting for approval.*Reminded/s);
    assert.match((await alex.clicks(own, 'Remind')).text, /less than an hour ago\. Try again later/);
  });

  it('shows to others than those it concerns no more than that', async () => {
    const { id } = dataOf(own);
    const diego = stage.person('diego');
    for (const [verb, data] of [
      ['access.show', { id }],
      ['access.recheck', { id }],
      ['access.approve', { id, version: 1 }],
    ] as const) {
      const { text, card } = await diego.sendsClick(own, verb, data);
      assert.equal(card, undefined, verb);
      assert.doesNotMatch(text, /Alex|Dashboards/, verb);
    }
  });

  it('ends with Open on the list of one’s own requests', async () => {
    const alex = stage.person('alex');
    await alex.says('requests');
    const list = await alex.sees(/Your access requests\nData Reader on plant-a: waiting for approval\nOpen until/);
    assert.match((await alex.clicks(list, 'Open')).text, /Waiting for approval.*\[Withdraw\]/s);
  });
});

describe('for others', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage({
      edit: ({ groups }) => groups.push({ name: 'twins-readers', members: ['lee@contoso.com'], owners: [] }),
    });
    for (const name of ['isaiah', 'lee'] as const) await stage.person(name).installs();
  });
  after(() => stage?.close());

  it('an owner asks for the app, and the approver reads whose it is', async () => {
    const [alex, isaiah] = [stage.person('alex'), stage.person('isaiah')];
    await alex.says('my app twin-dashboard gets 403 on plant-a when it queries twins');
    const diagnosis = await alex.sees(/twin-dashboard.*\[Request access\]/s);
    assert.match(textOf(diagnosis), /For twin-dashboard, an app you own/);
    assert.match(textOf(diagnosis), /This goes to Isaiah Langer\.\n1 more can approve, whom I cannot write to/);
    await alex.clicks(diagnosis, 'Send request', {
      minutes: '480',
      reason: 'Nightly report',
      role: ADT_DATA_READER.id,
    });
    const copy = await isaiah.sees(/Alex Wilber asks for Data Reader on plant-a for twin-dashboard/);
    assert.match(textOf(copy), /For\ntwin-dashboard, an app that Alex Wilber owns/);
    await isaiah.clicks(copy, 'Approve');
    const app = stage.tenant.state.servicePrincipals.find(({ displayName }) => displayName === 'twin-dashboard');
    await alex.sees(/It works now.*now let twin-dashboard in/s);
    assert.deepEqual(rolesOf(stage, app?.id ?? ''), [ADT_DATA_READER.id]);
  });

  it('somebody else asks for a managed identity, and the approver reads that it is one', async () => {
    const [megan, isaiah] = [stage.person('megan'), stage.person('isaiah')];
    await megan.says('managed identity func-telemetry gets 403 on plant-a when it queries twins');
    const diagnosis = await megan.sees(/func-telemetry.*\[Request access\]/s);
    assert.match(textOf(diagnosis), /For func-telemetry, a managed identity/);
    await megan.clicks(diagnosis, 'Send request', { minutes: '480', reason: 'Telemetry', role: ADT_DATA_READER.id });
    const copy = await isaiah.sees(
      /Megan Bowen asks for Data Reader on plant-a for the managed identity func-telemetry/,
    );
    assert.match(textOf(copy), /func-telemetry, a managed identity; the directory does not say whose/);
  });

  it('a colleague is told that somebody asks, and can give it back', async () => {
    const [megan, isaiah, lee] = [stage.person('megan'), stage.person('isaiah'), stage.person('lee')];
    await megan.says('lee@contoso.com gets 403 on plant-b when he queries twins');
    const diagnosis = await megan.sees(/plant-b · Lee Gu.*\[Request access\]/s);
    assert.match(textOf(diagnosis), /For Lee Gu, who is told that you ask/);
    await megan.clicks(diagnosis, 'Send request', { minutes: '480', reason: 'Handover', role: ADT_DATA_READER.id });
    await lee.sees(/Megan Bowen asks for access for you\nData Reader on plant-b/);
    const copy = await isaiah.sees(/Megan Bowen asks for Data Reader on plant-b for Lee Gu.*Lee Gu, a colleague/s);
    await isaiah.clicks(copy, 'Approve');
    const told = await lee.sees(/Try again now.*Megan Bowen asked for you/s);
    const opened = await lee.clicks(told, 'Open request');
    assert.ok(opened.card);
    assert.deepEqual(titlesOf(opened.card), ['I’m done']);
    const { id, version } = dataOf({ card: opened.card });
    await lee.sendsClick(told, 'access.done', { id, version });
    await lee.sees(/Given back/);
    await isaiah.sees(/Given back by Lee Gu/);
    assert.deepEqual(rolesOf(stage, userId(stage.tenant, 'lee'), 'plant-b'), []);
  });

  it('nobody asks for a group', async () => {
    const megan = stage.person('megan');
    await megan.says('members of the group twins-readers get 403 on plant-b when they query twins');
    const diagnosis = await megan.sees(/plant-b · twins-readers.*Who can fix it.*Checked in/s);
    assert.match(textOf(diagnosis), /az dt role-assignment create/);
    assert.doesNotMatch(textOf(diagnosis), /Request access/);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('where nobody can be asked', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
  });
  after(() => stage?.close());

  it('says so and gives the command and the portal instead of a request', async () => {
    const alex = stage.person('alex');
    await alex.says('403 on plant-a when I query twins');
    const message = await alex.sees(
      /do not have me in Teams.*Send the command above to Megan Bowen and Isaiah Langer/s,
    );
    assert.match(textOf(message), /az dt role-assignment create --dt-name plant-a/);
    assert.match(textOf(message), /\[Open in the Azure portal\]/);
    assert.deepEqual(titlesOf(shownBy(message) ?? assert.fail()), ['Check again']);
  });

  it('offers it as soon as somebody can', async () => {
    await stage.person('isaiah').installs();
    const alex = stage.person('alex');
    await alex.clicks(await alex.sees(/do not have me in Teams/), 'Check again');
    await alex.sees(/This goes to Isaiah Langer\.\n1 more can approve.*\[Send request\]/s);
  });
});

/** What the first button with a version refers to. */
function dataOf(shown: Message | { card: NonNullable<ReturnType<typeof shownBy>> }): { id: string; version: number } {
  const card = 'card' in shown ? shown.card : (shownBy(shown) ?? assert.fail('The message has no card.'));
  const found = /"id":"([0-9a-f-]{36})","version":(\d+)/.exec(JSON.stringify(card)) ?? assert.fail('No button.');
  return { id: found[1] ?? '', version: Number(found[2]) };
}
