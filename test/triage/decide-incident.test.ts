import assert from 'node:assert/strict';
import { decideIncident } from '../../src/triage/decide-incident.ts';
import {
  FRESH_MS,
  type Incident,
  type IncidentDecision,
  type IncidentEvent,
  type IncidentRefusal,
  type IncidentWork,
  isFresh,
  MOST_NAMED,
} from '../../src/triage/incident.ts';
import { adele, alex, at, lee, megan } from './reports.ts';

const now = new Date(at(30));
const helper = { objectId: megan.objectId, displayName: megan.displayName };

function incidentIn(status: Incident['status'], more: Partial<Incident> = {}): Incident {
  return {
    tenantId: 'contoso',
    id: 'incident-1',
    number: 3,
    version: 4,
    trait: { kind: 'instance', key: 'instance:/s/plant-a', label: 'plant-a' },
    since: at(0),
    lastReportAt: at(9),
    cases: 3,
    affected: [alex, adele],
    people: 2,
    correlationId: 'diagnosis-1',
    createdAt: at(10),
    status,
    ...more,
  };
}

const open = { state: 'open' } as const;
const over = { state: 'resolved', at: at(20), by: helper, note: 'Opened the network.' } as const;
const examined = { at: at(12), common: [], unseen: [] };

const states: Record<string, Incident> = {
  open: incidentIn(open),
  'open, examined and taken': incidentIn(open, { examined, assignee: helper }),
  'opened again': incidentIn({ ...open, reopened: { by: helper, at: at(22) } }),
  resolved: incidentIn(over),
  'resolved with its cases': incidentIn({ state: 'resolved', at: at(20), withItsCases: true }),
  'resolved, examined': incidentIn(over, { examined }),
};

const stranger = { ...lee, helpdesk: false };
const events: Record<string, IncidentEvent> = {
  'case-joined': { type: 'case-joined', reporter: lee, newReporter: true, reportedAt: at(15) },
  'case-left': { type: 'case-left', reporter: adele, reportedAt: at(5) },
  'reported-again': { type: 'reported-again', reportedAt: at(15) },
  'reported-again before the last report': { type: 'reported-again', reportedAt: at(9) },
  examined: { type: 'examined', examined: { ...examined, at: at(13) } },
  'examined before': { type: 'examined', examined },
  'cases-over': { type: 'cases-over', lastEndAt: at(25) },
  'cases-over long ago': { type: 'cases-over', lastEndAt: at(21) },
  claim: { type: 'claim', by: megan },
  'claim by somebody else': { type: 'claim', by: stranger },
  resolve: { type: 'resolve', by: megan },
  'resolve by somebody else': { type: 'resolve', by: stranger },
  reopen: { type: 'reopen', by: megan },
  'reopen by somebody else': { type: 'reopen', by: stranger },
};

function step(decision: IncidentDecision): { next: Incident; work: IncidentWork[] } {
  assert.ok('next' in decision, `refused: ${JSON.stringify(decision)}`);
  return decision;
}

function refusal(decision: IncidentDecision): IncidentRefusal['refused'] {
  assert.ok('refused' in decision, 'was not refused');
  assert.match(decision.message, /^[A-Z].*\.$/);
  return decision.refused;
}

const deliver: IncidentWork = { kind: 'deliver' };
const examine: IncidentWork = { kind: 'examine' };
const align: IncidentWork = { kind: 'align-cases' };

describe('every event in every state of an incident', () => {
  type Expected = Incident['status']['state'] | `refused: ${IncidentRefusal['refused']}`;
  const byOthers = {
    'claim by somebody else': 'refused: not-yours',
    'resolve by somebody else': 'refused: not-yours',
    'reopen by somebody else': 'refused: not-yours',
  } as const;
  const notNow = 'refused: not-in-this-state';
  const isOpen: Record<string, Expected> = {
    ...byOthers,
    'case-joined': 'open',
    'case-left': 'open',
    'reported-again': 'open',
    'reported-again before the last report': 'refused: no-change',
    examined: 'open',
    'examined before': 'open',
    'cases-over': 'resolved',
    'cases-over long ago': 'resolved',
    claim: 'open',
    resolve: 'resolved',
    reopen: notNow,
  };
  const isOver: Record<string, Expected> = {
    ...byOthers,
    'case-joined': notNow,
    'case-left': 'resolved',
    'reported-again': notNow,
    'reported-again before the last report': notNow,
    examined: 'resolved',
    'examined before': 'resolved',
    'cases-over': notNow,
    'cases-over long ago': notNow,
    claim: notNow,
    resolve: notNow,
    reopen: 'open',
  };
  const expected: Record<string, Record<string, Expected>> = {
    open: isOpen,
    'open, examined and taken': {
      ...isOpen,
      'examined before': 'refused: no-change',
      claim: 'refused: no-change',
    },
    'opened again': { ...isOpen, 'cases-over long ago': 'refused: no-change' },
    resolved: isOver,
    'resolved with its cases': isOver,
    'resolved, examined': { ...isOver, 'examined before': 'refused: no-change' },
  };

  for (const [stateName, before] of Object.entries(states)) {
    for (const [eventName, event] of Object.entries(events)) {
      const outcome = expected[stateName]?.[eventName];
      it(`${eventName} while ${stateName}: ${outcome}`, () => {
        const frozen = structuredClone(before);
        const decision = decideIncident(before, event, now);
        assert.deepEqual(before, frozen);
        if (outcome?.startsWith('refused: ')) return assert.equal(`refused: ${refusal(decision)}`, outcome);
        const { next, work } = step(decision);
        assert.equal(next.status.state, outcome);
        assert.equal(next.version, 5);
        assert.deepEqual(work[0], deliver);
      });
    }
  }
});

describe('a case that joins an incident', () => {
  const join = (more: Partial<Extract<IncidentEvent, { type: 'case-joined' }>>, before = incidentIn(open)) =>
    step(
      decideIncident(
        before,
        { type: 'case-joined', reporter: lee, newReporter: true, reportedAt: at(15), ...more },
        now,
      ),
    );

  it('of another person counts, is named, and has all of them looked at anew', () => {
    const { next, work } = join({});
    assert.deepEqual([next.cases, next.people, next.affected], [4, 3, [alex, adele, lee]]);
    assert.deepEqual([next.since, next.lastReportAt], [at(0), at(15)]);
    assert.deepEqual(work, [deliver, examine]);
  });

  it('of somebody who has reported one already is one more case only', () => {
    const { next, work } = join({ reporter: alex, newReporter: false });
    assert.deepEqual([next.cases, next.people, next.affected], [4, 2, [alex, adele]]);
    assert.deepEqual(work, [deliver]);
  });

  it('may have been reported before all others', () => {
    const { next } = join({ reportedAt: at(-5) });
    assert.deepEqual([next.since, next.lastReportAt], [at(-5), at(9)]);
  });

  it('again, after it had left, counts no more than before', () => {
    const { next, work } = join({ again: true });
    assert.deepEqual([next.cases, next.people, next.affected], [3, 2, [alex, adele]]);
    assert.equal(next.lastReportAt, at(15));
    assert.deepEqual(work, [deliver]);
  });

  it('is counted where there are too many to name', () => {
    const many = Array.from({ length: MOST_NAMED }, (_, index) => ({ objectId: `${index}`, displayName: `${index}` }));
    const { next } = join({}, incidentIn(open, { affected: many, people: 40 }));
    assert.deepEqual([next.people, next.affected], [41, many]);
  });
});

describe('a case that was found to have another trouble than its incident', () => {
  const leave = (
    more: Partial<Extract<IncidentEvent, { type: 'case-left' }>> = {},
    before = incidentIn(open, { examined }),
  ) => step(decideIncident(before, { type: 'case-left', reporter: adele, reportedAt: at(5), ...more }, now));

  it('counts no more, its reporter is not named, and the rest are looked at anew', () => {
    const { next, work } = leave();
    assert.deepEqual([next.cases, next.people, next.affected, next.since], [2, 1, [alex], at(0)]);
    assert.deepEqual(work, [deliver, examine]);
  });

  it('is one case less only where its reporter has another one of it', () => {
    const { next, work } = leave({ others: { since: at(0), his: true } });
    assert.deepEqual([next.cases, next.people, next.affected], [2, 2, [alex, adele]]);
    assert.deepEqual(work, [deliver]);
  });

  it('is no longer since when it is, if it was the first', () => {
    assert.equal(leave({ reporter: alex, reportedAt: at(0), others: { since: at(3), his: false } }).next.since, at(3));
    assert.equal(leave({ reporter: alex, reportedAt: at(0) }).next.since, at(0));
  });

  it('leaves the rest of those who were forgotten counted', () => {
    const nobody = { objectId: 'nobody', displayName: 'Somebody' };
    const { next } = leave({ reporter: nobody }, incidentIn(open, { affected: [nobody, nobody], people: 2 }));
    assert.deepEqual([next.people, next.affected], [1, [nobody]]);
  });

  it('has nobody looked at where the incident is over', () => {
    assert.deepEqual(leave({}, incidentIn(over)).work, [deliver]);
  });
});

describe('a further report of a case of an incident', () => {
  it('is its last one, and counts nobody twice', () => {
    const before = incidentIn(open);
    const { next, work } = step(decideIncident(before, { type: 'reported-again', reportedAt: at(15) }, now));
    assert.deepEqual(next, { ...before, version: before.version + 1, lastReportAt: at(15) });
    assert.deepEqual(work, [deliver]);
  });
});

describe('an incident that was looked into', () => {
  const looked = (minute: number, before = incidentIn(open)) =>
    step(decideIncident(before, { type: 'examined', examined: { ...examined, at: at(minute) } }, new Date(at(minute))))
      .work;
  const again = (minute: number): IncidentWork => ({ kind: 'examine', at: at(minute) });

  it('is looked into again while the logs of Azure may lag, ten and twenty minutes after the first report', () => {
    assert.deepEqual(looked(9), [deliver, again(10), again(20)]);
    assert.deepEqual(looked(12), [deliver, again(20)]);
    assert.deepEqual(looked(20), [deliver]);
  });

  it('is looked into again no more often for being looked into twice', () => {
    assert.deepEqual(looked(13, incidentIn(open, { examined })), [deliver]);
  });
});

describe('an incident of which no case is open', () => {
  const send = (lastEndAt: string, before = incidentIn(open)) =>
    decideIncident(before, { type: 'cases-over', lastEndAt }, now);

  it('is over by itself, which is announced, and changes none of its cases', () => {
    const { next, work } = step(send(at(25)));
    assert.deepEqual(next.status, { state: 'resolved', at: at(30), withItsCases: true });
    assert.deepEqual(work, [deliver, { kind: 'announce', event: 'incident.resolved' }]);
  });

  it('stays open where somebody has opened it again after the last of them ended', () => {
    const again = incidentIn({ ...open, reopened: { by: helper, at: at(22) } });
    assert.equal(refusal(send(at(22), again)), 'no-change');
    assert.equal(step(send(at(23), again)).next.status.state, 'resolved');
  });
});

describe('an incident as the answer to a report', () => {
  const later = (ms: number) => new Date(Date.parse(at(9)) + ms);

  it('is one for four hours after its last report', () => {
    assert.equal(FRESH_MS, 4 * 60 * 60_000);
    assert.equal(isFresh(incidentIn(open), later(FRESH_MS - 1)), true);
    assert.equal(isFresh(incidentIn(open), later(FRESH_MS)), false);
  });

  it('is one again after somebody has opened it again', () => {
    const again = incidentIn({ ...open, reopened: { by: helper, at: at(1000) } });
    assert.equal(isFresh(again, new Date(at(1001))), true);
    assert.equal(isFresh(again, new Date(at(1000 + 240))), false);
  });
});

describe('an incident in the hands of the helpdesk', () => {
  it('is taken, also from another', () => {
    const { next, work } = step(
      decideIncident(incidentIn(open, { assignee: adele }), { type: 'claim', by: megan }, now),
    );
    assert.deepEqual(next.assignee, helper);
    assert.deepEqual(work, [deliver]);
  });

  it('is resolved with a note, and its cases with it', () => {
    const event = { type: 'resolve', by: megan, note: ' Opened the network. ' } as const;
    const { next, work } = step(decideIncident(incidentIn(open), event, now));
    assert.deepEqual(next.status, { ...over, at: at(30) });
    assert.deepEqual(work, [deliver, align, { kind: 'announce', event: 'incident.resolved' }]);
    const silent = step(decideIncident(incidentIn(open), { type: 'resolve', by: megan }, now));
    assert.deepEqual(silent.next.status, { state: 'resolved', at: at(30), by: helper });
  });

  it('is looked at anew when it is opened again', () => {
    const { next, work } = step(decideIncident(incidentIn(over), { type: 'reopen', by: megan }, now));
    assert.deepEqual(next.status, { ...open, reopened: { at: at(30), by: helper } });
    assert.deepEqual(work, [deliver, align, examine, { kind: 'announce', event: 'incident.reopened' }]);
  });

  it('is opened again with a note, which the next end of it replaces', () => {
    const event = { type: 'reopen', by: megan, note: ' Closed again.\u0000 ' } as const;
    const { next } = step(decideIncident(incidentIn(over), event, now));
    assert.deepEqual(next.status, { ...open, reopened: { at: at(30), by: helper, note: 'Closed again.' } });
    const ended = step(decideIncident(next, { type: 'resolve', by: megan }, new Date(at(40)))).next;
    assert.deepEqual(ended.status, { state: 'resolved', at: at(40), by: helper });
  });
});
