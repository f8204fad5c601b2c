import assert from 'node:assert/strict';
import { AS_WRITTEN } from '../../../src/cards/understood-card.ts';
import type { Taking } from '../../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../../src/symptoms/report.ts';
import {
  createDiagnoseMessage,
  type DiagnoseMessageDependencies,
} from '../../../src/teams/extension/diagnose-message.ts';
import type { Instance } from '../../../src/tenant.ts';
import { alex, megan } from '../../access/requests.ts';
import { ofType, read } from '../../cards/walk.ts';
import { chatWith } from '../messages-of.ts';

const instance = (name: string) =>
  ({
    id: `/subscriptions/s/resourceGroups/rg/${name}`,
    name,
    hostName: `${name}.api.weu.digitaltwins.azure.net`,
    resourceGroup: 'rg',
    location: 'westeurope',
  }) as Instance;

function setUp(instances: Instance[] | undefined, taken: Set<string> = new Set()) {
  let fault = false;
  const begun: { report: SymptomReport; instanceId?: string | undefined }[] = [];
  const { open, submit } = createDiagnoseMessage({
    diagnoses: {
      begin: async (
        _where: unknown,
        _from: unknown,
        report: SymptomReport,
        circumstances?: { instanceId?: string },
      ) => {
        if (fault) throw new Error('no store');
        begun.push({ report, instanceId: circumstances?.instanceId });
      },
    },
    conversations: { personal: async () => undefined },
    records: {
      take: async ({ messageId }: Taking) => !taken.has(messageId) && !!taken.add(messageId),
      release: async ({ messageId }: Taking) => void taken.delete(messageId),
    },
    messenger: { send: async () => '1', update: async () => undefined },
    background: { start: () => undefined },
    instances: async () => instances ?? assert.fail('Azure does not answer.'),
    now: () => new Date(),
    // What pointing at a message touches of these is all here.
  } as unknown as DiagnoseMessageDependencies);
  const pointing = {
    conversation: chatWith('megan', megan.objectId),
    from: megan,
    message: { id: '1', text: 'I get 403 on plant-aa when I query twins', author: alex },
  };
  const shown = (answer: Awaited<ReturnType<typeof open>>) => {
    if (!('task' in answer) || answer.task.type !== 'continue') return assert.fail('There is no dialog.');
    const card = answer.task.value.card.content;
    const inputs = [...ofType(card, 'Input.ChoiceSet'), ...ofType(card, 'Input.Text')];
    return { text: read(card), values: Object.fromEntries(inputs.map(({ id, value }) => [String(id), value])) };
  };
  return {
    begun,
    fails: (how: boolean) => {
      fault = how;
    },
    submit: (form: object) => submit(pointing, form),
    open: async () => shown(await open(pointing)),
    asksAgain: async (form: object) => shown(await submit(pointing, form)),
    begins: async (form: object) => {
      assert.deepEqual(await submit(pointing, form), {});
      return begun.at(-1);
    },
  };
}

describe('the instance under a message', () => {
  const two = [instance('plant-a'), instance('plant-b')];

  it('is said to be none that can be seen, and kept where that is meant', async () => {
    const { open, begins } = setUp(two);
    const { text, values } = await open();
    assert.match(text, /I see no instance called “plant-aa”/);
    const kept = await begins(values);
    assert.deepEqual([kept?.report.instance, kept?.instanceId], [{ name: 'plant-aa' }, undefined]);
  });

  it('is the one that is chosen instead', async () => {
    const begun = await setUp(two).begins({ instance: two[0]?.id });
    assert.deepEqual([begun?.report.instance?.name, begun?.instanceId], ['plant-a', two[0]?.id]);
  });

  const many = Array.from({ length: 40 }, (_, at) => instance(`line-${at}`));

  it('can be written where the list does not hold all, by either name', async () => {
    for (const written of ['line-39', ' LINE-39 ', 'https://line-39.api.weu.digitaltwins.azure.net/']) {
      const begun = await setUp(many).begins({ instance: many[0]?.id, written });
      assert.equal(begun?.instanceId, many[39]?.id);
    }
  });

  it('that is written, and none that can be seen, is said before it is looked for', async () => {
    const { asksAgain, begins, begun } = setUp(many);
    const { text, values } = await asksAgain({ written: 'line-99', who: 'app', caller: 'twin-sync', tried: 'models' });
    assert.match(text, /I see no instance called “line-99”/);
    assert.deepEqual(values, {
      instance: `${AS_WRITTEN}line-99`,
      written: undefined,
      who: 'app',
      caller: 'twin-sync',
      tried: 'models',
    });
    assert.equal(begun.length, 0);
    assert.deepEqual((await begins({ ...values, written: '' }))?.report.instance, { name: 'line-99' });
  });

  it('is asked for again where what is written can be none', async () => {
    const { asksAgain } = setUp(many);
    const { text, values } = await asksAgain({ written: 'the one in Berlin', tried: 'models' });
    assert.match(text, /Write an instance by its name, such as plant-a/);
    assert.deepEqual([values.written, values.tried], ['the one in Berlin', 'models']);
  });

  it('is shown as it was read, and can be written, where none can be listed', async () => {
    for (const none of [[], undefined]) {
      const { open, begins } = setUp(none);
      const { values } = await open();
      assert.equal(values.written, 'plant-aa');
      assert.deepEqual((await begins(values))?.report.instance, { name: 'plant-aa' });
      assert.deepEqual((await begins({ written: 'plant-a' }))?.report.instance, { name: 'plant-a' });
    }
  });
});

describe('the same form sent twice', () => {
  const here = [instance('plant-a')];

  it('begins once, also where each copy comes to another replica', async () => {
    const taken = new Set<string>();
    const replicas = [setUp(here, taken), setUp(here, taken)];
    const form = { instance: here[0]?.id };
    const answers = await Promise.all(replicas.flatMap(({ submit }) => [submit(form), submit(form)]));
    assert.deepEqual(answers, [{}, {}, {}, {}]);
    assert.equal(replicas.flatMap(({ begun }) => begun).length, 1);
    await replicas[1]?.begins({ ...form, tried: 'models' });
    assert.equal(replicas.flatMap(({ begun }) => begun).length, 2);
  });

  it('begins once more where the first came to nothing', async () => {
    const { begun, submit, fails } = setUp(here);
    fails(true);
    await assert.rejects(submit({ instance: here[0]?.id }), /no store/);
    fails(false);
    assert.deepEqual(await submit({ instance: here[0]?.id }), {});
    assert.equal(begun.length, 1);
  });
});
