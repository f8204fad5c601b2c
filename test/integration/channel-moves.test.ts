/** Who may say which channel is the helpdesk's, or takes the approvals. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Conversation, messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { targetOf } from './steps.ts';

const TRIAGE = 'use this channel for triage';
const APPROVALS = 'use this channel for approvals';

describe('a channel that is used already', () => {
  let stage: HelpdeskStage;
  let lees: Channel;
  const group = (name: string) =>
    stage.tenant.state.groups.find(({ displayName }) => displayName === name) ?? assert.fail(name);
  const texts = (place: Conversation) => messagesIn(stage.teams.connector, place).map(textOf);

  beforeEach(async () => {
    stage = await setHelpdesk({
      edit: ({ groups }) => {
        const [lee, megan] = ['lee@contoso.com', 'megan@contoso.com'];
        groups?.push({ id: randomUUID(), name: 'Lee’s team', members: [lee, megan], owners: [lee] });
      },
    });
    lees = stage.teams.team({ name: 'Lee’s team', groupId: group('Lee’s team').id });
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  /** What Teams tells of a team as a whole: of its first channel, whichever the bot is used in. */
  function tellsOf(team: Channel, activity: Record<string, unknown>, eventType?: string) {
    const id = '19:first-channel@thread.tacv2';
    return stage.teams.post({
      channelId: 'msteams',
      serviceUrl: stage.teams.connector.serviceUrl,
      from: { id: '29:megan', aadObjectId: stage.person('megan').objectId },
      recipient: { id: '28:bot', name: 'ADT Support' },
      conversation: { ...team.account, id },
      channelData: { ...team.channelData, channel: { id }, ...(eventType !== undefined && { eventType }) },
      ...activity,
    });
  }

  it('stays the helpdesk’s, whoever owns another team, and says who can move it', async () => {
    await stage.reports('alex');
    const posted = await stage.card(/Alex Wilber: 403 on plant-a/);
    const lee = stage.person('lee');
    await lee.says(TRIAGE, lees.thread());
    const card = await lee.sees(/The helpdesk is in another team/, { in: lees });
    assert.match(textOf(card), /“Helpdesk”.*Nothing was changed.*Ask Megan Bowen/s);
    await stage.person('megan').clicks(posted, 'Take it');
    await stage.card(/Alex Wilber: 403 on plant-a.*Taken by.*Megan Bowen/s);
    assert.doesNotMatch(texts(lees).join(), /Alex Wilber/);
    await stage.person('megan').says(TRIAGE, lees.thread());
    await stage.person('megan').sees(/Only an owner of this team can do that/, { in: lees });
  });

  it('goes where somebody says it who owns both teams; the one that loses it is told who did, and where to', async () => {
    await stage.reports('alex');
    await stage.card(/Alex Wilber: 403 on plant-a/);
    group('Lee’s team').owners.push(stage.person('megan').objectId);
    await stage.person('megan').says(TRIAGE, lees.thread());
    await stage.person('megan').sees(/Cases come here now/, { in: lees });
    await stage.person('megan').sees(/Alex Wilber: 403 on plant-a/, { in: lees });
    await stage.card(/The helpdesk has moved.*Megan Bowen.*“Lee’s team”.*use this channel for triage/s);
  });

  it('has one card for each case that can be pressed, also where it comes back, and says on the others where that is', async () => {
    const [alex, lee, megan] = [stage.person('alex'), stage.person('lee'), stage.person('megan')];
    group('Lee’s team').owners.push(megan.objectId);
    await stage.reports('alex');
    const first = await stage.card(/Alex Wilber: 403 on plant-a.*\[Take it\]/s);
    await megan.says(TRIAGE, lees.thread());
    const second = await megan.sees(/Alex Wilber: 403 on plant-a.*\[Take it\]/s, { in: lees });
    const moved = await stage.card(/^Case \d+ is in another channel now/);
    assert.equal(moved.id, first.id);
    assert.match(JSON.stringify(moved), new RegExp(`/l/message/[^/]+/${second.id}\\?`));
    // Whoever had the old card before him still.
    const { id, version } = JSON.parse(/\{"verb":"case.claim"[^}]*\}/.exec(JSON.stringify(first))?.[0] ?? '{}');
    const { text } = await stage.person('adele').sendsClick(first, 'case.claim', { id, version });
    assert.match(text, /Only the helpdesk can do that: the members of the team whose channel it uses/);
    await lee.clicks(second, 'Resolve', { note: 'Ask Isaiah.' });
    await lee.sees(/Case \d+ · Resolved.*Ask Isaiah/s, { in: lees });
    await megan.says(TRIAGE, stage.helpdesk.thread());
    await lee.sees(/The helpdesk has moved.*What is over stays here/s, { in: lees });
    const again = await lee.sees(/Case \d+ · Resolved/, { in: lees });
    assert.equal(again.id, second.id);
    await alex.clicks(await alex.sees(/Your case is resolved/, { in: stage.floor }), 'Open it again', { note: 'No.' });
    const third = await stage.card(/Case \d+ · New.*“No\.”.*\[Take it\]/s);
    assert.notEqual(third.id, first.id);
    const left = await lee.sees(/^Case \d+ is in another channel now/, { in: lees });
    assert.equal(left.id, second.id);
    const live = [stage.helpdesk, lees].flatMap(texts).filter((each) => /^Case.*\[Take it\]/s.test(each));
    assert.equal(live.length, 1);
  });

  it('moves within its team by any owner of it, which is told too', async () => {
    const id = `19:${randomUUID()}@thread.tacv2`;
    const second = { ...stage.helpdesk, id, account: { ...stage.helpdesk.account, id } };
    await stage.person('megan').says(TRIAGE, second);
    await stage.person('megan').sees(/Cases come here now/, { in: second });
    await stage.card(/The helpdesk has moved.*Megan Bowen.*another channel of this team/s);
    const before = texts(second).length;
    await stage.person('megan').says(TRIAGE, second);
    await stage.person('megan').sees(/Cases come here now/, { in: second });
    assert.equal(texts(second).filter((text) => /has moved/.test(text)).length, 0, `said ${before} times`);
  });

  it('does not move where it is not known who owns both', async () => {
    group('Lee’s team').owners.push(stage.person('megan').objectId);
    const { tenant } = stage;
    const owners = new RegExp(`/groups/${group('Helpdesk').id}/owners`);
    tenant.inject({ match: { path: owners }, answer: { status: 403, body: { error: { code: 'Forbidden' } } } });
    await stage.person('megan').says(TRIAGE, lees.thread());
    await stage.person('megan').sees(/I could not check whether you own/, { in: lees });
    assert.equal((await texts(stage.helpdesk)).filter((text) => /moved/.test(text)).length, 0);
  });

  it('that is gone leaves nobody in the dark who handed his case over: his card tells that it is ended', async () => {
    const alex = stage.person('alex');
    await alex.installs();
    await alex.says('I get 403 on plant-a when I query twins');
    const card = await alex.sees(/Who can fix it.*\[Send to helpdesk\]/s);
    await alex.sendsClick(card, 'case.hand-over', { id: targetOf(card).id });
    await stage.card(/Alex Wilber: 403 on plant-a/);
    await tellsOf(stage.helpdesk, { type: 'installationUpdate', action: 'remove' });
    await alex.says('it works now');
    await alex.sees(/Case \d+ · Resolved\n403 on plant-a\nResolved by Alex Wilber/);
  });

  const gone: [what: string, activity: Record<string, unknown>, eventType?: string][] = [
    ['the bot was taken out of its team', { type: 'installationUpdate', action: 'remove' }],
    [
      'the bot is no member of its team any more',
      { type: 'conversationUpdate', membersRemoved: [{ id: '28:bot' }] },
      'teamMemberRemoved',
    ],
    ['its team was deleted', { type: 'conversationUpdate' }, 'teamDeleted'],
    ['its team was archived', { type: 'conversationUpdate' }, 'teamArchived'],
  ];
  for (const [what, activity, eventType] of gone) {
    it(`stands no more where ${what}: the next owner may name one`, async () => {
      await stage.reports('alex');
      await stage.card(/Alex Wilber: 403 on plant-a/);
      await tellsOf(stage.helpdesk, activity, eventType);
      await stage.person('lee').says(TRIAGE, lees.thread());
      await stage.person('lee').sees(/Cases come here now/, { in: lees });
      await stage.person('lee').sees(/Alex Wilber: 403 on plant-a/, { in: lees });
    });

    it(`stands where an owner has said it again since ${what}, though Teams tells that once more`, async () => {
      const told = { ...activity, timestamp: new Date().toISOString() };
      await tellsOf(stage.helpdesk, told, eventType);
      const [first] = messagesIn(stage.teams.connector, stage.helpdesk);
      assert.ok(first);
      await stage.person('megan').says(TRIAGE, stage.helpdesk.thread());
      await stage.person('megan').sees(/Cases come here now/, { in: stage.helpdesk, not: [first] });
      await tellsOf(stage.helpdesk, told, eventType);
      await stage.reports('alex');
      await stage.card(/Alex Wilber: 403 on plant-a/);
      await tellsOf(stage.helpdesk, { ...activity, timestamp: new Date().toISOString() }, eventType);
      await stage.person('lee').says(TRIAGE, lees.thread());
      await stage.person('lee').sees(/Cases come here now/, { in: lees });
    });
  }

  it('stands no more where it was deleted itself, with its threads', async () => {
    await tellsOf(lees, { type: 'conversationUpdate' }, 'channelDeleted');
    await stage.person('lee').says(TRIAGE, lees.thread());
    await stage.person('lee').sees(/The helpdesk is in another team/, { in: lees });
    await stage.teams.post({
      type: 'conversationUpdate',
      channelId: 'msteams',
      serviceUrl: stage.teams.connector.serviceUrl,
      from: { id: '29:megan', aadObjectId: stage.person('megan').objectId },
      recipient: { id: '28:bot', name: 'ADT Support' },
      conversation: { ...stage.helpdesk.account, id: '19:first-channel@thread.tacv2' },
      channelData: { ...stage.helpdesk.channelData, eventType: 'channelDeleted' },
    });
    await stage.person('lee').says(TRIAGE, lees.thread());
    await stage.person('lee').sees(/Cases come here now/, { in: lees });
  });

  it('stands no more where the directory knows its team no more', async () => {
    const { groups } = stage.tenant.state;
    groups.splice(groups.indexOf(group('Helpdesk')), 1);
    await stage.person('lee').says(TRIAGE, lees.thread());
    await stage.person('lee').sees(/Cases come here now/, { in: lees });
  });

  it('is one, where two say it at once', async () => {
    await tellsOf(stage.helpdesk, { type: 'installationUpdate', action: 'remove' });
    await Promise.all([
      stage.person('lee').says(TRIAGE, lees.thread()),
      stage.person('megan').says(TRIAGE, stage.helpdesk.thread()),
    ]);
    const [won, lost] = [/Cases come here now/, /The helpdesk is in another team/];
    const last = async (who: 'lee' | 'megan', place: Channel) =>
      textOf(await stage.person(who).sees(new RegExp(`${won.source}|${lost.source}`), { in: place }));
    await stage.reports('alex');
    const said = [await last('lee', lees), await last('megan', stage.helpdesk)];
    assert.equal(said.filter((text) => lost.test(text)).length, 1, said.join());
  });

  it('keeps the approvals by the same rule', async () => {
    const [lee, megan] = [stage.person('lee'), stage.person('megan')];
    await megan.says(APPROVALS, stage.helpdesk.thread());
    await megan.sees(/Approvals come here now/, { in: stage.helpdesk });
    await lee.says(APPROVALS, lees.thread());
    const card = await lee.sees(/Approvals go to another team/, { in: lees });
    assert.match(textOf(card), /“Helpdesk”.*Megan Bowen/s);
    group('Lee’s team').owners.push(megan.objectId);
    await megan.says(APPROVALS, lees.thread());
    await megan.sees(/Approvals come here now/, { in: lees });
    await stage.card(/Approvals go elsewhere now.*Megan Bowen.*“Lee’s team”/s);
  });
});
