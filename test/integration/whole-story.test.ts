import assert from 'node:assert/strict';
import { assignmentName } from '../../src/access/grants.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { instanceId, userId } from '../playground/azure/contoso.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { shownBy, textOf } from '../support/teams-double/conversation.ts';
import { titlesOf } from '../support/teams-double/press.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { assertSame } from './steps.ts';
import { approvedAndWorks, assigned, whichInstance } from './wording.ts';

const adt = 'https://digitaltwins.azure.net';

/** One story told in order: each step stands on the one before. */
describe('from a 403 to a role that works', () => {
  let stage: Stage;
  let approvals: Channel;
  let diagnosis: Message;
  let copies: Message[];

  before(async () => {
    stage = await setStage();
    const group = stage.tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
    approvals = stage.teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
  });
  after(() => stage?.close());

  it('greets whoever installs it', async () => {
    for (const name of ['alex', 'megan'] as const) {
      await stage.person(name).installs();
      await stage.person(name).sees(/403 on Azure Digital Twins\?/);
    }
  });

  it('lets no member of a team send approvals into its channel', async () => {
    await stage.person('adele').says('use this channel for approvals', approvals.thread());
    await stage.person('adele').sees(/Only an owner of this team can do that/, { in: approvals });
  });

  it('lets an owner of the team do so', async () => {
    await stage.person('megan').says('use this channel for approvals', approvals.thread());
    await stage.person('megan').sees(/Approvals come here now/, { in: approvals });
  });

  it('asks which instance, where several could be meant', async () => {
    const alex = stage.person('alex');
    await alex.says('I’m getting 403 on ADT');
    diagnosis = await alex.sees(whichInstance);
    const shown = await alex.clicks(diagnosis, 'Check this one', { instance: instanceId(stage.tenant) });
    assert.match(shown.text, /Checking…/);
  });

  it('proves the cause, and names what mends it and who can', async () => {
    const same = await stage.person('alex').sees(/You have no data role on plant-a.*Who can fix it: .*Megan Bowen/s);
    assertSame(same, diagnosis, 'in the card that was there from the start');
    const text = textOf(diagnosis);
    assert.match(text, /Who can fix it: .*Isaiah Langer/);
    assert.match(text, /Evidence/);
    assert.match(text, /az dt role-assignment create .*plant-a/);
    assert.ok(text.includes('alex@contoso.com') || text.includes(userId(stage.tenant, 'alex')));
  });

  it('is right: the data plane refuses Alex, and says nothing', async () => {
    const { status, body } = await askPlantA(stage);
    assert.deepEqual([status, body], [403, '']);
  });

  it('takes the request and asks whoever can approve, in chat and in the channel', async () => {
    const shown = await stage
      .person('alex')
      .clicks(diagnosis, 'Send request', { reason: 'Dashboards of line 4', minutes: '480', role: ADT_DATA_READER.id });
    assert.ok(!shown.card || !titlesOf(shown.card).includes('Send request'), 'not twice');
    const asks = /Alex Wilber asks for Data Reader on plant-a.*Dashboards of line 4/s;
    copies = [
      await stage.person('megan').sees(asks),
      await stage.person('megan').sees(asks, { in: approvals }),
      await stage.person('alex').sees(/Waiting for approval.*Asked Megan Bowen.* the approvals channel/s),
    ];
  });

  it('assigns the role once Megan approves, under the name that it will always have', async () => {
    const [inChat] = copies;
    assert.ok(inChat);
    const shown = await stage.person('megan').clicks(inChat, 'Approve');
    assert.match(shown.text, /Approved by Megan Bowen/);
    await stage.person('alex').sees(assigned);
    const scope = instanceId(stage.tenant);
    const alex = userId(stage.tenant, 'alex');
    const made = stage.tenant.state.roleAssignments.filter(({ principalId }) => principalId === alex);
    assert.deepEqual(
      made.map(({ name, scope }) => ({ name, scope })),
      [{ name: assignmentName(scope, alex, ADT_DATA_READER.id), scope }],
    );
    assert.match(made[0]?.description ?? '', /approved by 647280a4-/, 'Azure’s own log can be read back to Megan');
  });

  it('checks that it works before it says so, and brings every copy up to date', async () => {
    await stage.person('alex').sees(/Try again now.*rules now let you in/s);
    const [, , requester] = copies;
    assertSame(await stage.person('alex').sees(/Try again now.*\[I’m done\]/s), requester);
    for (const place of [undefined, approvals]) {
      const copy = await stage.person('megan').sees(approvedAndWorks('Alex Wilber'), place ? { in: place } : {});
      assert.ok(copies.includes(copy), 'updated, not sent anew');
      assert.deepEqual(titlesOf(shownBy(copy) ?? assert.fail()), ['Revoke now'], 'nothing is left to decide');
    }
  });

  it('is right again: the data plane now answers', async () => {
    const { status } = await askPlantA(stage);
    assert.equal(status, 200);
  });

  it('takes the instance for granted the next time', async () => {
    const alex = stage.person('alex');
    await alex.says('I’m getting 403 on ADT');
    await alex.sees(/plant-a, as last time · Alex Wilber.*Data Reader only/s, { not: [diagnosis] });
  });

  it('has shown nothing but sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

async function askPlantA({ tenant }: Stage) {
  const token = await tenant.signIn('alex@contoso.com', adt);
  const path = '/digitaltwins/pump-1';
  return tenant.dataPlane('plant-a.api.weu.digitaltwins.azure.net', { token, method: 'GET', path });
}
