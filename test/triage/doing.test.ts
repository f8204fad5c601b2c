import assert from 'node:assert/strict';
import type { CaseEvent } from '../../src/triage/case.ts';
import { BY_THE_BOT, detailOf, entryOf, forOthers } from '../../src/triage/doing.ts';
import { adele, alex, at, caseIn, megan } from './reports.ts';

describe('what the history keeps of an event', () => {
  const open = caseIn({ state: 'new', at: at(0) });

  it('is to whom a case was given, with the note on the lines below', () => {
    const assign = (note?: string, to = adele): CaseEvent => ({
      type: 'assign',
      by: megan,
      to,
      ...(note !== undefined && { note }),
    });
    assert.equal(detailOf(assign(), open, open), 'Adele Vance');
    assert.equal(detailOf(assign(' \u0000 '), open, open), 'Adele Vance');
    assert.equal(detailOf(assign(' You know plant-a.\nNow? '), open, open), 'Adele Vance\nYou know plant-a.\nNow?');
    assert.equal(detailOf(assign('x'.repeat(600)), open, open), `Adele Vance\n${'x'.repeat(500)}`);
    const odd = { ...adele, displayName: 'Adele\nVance' };
    assert.equal(detailOf(assign('Now?', odd), open, open), 'Adele Vance\nNow?');
  });

  it('tells those who are not of the helpdesk to whom a case was given, and not what he was written', () => {
    const entry = (what: CaseEvent['type'], detail?: string) =>
      entryOf(open, what, new Date(at(0)), BY_THE_BOT, detail);
    assert.deepEqual(forOthers(entry('assign', 'Adele Vance\nYou know\nplant-a.')), entry('assign', 'Adele Vance'));
    for (const same of [entry('assign'), entry('resolve', 'Two\nlines.')]) assert.deepEqual(forOthers(same), same);
  });

  it('is the note of whoever opened it again, himself or with its incident', () => {
    const after = caseIn({ state: 'new', at: at(0), reopened: { by: alex, note: 'Models still fail.' } });
    const by = { ...alex, helpdesk: false };
    assert.equal(detailOf({ type: 'reopen', by, note: ' Models still fail. ' }, open, after), 'Models still fail.');
    assert.equal(
      detailOf({ type: 'incident-reopened', incidentId: 'i', by: megan }, open, after),
      'Models still fail.',
    );
    assert.equal(detailOf({ type: 'reopen', by }, open, open), undefined);
  });
});
