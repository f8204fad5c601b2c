import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { type About, isSameTrouble, mayBeSameTrouble } from '../../src/triage/same-trouble.ts';
import { plantA } from '../support/situation.ts';
import { alex, diagnosisOf, megan } from './reports.ts';

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
    { reporter: megan, origin: { how: 'channel', conversationId: thread }, report: named(), ...one },
    { askedBy: megan, conversationId: thread, report: named(), ...about },
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

  it('may be of the same trouble where the instance of that was not found', () => {
    const { instance: _, ...unfound } = found;
    const mistyped = (outcome: Case['outcome']) => ({
      reporter: megan,
      origin: { how: 'channel', conversationId: thread } as const,
      report: named({ name: 'plant-zzz' }),
      ...(outcome && { outcome }),
    });
    const about = { askedBy: megan, conversationId: thread, report: named({ name: 'plant-a' }) };
    const notFound = mistyped({ ...unfound, causes: ['instance.not-found'] });
    for (const more of [{}, { diagnosis: diagnosisOf([]) }]) {
      assert.equal(isSameTrouble(notFound, { ...about, ...more }), false);
      assert.equal(mayBeSameTrouble(notFound, { ...about, ...more }), true);
    }
    // Not known is not "not found".
    for (const outcome of [undefined, { ...unfound, possible: ['instance.not-found'] as const }, unfound]) {
      assert.equal(mayBeSameTrouble(mistyped(outcome && { ...outcome, possible: [] }), about), false);
    }
    assert.equal(mayBeSameTrouble(notFound, { ...about, conversationId: `${thread}0` }), false);
    const app = { ...about, report: { ...about.report, principal: { kind: 'user', id: alex.objectId } as const } };
    const own = { ...notFound, report: { ...notFound.report, principal: { kind: 'me' } as const } };
    assert.equal(mayBeSameTrouble(own, app), false);
  });

  it('is another one where it was said elsewhere, wherever it is answered', () => {
    assert.equal(isSame({}, { conversationId: `${thread}0` }), false);
    assert.equal(isSame({}, { conversationId: 'a:megan', saidIn: thread }), true);
    const pointed = { how: 'message-action', conversationId: 'a:megan', saidIn: thread } as const;
    assert.equal(isSame({ origin: pointed }, { conversationId: 'a:isaiah', saidIn: thread }), true);
    assert.equal(isSame({ origin: pointed }, { conversationId: 'a:megan' }), false);
  });

  it('is another one where both say who is refused, and not the same', () => {
    const caseOf = (principal: Case['report']['principal']) => ({
      report: { ...named(), ...(principal && { principal }) },
    });
    const user = (id: string) => ({ kind: 'user', id }) as const;
    const app = (id: string) => ({ kind: 'app', id }) as const;
    const me = { kind: 'me' } as const;
    const isOf = (one: Case['report']['principal'], about: Case['report']['principal']) =>
      isSame(caseOf(one), caseOf(about));
    assert.equal(isOf(user('diego@contoso.com'), user('adele@contoso.com')), false);
    assert.equal(isOf(user('diego@contoso.com'), user('Diego@contoso.com')), true);
    assert.equal(isOf(app('order-sync'), app('line-4')), false);
    assert.equal(isOf(app('order-sync'), app('Order-Sync')), true);
    assert.equal(isOf(app('order-sync'), user('diego@contoso.com')), false);
    assert.equal(isOf(app('order-sync'), { kind: 'managed-identity', id: 'order-sync' }), true);
    assert.equal(isOf(user(alex.objectId), me), false);
    assert.equal(isOf(user(megan.objectId.toUpperCase()), me), true);
  });

  it('is of the same trouble where one does not say who, or in another way that nothing is known of', () => {
    const caseOf = (principal: Case['report']['principal']) => ({
      report: { ...named(), ...(principal && { principal }) },
    });
    const diego = caseOf({ kind: 'user', id: 'diego@contoso.com' });
    assert.equal(isSame(diego, {}), true);
    assert.equal(isSame({}, diego), true);
    assert.equal(isSame(diego, caseOf({ kind: 'app' })), true);
    assert.equal(isSame(diego, caseOf({ kind: 'me' })), true);
    // Whoever is refused himself may find out that it is his app.
    assert.equal(isSame(caseOf({ kind: 'me' }), caseOf({ kind: 'app', id: 'order-sync' })), true);
  });

  it('is another one once it is known who is refused', () => {
    const me: Case['report'] = { ...named(), principal: { kind: 'me' } };
    const own: Case['report'] = { ...named(), principal: { kind: 'user', id: 'megan@contoso.com' } };
    const himself = { kind: 'user', objectId: megan.objectId, displayName: megan.displayName, self: true } as const;
    const looked = diagnosisOf([], { principal: { ...himself, userPrincipalName: 'Megan@contoso.com' } });
    assert.equal(isSame({ report: me }, { report: own, diagnosis: looked }), true);
    assert.equal(isSame({ report: own }, { report: me, diagnosis: looked }), true);
    const adeles: Case['report'] = { ...named(), principal: { kind: 'user', id: 'adele@contoso.com' } };
    assert.equal(isSame({ report: adeles }, { report: me, diagnosis: looked }), false);
    const other = { ...himself, objectId: alex.objectId, self: false };
    assert.equal(isSame({ report: me }, { report: adeles, diagnosis: diagnosisOf([], { principal: other }) }), false);
    // What is said of nobody is looked at as the asker's own.
    assert.equal(isSame({ report: adeles }, { diagnosis: looked }), true);
  });
});
