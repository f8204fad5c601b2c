import assert from 'node:assert/strict';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { type Asking, ask, diagnosisOf, find } from './ask.ts';

const nowhere = { instance: {} };

async function chosen(started: StartedTenant, asking: Asking): Promise<string | undefined> {
  return (await diagnosisOf(ask(started, asking))).instance?.name;
}

async function choices(started: StartedTenant, asking: Asking): Promise<string[]> {
  const outcome = await ask(started, asking);
  assert.ok(outcome.kind === 'choose-instance', outcome.kind);
  return outcome.instances.map(({ name, resourceGroup }) => `${name} in ${resourceGroup}`);
}

describe('the instance a question is about', () => {
  let several: StartedTenant;
  let one: StartedTenant;
  let none: StartedTenant;
  before(async () => {
    const hostName = 'plant-b2.api.weu.digitaltwins.azure.net';
    [several, one, none] = await Promise.all([
      startSmallTenant({
        resourceGroups: [{ name: 'twins-prod' }, { name: 'twins-test' }],
        instances: [
          instance('plant-a'),
          instance('plant-b'),
          instance('plant-b', { resourceGroup: 'twins-test', hostName }),
        ],
        roleAssignments: [],
      }),
      startSmallTenant(),
      startSmallTenant({ instances: [] }),
    ]);
  });
  after(() => Promise.all([several, one, none].map((each) => each.close())));

  const idOf = (name: string, group = 'twins-prod') =>
    several.state.instances.find((each) => each.name === name && each.resourceGroup === group)?.id ?? '';

  it('is the one of that name or host name, in any case', async () => {
    assert.equal(await chosen(several, { told: { instance: { name: 'PLANT-A' } } }), 'plant-a');
    const hostName = 'Plant-A.api.weu.digitaltwins.azure.net';
    assert.equal(await chosen(several, { told: { instance: { hostName } } }), 'plant-a');
    assert.equal(await chosen(several, { told: { instance: { hostName, name: 'something-else' } } }), 'plant-a');
  });

  it('is chosen by the person where several have the name', async () => {
    assert.deepEqual(await choices(several, { told: { instance: { name: 'plant-b' } } }), [
      'plant-b in twins-prod',
      'plant-b in twins-test',
    ]);
  });

  it('is chosen by the person where none is named and several are visible', async () => {
    assert.equal((await choices(several, { told: nowhere })).length, 3);
  });

  it('is the only one where none is named', async () => assert.equal(await chosen(one, { told: nowhere }), 'plant-a'));

  it('is the one asked about last where none is named', async () => {
    const lastInstanceId = idOf('plant-b', 'twins-test').toUpperCase();
    const diagnosis = await diagnosisOf(ask(several, { told: nowhere, question: { lastInstanceId } }));
    assert.equal(diagnosis.instance?.id, idOf('plant-b', 'twins-test'));
    assert.equal(diagnosis.instanceIsLast, true);
  });

  it('is nothing that was remembered where it was named, or is the only one', async () => {
    const named = ask(several, {
      told: { instance: { name: 'plant-a' } },
      question: { lastInstanceId: idOf('plant-a') },
    });
    assert.equal((await diagnosisOf(named)).instanceIsLast, undefined);
    const only = ask(one, { told: nowhere, question: { lastInstanceId: one.state.instances[0]?.id ?? '' } });
    assert.equal((await diagnosisOf(only)).instanceIsLast, undefined);
  });

  it('may be one that is written otherwise, or any that is visible', async () => {
    const meant = async (name: string) =>
      (await diagnosisOf(ask(several, { told: { instance: { name } } }))).mayBeMeant;
    assert.deepEqual((await meant('Plant_A'))?.likelyId, idOf('plant-a'));
    const other = await meant('plantb');
    assert.equal(other?.likelyId, undefined);
    assert.deepEqual(
      other?.instances.map(({ name }) => name),
      ['plant-b', 'plant-b', 'plant-a'],
    );
    assert.equal((await meant('plant-z'))?.instances.length, 3);
    assert.equal(await meant('plant-a'), undefined);
  });

  it('is chosen again where the one asked about last is gone', async () => {
    const lastInstanceId = idOf('plant-a').replace('plant-a', 'plant-z');
    assert.equal((await choices(several, { told: nowhere, question: { lastInstanceId } })).length, 3);
  });

  it('is the one that was chosen, whatever was named and used before', async () => {
    const question = { instanceId: idOf('plant-b'), lastInstanceId: idOf('plant-a') };
    const diagnosis = await diagnosisOf(ask(several, { told: { instance: { name: 'plant-b' } }, question }));
    assert.equal(diagnosis.instance?.id, idOf('plant-b'));
  });

  it('is chosen again where the chosen one is gone', async () => {
    const instanceId = idOf('plant-a').replace('plant-a', 'plant-z');
    assert.equal((await choices(several, { told: nowhere, question: { instanceId } })).length, 3);
  });

  it('is said not to be there, by its name, where the chosen one is gone and one other is visible', async () => {
    const instanceId = one.instanceId().replace('plant-a', 'plant-z');
    const diagnosis = await diagnosisOf(ask(one, { told: nowhere, question: { instanceId } }));
    assert.equal(
      find(diagnosis, 'instance.not-found').why,
      'The bot can see no instance called “plant-z”. It sees plant-a.',
    );
  });

  it('is said not to be there, beside those that are, where the name is wrong', async () => {
    const diagnosis = await diagnosisOf(ask(several, { told: { instance: { name: 'plant-z' } } }));
    assert.equal(diagnosis.headline, 'I can’t find that instance.');
    assert.match(find(diagnosis, 'instance.not-found').why, /“plant-z”\. It sees plant-a, plant-b and plant-b\.$/);
    assert.equal(find(diagnosis, 'rbac.missing-data-role').why, 'No instance was found to look at.');
  });

  it('is not said to be missing where the bot sees none at all', async () => {
    for (const told of [nowhere, { instance: { name: 'plant-a' } }]) {
      const found = find(await diagnosisOf(ask(none, { told })), 'instance.not-found');
      assert.match(found.remedy?.command ?? '', /^az role assignment create --assignee [0-9a-f-]{36} --role Reader /);
      assert.deepEqual([found.verdict, found.title], ['unknown', 'Instance']);
    }
  });
});
