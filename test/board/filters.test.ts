import assert from 'node:assert/strict';
import { caseFilterOf, isNarrowed, readFilters } from '../../src/board/filters.ts';
import { OPEN_STATES } from '../../src/triage/case.ts';
import { megan } from '../triage/reports.ts';

const now = new Date('2026-03-02T12:00:00.000Z');
const read = (query: string) => readFilters(new URLSearchParams(query));
const filterOf = (query: string) => caseFilterOf(read(query), megan, now);

describe('the filters of the board', () => {
  it('show every open case where nothing is asked for', () => {
    assert.deepEqual(filterOf('whose=&instance=&cause=&age='), { states: OPEN_STATES });
    assert.equal(isNarrowed(read('days=14')), false);
  });

  it('narrow to one’s own, to those nobody has taken, to an instance, a cause and an age', () => {
    assert.deepEqual(filterOf('whose=mine'), { states: OPEN_STATES, assignee: megan.objectId });
    assert.deepEqual(filterOf('whose=unassigned&instance= plant-a &cause=rbac.denied&age=24'), {
      states: OPEN_STATES,
      unassigned: true,
      instance: 'plant-a',
      cause: 'rbac.denied',
      before: '2026-03-01T12:00:00.000Z',
    });
    for (const query of ['whose=mine', 'instance=a', 'cause=rbac.denied', 'age=1']) assert.ok(isNarrowed(read(query)));
  });

  it('read nothing into what they do not know', () => {
    const odd = 'whose=megan&cause=constructor&age=0&days=1e9&shown=-1&instance=%00';
    assert.deepEqual(read(odd), { days: '30', shown: 50 });
    assert.equal(read(`instance=${'x'.repeat(5_000)}`).instance?.length, 100);
  });

  it('show more in steps, and never so many that nobody can read them', () => {
    assert.equal(read('shown=100').shown, 100);
    assert.equal(read('shown=1000000').shown, 500);
    assert.equal(read('shown=7.5').shown, 50);
  });
});
