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

  it('is the instance alone only where the person is refused; else what the instance answers everybody with', () => {
    const plantA = { instance: { id: '/S/plant-a', name: 'plant-a' } };
    const of = (report: Partial<Case['report']>) => keys(known(plantA, report));
    assert.deepEqual(of({ kind: 'adt-403' }), ['instance:/s/plant-a']);
    assert.deepEqual(of({ kind: 'adt-other', status: 429 }), ['instance:/s/plant-a#429']);
    assert.deepEqual(of({ kind: 'adt-other', status: 503 }), ['instance:/s/plant-a#503']);
    for (const status of [404, 400, 401]) assert.deepEqual(of({ kind: 'adt-other', status }), []);
    assert.deepEqual(of({ kind: 'adt-other' }), []);
    assert.deepEqual(of({ kind: 'access-request' }), []);
    assert.deepEqual(of({ kind: 'adt-other', status: 401, errorCode: 'AADSTS700016' }), ['error:aadsts700016']);
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
    reportedAt: at(0),
    traits: of.map(trait),
  });
  const reported = (minute: number, ...who: [objectId: string, ...of: string[]]): Countable => ({
    ...report(...who),
    reportedAt: at(minute),
  });
  const found = (one: Countable, others: Countable[]) => commonTrait(one, others)?.trait;

  it('is what at least three different people share', () => {
    assert.equal(PEOPLE_OF_AN_INCIDENT, 3);
    const one = report('alex', 'a');
    assert.equal(found(one, [report('adele', 'a')]), undefined);
    assert.deepEqual(found(one, [report('adele', 'a'), report('lee', 'a')]), trait('a'));
  });

  it('counts each person once, whatever the case of the id', () => {
    const others = [report('ALEX', 'a'), report('adele', 'a'), report('Adele', 'a')];
    assert.equal(found(report('alex', 'a'), others), undefined);
  });

  it('is what most of them share, and of those the most telling', () => {
    const one = report('alex', 'a', 'b', 'c');
    const three = [report('adele', 'a', 'b', 'c'), report('lee', 'a', 'b', 'c')];
    assert.deepEqual(found(one, three), trait('a'));
    assert.deepEqual(found(one, [...three, report('megan', 'c', 'b')]), trait('b'));
  });

  it('is nothing that others share without this one', () => {
    const others = [report('adele', 'b'), report('lee', 'b'), report('megan', 'b')];
    assert.equal(found(report('alex', 'a'), others), undefined);
    assert.equal(found(report('alex'), others), undefined);
    assert.equal(found(report('alex', 'a'), []), undefined);
  });

  it('is theirs only where three of them reported within half an hour of each other', () => {
    const one = reported(0, 'alex', 'a');
    const around = (...minutes: number[]) => minutes.map((minute, i) => reported(minute, `person-${i}`, 'a'));
    for (const [minutes, are] of [
      [[-30, 0], true],
      [[0, 30], true],
      [[-15, 15], true],
      [[-16, 15], false],
      [[-30, 30], false],
      [[31, 32], false],
      [[-5 * 24 * 60, 2 * 24 * 60], false],
    ] as const) {
      assert.equal(found(one, around(...minutes)) !== undefined, are, minutes.join());
    }
  });

  it('counts the cases of every half hour with enough people in it, and no other', () => {
    const one = reported(0, 'alex', 'a');
    const [diego, adele, lee, megan] = [
      reported(-20, 'diego', 'a'),
      reported(5, 'adele', 'a'),
      reported(28, 'lee', 'a'),
      reported(-29, 'megan', 'a'),
    ];
    const ids = (others: Countable[]) => commonTrait(one, others)?.caseIds;
    assert.deepEqual(
      ids([diego, adele, lee, reported(2, 'isaiah', 'b')]),
      new Set([diego, one, adele, lee].map(({ id }) => id)),
    );
    assert.deepEqual(ids([adele, lee, megan]), new Set([one, adele, lee].map(({ id }) => id)));
  });
});
