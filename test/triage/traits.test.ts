import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { type Countable, commonTrait, PEOPLE_OF_AN_INCIDENT, type Trait, traitsOf } from '../../src/triage/traits.ts';
import { at } from './reports.ts';

type Known = Pick<Case, 'outcome' | 'report'>;

function known(outcome: Partial<Case['outcome'] & object>, report: Partial<Case['report']> = {}): Known {
  return {
    outcome: { headline: '', causes: [], possible: [], at: at(0), ...outcome },
    report: { kind: 'adt-403', redacted: [], ...report },
  };
}

const keys = (one: Known) => traitsOf(one).map(({ key }) => key);

describe('what a case may share with others', () => {
  it('is nothing while nothing is known of it', () => {
    assert.deepEqual(traitsOf({ report: { kind: 'adt-403', redacted: [] } }), []);
    assert.deepEqual(traitsOf(known({})), []);
  });

  it('is the instance, the app, the sign-in error and a shared cause, the most telling first', () => {
    const one = known(
      {
        instance: { id: '/subscriptions/S/Plant-A', name: 'plant-a' },
        appId: 'APP-1',
        causes: ['rbac.missing-data-role', 'app.consent-missing', 'rbac.denied'],
      },
      { errorCode: 'AADSTS65001' },
    );
    assert.deepEqual(traitsOf(one), [
      { kind: 'instance', key: 'instance:/subscriptions/s/plant-a', label: 'plant-a' },
      { kind: 'app', key: 'app:app-1', label: 'APP-1' },
      { kind: 'error', key: 'error:aadsts65001', label: 'AADSTS65001' },
      { kind: 'cause', key: 'cause:app.consent-missing', label: 'app.consent-missing' },
    ]);
  });

  it('is no cause that lies with each person alone, nor one that is only possible', () => {
    assert.deepEqual(keys(known({ causes: ['rbac.missing-data-role', 'rbac.propagating'] })), []);
    assert.deepEqual(keys(known({ possible: ['rbac.denied'] })), []);
  });

  it('is no error that every refusal is called', () => {
    assert.deepEqual(keys(known({}, { errorCode: 'AuthorizationFailed' })), []);
  });
});

describe('what enough people have in common', () => {
  const trait = (key: string): Trait => ({ kind: 'instance', key, label: key });
  let count = 0;
  const report = (objectId: string, ...of: string[]): Countable => ({
    id: `case-${count++}`,
    reporter: { objectId },
    traits: of.map(trait),
  });

  it('is what at least three different people share', () => {
    assert.equal(PEOPLE_OF_AN_INCIDENT, 3);
    const one = report('alex', 'a');
    assert.equal(commonTrait(one, [report('adele', 'a')]), undefined);
    assert.deepEqual(commonTrait(one, [report('adele', 'a'), report('lee', 'a')]), trait('a'));
  });

  it('counts each person once, whatever the case of the id', () => {
    const others = [report('ALEX', 'a'), report('adele', 'a'), report('Adele', 'a')];
    assert.equal(commonTrait(report('alex', 'a'), others), undefined);
  });

  it('is what most of them share, and of those the most telling', () => {
    const one = report('alex', 'a', 'b', 'c');
    const three = [report('adele', 'a', 'b', 'c'), report('lee', 'a', 'b', 'c')];
    assert.deepEqual(commonTrait(one, three), trait('a'));
    assert.deepEqual(commonTrait(one, [...three, report('megan', 'c', 'b')]), trait('b'));
  });

  it('is nothing that others share without this one', () => {
    const others = [report('adele', 'b'), report('lee', 'b'), report('megan', 'b')];
    assert.equal(commonTrait(report('alex', 'a'), others), undefined);
    assert.equal(commonTrait(report('alex'), others), undefined);
    assert.equal(commonTrait(report('alex', 'a'), []), undefined);
  });
});
