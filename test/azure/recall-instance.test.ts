import assert from 'node:assert/strict';
import { recallInstances } from '../../src/azure/recall-instance.ts';
import type { Instance } from '../../src/tenant.ts';
import { plantA, plantB } from '../support/situation.ts';

function around(...answers: Instance[][]) {
  return recallInstances(async () => answers.shift() ?? []);
}

describe('the id of an instance', () => {
  it('is recalled once it was found, by the same name in any case', async () => {
    const { find, recall } = around([plantA]);
    assert.equal(recall({ name: 'plant-a' }), undefined);
    assert.deepEqual(await find({ name: 'plant-a' }, {}), [plantA]);
    assert.equal(recall({ name: 'Plant-A' }), plantA.id);
    assert.equal(recall({ hostName: 'plant-a' }), undefined);
  });

  it('is not recalled where several were found, nor after it was gone', async () => {
    const { find, recall } = around([plantA, plantB], [plantA], []);
    await find({}, {});
    assert.equal(recall({}), undefined);
    await find({}, {});
    assert.equal(recall({}), plantA.id);
    await find({}, {});
    assert.equal(recall({}), undefined);
  });

  it('is forgotten for names asked for long ago, so that no stream of names fills the memory', async () => {
    const { find, recall } = recallInstances(async () => [plantA]);
    for (let at = 0; at <= 1_000; at += 1) await find({ name: `plant-${at}` }, {});
    assert.equal(recall({ name: 'plant-0' }), undefined);
    assert.equal(recall({ name: 'plant-1000' }), plantA.id);
  });

  it('of a failed lookup leaves what was known', async () => {
    let fails = false;
    const { find, recall } = recallInstances(async () => {
      if (fails) throw new Error('no answer');
      return [plantA];
    });
    await find({}, {});
    fails = true;
    await assert.rejects(find({}, {}));
    assert.equal(recall({}), plantA.id);
  });
});
