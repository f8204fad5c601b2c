import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { type About, isSameTrouble } from '../../src/triage/same-trouble.ts';
import { plantA } from '../support/situation.ts';
import { diagnosisOf } from './reports.ts';

const thread = '19:floor@thread.tacv2;messageid=1';
const named = (instance?: Case['report']['instance']): Case['report'] => ({
  kind: 'adt-403',
  redacted: [],
  ...(instance && { instance }),
});
const found = {
  headline: '',
  causes: [],
  possible: [],
  instance: { id: plantA.id, name: 'plant-a' },
  at: '2026-03-02T09:00:00.000Z',
};
const plantB = { ...plantA, id: plantA.id.replace('plant-a', 'plant-b'), name: 'plant-b', hostName: 'plant-b.x.net' };

function isSame(one: Partial<Case>, about: Partial<About>): boolean {
  return isSameTrouble(
    { origin: { how: 'channel', conversationId: thread }, report: named(), ...one },
    { conversationId: thread, report: named(), ...about },
  );
}

describe('a further diagnosis of the same person', () => {
  it('is of the same trouble where neither says which instance, or only one of both', () => {
    assert.equal(isSame({}, {}), true);
    assert.equal(isSame({ outcome: found }, {}), true);
    assert.equal(isSame({}, { report: named({ name: 'plant-a' }) }), true);
  });

  it('is of the same trouble where both say the same instance, however they call it', () => {
    const ways: Partial<About>[] = [
      { report: named({ name: 'PLANT-A' }) },
      { report: named({ hostName: 'plant-a.api.weu.digitaltwins.azure.net' }) },
      { instanceId: plantA.id.toUpperCase() },
      { diagnosis: diagnosisOf([]) },
    ];
    for (const about of ways) {
      assert.equal(isSame({ outcome: found }, about), true);
      assert.equal(isSame({ report: named({ name: 'plant-a' }) }, about), true);
    }
  });

  it('is another one where both say different instances', () => {
    const ways: Partial<About>[] = [
      { report: named({ name: 'plant-b' }) },
      { report: named({ hostName: 'plant-b.api.weu.digitaltwins.azure.net' }) },
      { instanceId: plantB.id },
      { diagnosis: diagnosisOf([], { instance: plantB }) },
    ];
    for (const about of ways) {
      assert.equal(isSame({ outcome: found }, about), false);
      assert.equal(isSame({ report: named({ name: 'plant-a' }) }, about), false);
    }
    const elsewhere = { ...plantA, id: plantA.id.replace('twins-prod', 'twins-test') };
    assert.equal(isSame({ outcome: found }, { diagnosis: diagnosisOf([], { instance: elsewhere }) }), false);
    const hosts = ['plant-a.api.weu.digitaltwins.azure.net', 'plant-a.api.neu.digitaltwins.azure.net'] as const;
    assert.equal(isSame({ report: named({ hostName: hosts[0] }) }, { report: named({ hostName: hosts[1] }) }), false);
  });

  it('is another one where it was said elsewhere, wherever it is answered', () => {
    assert.equal(isSame({}, { conversationId: `${thread}0` }), false);
    assert.equal(isSame({}, { conversationId: 'a:megan', saidIn: thread }), true);
    const pointed = { how: 'message-action', conversationId: 'a:megan', saidIn: thread } as const;
    assert.equal(isSame({ origin: pointed }, { conversationId: 'a:isaiah', saidIn: thread }), true);
    assert.equal(isSame({ origin: pointed }, { conversationId: 'a:megan' }), false);
  });
});
