import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { instanceId, userId } from '../playground/azure/contoso.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { shownBy } from '../support/teams-double/conversation.ts';
import { titlesOf } from '../support/teams-double/press.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { asked, targetOf, writesTo } from './steps.ts';
import { approvedAndWorks, asks } from './wording.ts';

const hour = 3_600_000;
/** How long the beginnings of the three stories may take together. */
const leadMs = 8_000;

type Assignment = SimulatedTenant['state']['roleAssignments'][number];

describe('when the time is up', () => {
  let stage: Stage;
  let made: Assignment;
  let replaced: Assignment;
  let undecided: { copy: Message; target: ReturnType<typeof targetOf> };

  before('three stories begin so long ago that their time is up in a moment', async () => {
    stage = await setStage();
    const { clock, tenant } = stage;
    const [alex, diego, megan] = [stage.person('alex'), stage.person('diego'), stage.person('megan')];
    await megan.installs();
    const due = Date.now() + leadMs;
    const beginAgo = (ms: number) => {
      clock.behindMs = ms - (due - Date.now());
    };

    beginAgo(24 * hour);
    await asked(diego, 'plant-b');
    const copy = await megan.sees(asks('Diego Siciliani', 'plant-b'));
    undecided = { copy, target: targetOf(copy) };

    const granted = async (instance: string) => {
      beginAgo(8 * hour);
      await asked(alex, instance, { minutes: '480' });
      const request = await megan.sees(asks('Alex Wilber', instance));
      // The reminders of eight hours come at once, and each makes a new version of the card.
      while (!/Approved by/.test((await megan.clicks(request, 'Approve')).text));
      await megan.sees(new RegExp(`${approvedAndWorks('Alex Wilber').source}.*${instance}`, 's'));
      const found = tenant.state.roleAssignments.find(
        ({ principalId, scope }) => principalId === userId(tenant, 'alex') && scope === instanceId(tenant, instance),
      );
      return found ?? assert.fail();
    };
    made = await granted('plant-a');
    replaced = await granted('plant-b');
    // Somebody has removed it since, and given the same role anew.
    replaced.name = '9d1f3c55-7b0f-4a55-8f0e-2c4a7d9b5e77';
    tenant.calls.length = 0;
    assert.ok(Date.now() < due, 'the beginnings took too long');
    clock.behindMs = 0;
  });
  after(() => stage?.close());

  it('an access for eight hours ends, and whoever had it is told', async () => {
    const { tenant } = stage;
    await stage.person('alex').sees(/Access ended as planned.*plant-a/s);
    await stage.person('megan').sees(/Access ended as planned.*I took the role away.*plant-a/s);
    assert.ok(!tenant.state.roleAssignments.includes(made));
    const path = `${instanceId(tenant)}/providers/Microsoft.Authorization/roleAssignments/${made.name}`.toLowerCase();
    const removed = writesTo(tenant).filter((call) => call.path.toLowerCase().startsWith(path));
    assert.deepEqual(
      removed.map(({ method, status }) => [method, status]),
      [['DELETE', 200]],
    );
  });

  it('a role that somebody else gave in its place stays', async () => {
    await stage.person('megan').sees(/Access ended as planned.*plant-b/s);
    assert.ok(stage.tenant.state.roleAssignments.includes(replaced));
    assert.ok(writesTo(stage.tenant).every(({ path }) => !path.includes(replaced.name)));
  });

  it('a request that nobody decided lapses, and cannot be approved any more', async () => {
    const { copy, target } = undecided;
    await stage.person('diego').sees(/Nobody decided in time/);
    await stage.person('megan').sees(/Nobody decided in time.*Diego Siciliani/s);
    assert.deepEqual(titlesOf(shownBy(copy) ?? assert.fail()), []);
    const { text } = await stage.person('megan').sendsClick(copy, 'access.approve', target);
    assert.match(text, /Nobody decided in time/);
    assert.ok(writesTo(stage.tenant).every(({ method }) => method === 'DELETE'));
  });

  it('everybody has seen sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
