import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ofType } from '../cards/walk.ts';
import { instanceId, userId } from '../playground/azure/contoso.ts';
import { silentLog, template } from '../support/store.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { shownBy, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, diagnosed, targetOf, writesTo } from './steps.ts';
import { asks } from './wording.ts';

const guestName = 'sam_fabrikam.com#EXT#@contoso.onmicrosoft.com';
const guestId = 'f0a7b1de-2c64-4b0e-9f5a-7d7f1f0c9e21';

describe('somebody who sends what no card of ours sends', () => {
  let stage: Stage;
  let dataDir: string;
  let guest: PersonInTeams;
  let copy: Message;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'adt-support-'));
    const database = { dataDir, template: await template() };
    stage = await setStage({
      config: { database },
      edit({ users, roleAssignments }) {
        users.push({ id: guestId, name: 'Sam Fabrikam', userPrincipalName: guestName, guest: true, enabled: true });
        roleAssignments.push({ principal: guestName, role: 'Owner', scope: 'contoso-dev' });
      },
    });
    guest = stage.teams.person({ objectId: guestId, name: 'Sam Fabrikam' });
    await guest.installs();
    for (const name of ['megan', 'isaiah'] as const) await stage.person(name).installs();
    await asked(stage.person('alex'), 'plant-a', { reason: hostile });
    copy = await stage.person('megan').sees(asks('Alex Wilber', 'plant-a'));
  });
  after(async () => {
    await stage?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const hostile =
    '<at>Megan Bowen</at> **APPROVED** [sign in](https://evil.example) {{DATE(2026-01-01T00:00:00Z,SHORT)}} www.evil.example';

  it('puts no mention, link, date or Markdown into what others read, whatever the reason says', () => {
    const card = shownBy(copy) ?? assert.fail();
    assert.match(textOf(copy), /\*\*APPROVED\*\*/, 'it is read as it was written');
    for (const { text } of ofType(card, 'TextBlock')) assert.doesNotMatch(`${text}`, /APPROVED|evil/);
    assert.doesNotMatch(JSON.stringify(card), /<at>|\{\{DATE\(2026-01-01/);
    assert.deepEqual(ofType(card, 'mention'), []);
  });

  it('is no approver because the click says so', async () => {
    const claims = { by: { objectId: userId(stage.tenant, 'megan') }, from: 'megan', guest: false, right: 'yes' };
    const shown = await stage.person('adele').sendsClick(copy, 'access.approve', { ...targetOf(copy), ...claims });
    assert.match(shown.text, /Only someone who can assign roles on plant-a/);
    assert.deepEqual(writesTo(stage.tenant), []);
  });

  it('is no approver for being one as a guest', async () => {
    assert.doesNotMatch(textOf(copy), /Sam Fabrikam/, 'is not asked either');
    const shown = await guest.sendsClick(copy, 'access.approve', targetOf(copy));
    assert.match(shown.text, /Guests of this tenant do not decide about access here/);
    assert.match((await guest.sendsClick(copy, 'access.deny', { ...targetOf(copy), reason: 'No' })).text, /Guests/);
    assert.deepEqual(writesTo(stage.tenant), []);
  });

  it('is no approver any more once the role is gone, a second ago', async () => {
    const { roleAssignments } = stage.tenant.state;
    const at = roleAssignments.findIndex(({ principalId }) => principalId === userId(stage.tenant, 'isaiah'));
    const [taken] = roleAssignments.splice(at, 1);
    assert.ok(taken);
    const his = await stage.person('isaiah').sees(asks('Alex Wilber', 'plant-a'));
    const shown = await stage.person('isaiah').clicks(his, 'Approve');
    assert.match(shown.text, /Only someone who can assign roles on plant-a can decide this/);
    roleAssignments.push(taken);
    assert.deepEqual(writesTo(stage.tenant), []);
  });

  it('does not get past the forms with what is too long', async () => {
    const long = 'x'.repeat(200_000);
    const megan = stage.person('megan');
    assert.match(
      (await megan.sendsClick(copy, 'access.deny', { ...targetOf(copy), reason: long })).text,
      /Say in 1 to 500 characters why/,
    );
    const less = { ...targetOf(copy), role: long };
    assert.match((await megan.sendsClick(copy, 'access.approve-less', less)).text, /This role cannot be granted here/);
    const diagnosis = await diagnosed(stage.person('diego'), 'plant-b');
    const { id } = targetOf(diagnosis);
    const form = { id, minutes: '480', reason: long };
    assert.match(
      (await stage.person('diego').sendsClick(diagnosis, 'access.request', form)).text,
      /Say in 3 to 500 characters why/,
    );
  });

  it('gets no duration that is none', async () => {
    for (const minutes of ['', '0', '-1', 'Infinity', '1e9', 'forever', 480, null, ['480']]) {
      const { text } = await stage
        .person('megan')
        .sendsClick(copy, 'access.approve-less', { ...targetOf(copy), minutes });
      assert.match(text, /could not read that click/, JSON.stringify(minutes));
    }
    const odd = await stage
      .person('megan')
      .sendsClick(copy, 'access.approve-less', { ...targetOf(copy), minutes: '7' });
    assert.match(odd.text, /Access for so long can no longer be granted here/);
    assert.deepEqual(writesTo(stage.tenant), []);
  });

  it('gets nothing done with another version, or with one from the future', async () => {
    const { id, version } = targetOf(copy);
    for (const wrong of [version - 1, version + 1, 2 ** 53 - 1]) {
      for (const verb of ['access.approve', 'access.deny', 'access.withdraw', 'access.remind', 'access.done']) {
        const data = { id, version: wrong, reason: 'x' };
        assert.match(
          (await stage.person('megan').sendsClick(copy, verb, data)).text,
          /Alex Wilber asks for.*\[Approve\]/s,
        );
      }
    }
  });

  it('ends nobody else’s access, and prolongs none', async () => {
    const { id, version } = targetOf(copy);
    const diego = stage.person('diego');
    assert.match(
      (await diego.sendsClick(copy, 'access.extend', { id })).text,
      /Only Alex Wilber can ask for this again/,
    );
    assert.match(
      (await diego.sendsClick(copy, 'access.withdraw', { id, version })).text,
      /Only Alex Wilber can withdraw/,
    );
    assert.match((await diego.sendsClick(copy, 'access.done', { id, version })).text, /is waiting for a decision/);
    assert.match((await diego.sendsClick(copy, 'access.revoke', { id, version })).text, /is waiting for a decision/);
  });

  it('approves what was asked, whatever inputs an old client sends with it', async () => {
    const megan = stage.person('megan');
    const extra = {
      role: ADT_DATA_OWNER.id,
      minutes: 'permanent',
      scope: '/',
      principalId: userId(stage.tenant, 'megan'),
    };
    await megan.sendsClick(copy, 'access.approve', { ...targetOf(copy), ...extra });
    await stage.person('alex').sees(/Try again now/);
    const made = stage.tenant.state.roleAssignments.filter(({ scope }) => scope === instanceId(stage.tenant));
    const alexs = made.filter(({ principalId }) => principalId === userId(stage.tenant, 'alex'));
    assert.deepEqual(
      alexs.map(({ roleDefinitionId }) => roleDefinitionId),
      [ADT_DATA_READER.id],
    );
    assert.ok(made.every(({ roleDefinitionId }) => roleDefinitionId !== OWNER.id));
    assert.equal(writesTo(stage.tenant).length, 1);
  });

  it('leaves what was tried in the history, with where it came from', async () => {
    const { id } = targetOf(copy);
    await stage.stop();
    const store = await openStore({ dataDir }, { log: silentLog });
    try {
      const history = await store.access.history(stage.tenant.tenantId, id);
      const refused = new Set(history.map(({ what, by }) => `${what} ${by?.displayName ?? 'the bot'}`));
      for (const line of [
        'refused:no-right Adele Vance',
        'refused:guest Sam Fabrikam',
        'refused:no-right Isaiah Langer',
        'refused:invalid Megan Bowen',
        'refused:not-allowed Megan Bowen',
        'refused:stale-card Megan Bowen',
        'refused:not-yours Diego Siciliani',
      ]) {
        assert.ok(refused.has(line), `${line} is not among ${[...refused].join(', ')}`);
      }
      const clicks = history.filter(({ by }) => by !== undefined);
      assert.ok(clicks.every(({ from, correlationId }) => 'conversationId' in from && correlationId !== ''));
    } finally {
      await store.close();
    }
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
