import assert from 'node:assert/strict';
import type {
  Case,
  CaseDecision,
  CaseEvent,
  CaseRefusal,
  CaseState,
  CaseStatus,
  CaseWork,
  Outcome,
} from '../../src/triage/case.ts';
import { decideCase } from '../../src/triage/decide-case.ts';
import { isOpen } from '../../src/triage/is-open.ts';
import type { Trait } from '../../src/triage/traits.ts';
import { CLOSES_AFTER_MS, NO_ANSWER_AFTER_MS } from '../../src/triage/transitions/ending.ts';
import { adele, alex, at, caseIn, lee, megan, start } from './reports.ts';

const DAY = 24 * 60;
const now = new Date(at(10));
const helper = { objectId: megan.objectId, displayName: megan.displayName };
const adeleHelps = { ...adele, helpdesk: true };
const alexHimself = { ...alex, helpdesk: false };

const outcome: Outcome = {
  headline: 'You cannot read twins in plant-a.',
  causes: ['rbac.missing-data-role'],
  possible: [],
  instance: { id: '/subscriptions/S/plant-a', name: 'plant-a' },
  at: at(1),
};

const fresh: CaseStatus = { state: 'new', at: at(0) };
const askedByBot: CaseStatus = { state: 'waiting-for-reporter', at: at(1) };
const askedByMegan: CaseStatus = { state: 'waiting-for-reporter', at: at(1), note: 'Which app is it?' };
const toApprove: CaseStatus = { state: 'waiting-for-approval', at: at(2) };
const over = { state: 'resolved', at: at(3), how: 'by-hand', by: helper } as const;
const closed: CaseStatus = { ...over, state: 'closed' };
const withIncident = { ...over, how: 'incident' } as const;
const diagnosed = { outcome, answeredAt: at(1) };
const requestId = 'request-1';
const report = { kind: 'adt-403', redacted: [] } as const satisfies Case['report'];
const looked = { type: 'diagnosed', outcome, diagnosisId: 'diagnosis-1', report } as const;
const trait = { kind: 'instance', key: 'instance:/subscriptions/s/plant-a', label: 'plant-a' } as const;

const waited = { requestId, requestedAt: at(4), requestOpen: true } as const;

/** Whatever a case can be in, by name. */
const states: Record<string, Case> = {
  'new, not diagnosed': caseIn(fresh),
  new: caseIn(fresh, diagnosed),
  'new, taken': caseIn(fresh, { ...diagnosed, assignee: helper }),
  'new, of an incident': caseIn(fresh, { ...diagnosed, incidentId: 'incident-1' }),
  'opened again': caseIn(fresh, { ...diagnosed, requestId, accessAt: at(3) }),
  'asked by the bot': caseIn(askedByBot),
  'asked by the bot, no answer': caseIn({ ...askedByBot, at: at(10 - 7 * DAY) }),
  'asked by the helpdesk': caseIn(askedByMegan, { ...diagnosed, assignee: helper }),
  'asked by the helpdesk, no answer': caseIn({ ...askedByMegan, at: at(10 - 7 * DAY) }, diagnosed),
  'asked by the helpdesk, with a request': caseIn(askedByMegan, { ...diagnosed, ...waited }),
  'waiting for approval': caseIn(toApprove, { ...diagnosed, ...waited }),
  'waiting for another approval': caseIn(toApprove, {
    ...diagnosed,
    requestId: 'request-0',
    requestedAt: at(2),
    requestOpen: true,
  }),
  'waiting for a later approval': caseIn(toApprove, {
    ...diagnosed,
    requestId: 'request-2',
    requestedAt: at(5),
    requestOpen: true,
  }),
  'resolved, with a request': caseIn(over, { ...diagnosed, ...waited }),
  'resolved for want of an answer': caseIn({ state: 'resolved', at: at(3), how: 'no-answer' }, diagnosed),
  resolved: caseIn(over, { ...diagnosed, requestId, accessAt: at(3) }),
  'resolved with its incident': caseIn(withIncident, { ...diagnosed, incidentId: 'incident-1' }),
  'resolved with another incident': caseIn(withIncident, { ...diagnosed, incidentId: 'incident-0' }),
  'resolved by hand, of an incident': caseIn(over, { ...diagnosed, incidentId: 'incident-1' }),
  'resolved by a role, of an incident': caseIn(
    { state: 'resolved', at: at(3), how: 'access-works' },
    { ...diagnosed, requestId, accessAt: at(3), incidentId: 'incident-1' },
  ),
  'resolved, long ago': caseIn({ ...over, at: at(10 - 7 * DAY) }, diagnosed),
  closed: caseIn(closed, diagnosed),
  'closed, of an incident': caseIn({ ...withIncident, state: 'closed' }, { ...diagnosed, incidentId: 'incident-1' }),
};

/** What can happen, by name; who may do it does, unless the name says otherwise. */
const events: Record<string, CaseEvent> = {
  diagnosed: { ...looked, outcome: { ...outcome, at: at(9) } },
  'diagnosed before': looked,
  'question-asked': { type: 'question-asked', begunAt: at(9) },
  'question-asked before': { type: 'question-asked', begunAt: at(-1) },
  requested: { type: 'requested', requestId, madeAt: at(4) },
  'requested to prolong': { type: 'requested', requestId: 'request-9', madeAt: at(9), prolongs: true },
  'requested before': { type: 'requested', requestId: 'request-00', madeAt: at(1) },
  'request-failed': { type: 'request-failed', requestId, how: 'denied' },
  'access-works': { type: 'access-works', requestId },
  joined: { type: 'joined', incidentId: 'incident-1', trait },
  'incident-resolved': {
    type: 'incident-resolved',
    incidentId: 'incident-1',
    by: helper,
    note: 'The network is open again.',
  },
  'incident-reopened': { type: 'incident-reopened', incidentId: 'incident-1', by: helper, note: 'Closed again.' },
  claim: { type: 'claim', by: megan },
  'claim by the reporter': { type: 'claim', by: alexHimself },
  assign: { type: 'assign', by: megan, to: adele },
  'assign by the reporter': { type: 'assign', by: alexHimself, to: adele },
  'ask-reporter': { type: 'ask-reporter', by: megan, note: 'Still there?', askedAt: at(1) },
  'ask-reporter by the reporter': { type: 'ask-reporter', by: alexHimself, note: 'Why?' },
  'question-unreached': { type: 'question-unreached', askedAt: at(1) },
  'question-unreached before': { type: 'question-unreached', askedAt: at(0) },
  answered: { type: 'answered', by: megan },
  'answered by the reporter': { type: 'answered', by: alexHimself },
  'answered by somebody else': { type: 'answered', by: { ...lee, helpdesk: false } },
  'reporter-wrote': { type: 'reporter-wrote', by: alex },
  'reporter-wrote by somebody else': { type: 'reporter-wrote', by: lee },
  resolve: { type: 'resolve', by: megan },
  'resolve by the reporter': { type: 'resolve', by: alexHimself },
  'resolve by somebody else': { type: 'resolve', by: { ...lee, helpdesk: false } },
  reopen: { type: 'reopen', by: megan },
  'reopen by the reporter': { type: 'reopen', by: alexHimself },
  'reopen by somebody else': { type: 'reopen', by: { ...lee, helpdesk: false } },
  wake: { type: 'wake' },
};

function send(before: Case, event: CaseEvent, when = now): CaseDecision {
  return decideCase(before, event, when);
}

function step(decision: CaseDecision): { next: Case; work: CaseWork[] } {
  assert.ok('next' in decision, `refused: ${JSON.stringify(decision)}`);
  return decision;
}

function refusal(decision: CaseDecision): CaseRefusal['refused'] {
  assert.ok('refused' in decision, 'was not refused');
  assert.match(decision.message, /^[A-Z].*\.$/);
  return decision.refused;
}

const deliver: CaseWork = { kind: 'deliver' };
const announce = (event: Extract<CaseWork, { kind: 'announce' }>['event']): CaseWork => ({ kind: 'announce', event });
const wakeAt = (time: string): CaseWork => ({ kind: 'wake', at: time });
const tell = (news: Extract<CaseWork, { kind: 'tell-reporter' }>['news']): CaseWork => ({
  kind: 'tell-reporter',
  news,
});

describe('every event in every state of a case', () => {
  type Expected = CaseState | `refused: ${CaseRefusal['refused']}`;
  const no = {
    change: 'refused: no-change',
    now: 'refused: not-in-this-state',
    right: 'refused: not-yours',
    due: 'refused: nothing-due',
  } as const satisfies Record<string, Expected>;
  const byOthers = {
    'claim by the reporter': no.right,
    'assign by the reporter': no.right,
    'ask-reporter by the reporter': no.right,
    'question-unreached': no.change,
    'question-unreached before': no.change,
    answered: no.change,
    'answered by the reporter': no.change,
    'answered by somebody else': no.right,
    'reporter-wrote': no.change,
    'reporter-wrote by somebody else': no.right,
    'resolve by somebody else': no.right,
    'reopen by somebody else': no.right,
  } as const;
  /** While it is open, but for what its own state says. */
  const open = (state: CaseState): Record<string, Expected> => ({
    ...byOthers,
    diagnosed: state,
    'diagnosed before': no.change,
    'question-asked': no.now,
    'question-asked before': no.now,
    requested: 'waiting-for-approval',
    'requested before': 'waiting-for-approval',
    'requested to prolong': 'waiting-for-approval',
    'request-failed': no.change,
    'access-works': no.change,
    joined: state,
    'incident-resolved': no.change,
    'incident-reopened': no.change,
    claim: state,
    assign: state,
    'ask-reporter': 'waiting-for-reporter',
    resolve: 'resolved',
    'resolve by the reporter': 'resolved',
    reopen: no.now,
    'reopen by the reporter': no.now,
    wake: no.due,
  });
  const isOver = (state: CaseState): Record<string, Expected> => ({
    ...byOthers,
    diagnosed: state,
    'diagnosed before': no.change,
    'question-asked': no.now,
    'question-asked before': no.now,
    // What was asked for after the end was not the end.
    requested: 'waiting-for-approval',
    'requested before': state,
    'requested to prolong': state,
    'request-failed': no.change,
    'access-works': no.change,
    joined: no.now,
    'incident-resolved': no.change,
    'incident-reopened': no.change,
    claim: no.now,
    assign: no.now,
    'ask-reporter': no.now,
    resolve: no.now,
    'resolve by the reporter': no.now,
    reopen: 'new',
    'reopen by the reporter': 'new',
    wake: no.due,
  });
  const asksBot = { 'question-asked': 'waiting-for-reporter', 'question-asked before': no.change } as const;
  const answers = (state: CaseState) => ({
    'question-unreached': state,
    answered: state,
    'answered by the reporter': state,
    'reporter-wrote': state,
  });
  const sameRequest = { requested: no.change, 'requested before': no.change } as const;
  const closedCase: Record<string, Expected> = {
    ...isOver('closed'),
    requested: no.now,
    'requested before': no.now,
    'requested to prolong': no.now,
    reopen: no.now,
    'reopen by the reporter': no.now,
  };
  const expected: Record<string, Record<string, Expected>> = {
    'new, not diagnosed': { ...open('new'), ...asksBot, 'diagnosed before': 'new' },
    new: { ...open('new'), ...asksBot },
    'new, taken': { ...open('new'), ...asksBot, claim: no.change },
    'new, of an incident': { ...open('new'), ...asksBot, joined: no.change, 'incident-resolved': 'resolved' },
    'opened again': { ...open('new'), ...asksBot, requested: no.change },
    // The answer to what the bot asked is a diagnosis.
    'asked by the bot': { ...open('waiting-for-reporter'), diagnosed: 'new', 'diagnosed before': 'new' },
    'asked by the bot, no answer': {
      ...open('waiting-for-reporter'),
      diagnosed: 'new',
      'diagnosed before': 'new',
      wake: 'resolved',
    },
    'asked by the helpdesk': { ...open('waiting-for-reporter'), ...answers('new'), claim: no.change },
    'asked by the helpdesk, no answer': {
      ...open('waiting-for-reporter'),
      ...answers('new'),
      'ask-reporter': 'refused: asked-meanwhile',
      'question-unreached': no.change,
      wake: 'resolved',
    },
    'asked by the helpdesk, with a request': {
      ...open('waiting-for-reporter'),
      ...sameRequest,
      ...answers('waiting-for-approval'),
      'request-failed': 'waiting-for-reporter',
      'access-works': 'resolved',
    },
    'waiting for approval': {
      ...open('waiting-for-approval'),
      ...sameRequest,
      'request-failed': 'new',
      'access-works': 'resolved',
    },
    'waiting for another approval': { ...open('waiting-for-approval'), 'requested before': no.change },
    'waiting for a later approval': { ...open('waiting-for-approval'), ...sameRequest },
    resolved: { ...isOver('resolved'), requested: no.change },
    'resolved, with a request': {
      ...isOver('resolved'),
      ...sameRequest,
      'request-failed': 'resolved',
      'access-works': 'resolved',
      reopen: 'waiting-for-approval',
      'reopen by the reporter': 'waiting-for-approval',
    },
    // Nobody had looked at these, so a cause that is found after the end opens them again.
    'resolved for want of an answer': { ...isOver('resolved'), diagnosed: 'new' },
    'resolved with its incident': { ...isOver('resolved'), diagnosed: 'new', 'incident-reopened': 'new' },
    'resolved with another incident': { ...isOver('resolved'), diagnosed: 'new' },
    'resolved by hand, of an incident': isOver('resolved'),
    'resolved by a role, of an incident': { ...isOver('resolved'), requested: no.change },
    'resolved, long ago': { ...isOver('resolved'), 'requested before': 'waiting-for-approval', wake: 'closed' },
    closed: closedCase,
    'closed, of an incident': closedCase,
  };

  for (const [stateName, before] of Object.entries(states)) {
    for (const [eventName, event] of Object.entries(events)) {
      const outcome = expected[stateName]?.[eventName];
      it(`${eventName} while ${stateName}: ${outcome}`, () => {
        const frozen = structuredClone(before);
        const decision = send(before, event);
        assert.deepEqual(before, frozen);
        if (outcome?.startsWith('refused: ')) return assert.equal(`refused: ${refusal(decision)}`, outcome);
        const { next, work } = step(decision);
        assert.equal(next.status.state, outcome);
        assert.equal(next.version, 8);
        assert.ok(work.some(({ kind }) => kind === 'deliver'));
        // What is due later is queued with the step that makes it so.
        const due = work.find((piece) => piece.kind === 'wake');
        assert.equal(due?.at, next.wakeAt === before.wakeAt ? undefined : next.wakeAt);
      });
    }
  }
});

describe('a diagnosis of a case', () => {
  it('answers it, says what it has in common with others, and has it looked at', () => {
    const { next, work } = step(send(caseIn(fresh), looked));
    assert.deepEqual(next.outcome, outcome);
    assert.deepEqual(next.traits, ['instance:/subscriptions/s/plant-a']);
    assert.equal(next.answeredAt, at(10));
    assert.deepEqual(work, [deliver, { kind: 'gather' }, announce('case.diagnosed')]);
  });

  it('that is run again is no second answer, and is announced once', () => {
    const again = { ...looked, outcome: { ...outcome, at: at(9) } };
    const { next, work } = step(send(caseIn(fresh, diagnosed), again));
    assert.equal(next.answeredAt, at(1));
    assert.deepEqual(work, [deliver, { kind: 'gather' }]);
  });

  it('looks for no incident where it belongs to one, or is over', () => {
    for (const one of [caseIn(fresh, { ...diagnosed, incidentId: 'incident-1' }), caseIn(over, diagnosed)]) {
      const { work } = step(send(one, { ...looked, outcome: { ...outcome, at: at(9) } }));
      assert.equal(
        work.some(({ kind }) => kind === 'gather'),
        false,
      );
    }
  });

  it('ends the wait for an answer to the bot, not to a person', () => {
    assert.equal(step(send(caseIn(askedByBot), looked)).next.wakeAt, undefined);
    const { next } = step(send(caseIn(askedByMegan), looked));
    assert.deepEqual(next.status, askedByMegan);
  });
});

describe('a diagnosis of a case that was only told of its incident', () => {
  const joined = { type: 'joined', incidentId: 'incident-1', trait } as const;
  const told = step(send(caseIn(fresh), joined)).next;
  const elsewhere = { ...outcome, instance: { id: '/subscriptions/s/plant-b', name: 'plant-b' } };
  const lookedAt = (found: Outcome, before = told, about: Trait = trait) =>
    step(send(before, { ...looked, outcome: found, incident: { id: 'incident-1', trait: about } }));

  it('leaves it there where it is the same instance, or none was found', () => {
    const { instance: _, ...unknown } = outcome;
    const here = { ...outcome, instance: { id: '/Subscriptions/S/plant-a', name: 'plant-a' } };
    for (const found of [here, unknown]) {
      const { next, work } = lookedAt(found);
      assert.equal(next.incidentId, 'incident-1');
      assert.deepEqual(work, [deliver, announce('case.diagnosed')]);
    }
  });

  it('takes it out where it is another instance, and looks for those who share that', () => {
    const { next, work } = lookedAt(elsewhere);
    assert.deepEqual([next.incidentId, next.incidentInstance], [undefined, undefined]);
    assert.deepEqual(work, [
      deliver,
      { kind: 'gather' },
      { kind: 'settle-incident', incidentId: 'incident-1' },
      announce('case.diagnosed'),
    ]);
  });

  it('takes it out of none that is about something else than an instance, or not known', () => {
    const error = { kind: 'error', key: 'error:aadsts65001', label: 'AADSTS65001' } as const;
    const ofError = step(send(caseIn(fresh), { ...joined, trait: error })).next;
    assert.equal(lookedAt(elsewhere, ofError, error).next.incidentId, 'incident-1');
    assert.equal(step(send(told, { ...looked, outcome: elsewhere })).next.incidentId, 'incident-1');
  });

  it('takes it out also where an earlier look had found that of the incident, and the instance was corrected', () => {
    const { next } = lookedAt({ ...elsewhere, at: at(8) }, lookedAt(outcome).next);
    assert.equal(next.incidentId, undefined);
  });
});

describe('a further diagnosis of a case', () => {
  const later = { ...looked, diagnosisId: 'diagnosis-2', outcome: { ...outcome, at: at(9) } };

  it('is what the case shows then, with what was understood, but for an instance that it leaves out', () => {
    const instance = { name: 'plant-a' };
    const before = caseIn(fresh, { ...diagnosed, report: { ...report, instance } });
    const { next } = step(send(before, { ...later, report: { ...report, errorCode: 'AADSTS65001' } }));
    assert.deepEqual([next.diagnosisId, next.outcome?.at], ['diagnosis-2', at(9)]);
    assert.deepEqual(next.report, { ...report, errorCode: 'AADSTS65001', instance });
    const earlier = { ...later, diagnosisId: 'diagnosis-0', outcome: { ...outcome, at: at(8) } };
    assert.equal(refusal(send(next, earlier)), 'no-change');
  });

  it('after the end that its incident made opens it again where it finds a cause', () => {
    const before = caseIn(withIncident, { incidentId: 'incident-1', wakeAt: at(3 + 7 * DAY) });
    const { next, work } = step(send(before, later));
    assert.deepEqual(next.status, { state: 'new', at: at(10), reopened: { by: alex } });
    assert.deepEqual([next.incidentId, next.wakeAt], [undefined, undefined]);
    assert.deepEqual(work, [deliver, { kind: 'gather' }, announce('case.reopened')]);
    for (const seen of [{ causes: [], at: at(9) }, { at: at(2) }]) {
      const { next: still } = step(send(before, { ...later, outcome: { ...outcome, ...seen } }));
      assert.equal(still.status.state, 'resolved');
    }
  });

  it('that was under way while the helpdesk ended it opens it again where it finds a cause', () => {
    const before = caseIn(over, { ...diagnosed, wakeAt: at(3 + 7 * DAY) });
    const underWay = { ...later, outcome: { ...outcome, at: at(2) } };
    const { next, work } = step(send(before, underWay));
    assert.deepEqual(next.status, { state: 'new', at: at(10), reopened: { by: alex } });
    assert.deepEqual(work, [deliver, { kind: 'gather' }, announce('case.reopened')]);
    assert.equal(step(send(before, later)).next.status.state, 'new');
    const known = { ...underWay, diagnosisId: 'diagnosis-1' };
    const nothing = { ...underWay, outcome: { ...underWay.outcome, causes: [] } };
    for (const event of [known, nothing]) assert.equal(step(send(before, event)).next.status.state, 'resolved');
    assert.equal(step(send({ ...before, status: closed }, underWay)).next.status.state, 'closed');
    const unanswered = caseIn({ state: 'resolved', at: at(3), how: 'no-answer' }, diagnosed);
    assert.equal(step(send(unanswered, underWay)).next.status.state, 'new');
  });

  it('says less than the role that worked, or the reporter’s own word, that came after it was begun', () => {
    const own = { ...over, by: { ...alex, objectId: alex.objectId.toUpperCase() } };
    for (const status of [own, { state: 'resolved', at: at(3), how: 'access-works' } as const]) {
      const before = caseIn(status, diagnosed);
      const underWay = { ...later, outcome: { ...outcome, at: at(2) } };
      assert.equal(step(send(before, underWay)).next.status.state, 'resolved');
      assert.equal(step(send(before, later)).next.status.state, 'new');
    }
    const unwanted = caseIn({ ...over, how: 'not-helpful' }, diagnosed);
    assert.equal(step(send(unwanted, later)).next.status.state, 'resolved');
  });
});

describe('a question to the reporter', () => {
  it('is kept, told, and waited for seven days', () => {
    const { next, work } = step(
      send(caseIn(fresh, diagnosed), { type: 'ask-reporter', by: megan, note: ' Which app? ' }),
    );
    assert.deepEqual(next.status, { state: 'waiting-for-reporter', at: at(10), note: 'Which app?', by: helper });
    assert.deepEqual(next.assignee, helper);
    const due = at(10 + NO_ANSWER_AFTER_MS / 60_000);
    assert.equal(next.wakeAt, due);
    assert.deepEqual(work, [deliver, tell('asked'), announce('case.waiting'), wakeAt(due)]);
  });

  it('does not take the case from whoever has it', () => {
    const { next } = step(send(caseIn(fresh, { assignee: adele }), { type: 'ask-reporter', by: megan, note: 'So?' }));
    assert.deepEqual(next.assignee, adele);
  });

  it('stays the question of whoever asked, whoever has the case', () => {
    const asked = step(send(caseIn(fresh, { assignee: adele }), { type: 'ask-reporter', by: megan, note: 'So?' })).next;
    const { next } = step(send(asked, { type: 'assign', by: megan, to: lee }));
    assert.deepEqual([next.assignee, 'by' in next.status && next.status.by], [lee, helper]);
  });

  it('is none where it is asked already in the same words, whoever asks', () => {
    const again = { type: 'ask-reporter', note: ' Which app is it? ' } as const;
    for (const by of [megan, { ...lee, helpdesk: true }]) {
      assert.equal(refusal(send(caseIn(askedByMegan), { ...again, by })), 'no-change');
      assert.equal(refusal(send(caseIn(askedByMegan), { ...again, by, askedAt: at(1) })), 'no-change');
    }
  });

  it('does not take the place of one that whoever asks has not seen', () => {
    const other = { type: 'ask-reporter', by: megan, note: 'Still there?' } as const;
    for (const unseen of [other, { ...other, askedAt: at(0) }]) {
      const refused = send(caseIn(askedByMegan), unseen);
      assert.equal(refusal(refused), 'asked-meanwhile');
      assert.match('message' in refused ? refused.message : '', /asked something meanwhile/);
    }
    const byTheBot = caseIn({ state: 'waiting-for-reporter', at: at(1) });
    assert.equal(step(send(byTheBot, other)).next.status.state, 'waiting-for-reporter');
    assert.equal(step(send(caseIn(fresh), { ...other, askedAt: at(0) })).next.status.state, 'waiting-for-reporter');
  });

  it('asked again waits anew', () => {
    const again = { type: 'ask-reporter', by: megan, note: 'Still there?', askedAt: at(1) } as const;
    const { next, work } = step(send(caseIn(askedByMegan), again));
    assert.deepEqual(work.at(-1), wakeAt(next.wakeAt ?? ''));
    assert.equal(next.wakeAt, at(10 + 7 * DAY));
  });

  for (const note of ['', ' \n\u0000']) {
    it(`is none where nothing was written: ${JSON.stringify(note)}`, () => {
      assert.equal(refusal(send(caseIn(fresh), { type: 'ask-reporter', by: megan, note })), 'invalid');
    });
  }

  it('that reached nobody is given back, and kept for whoever asks otherwise', () => {
    const unreached = { type: 'question-unreached', askedAt: at(1) } as const;
    const { next, work } = step(send(caseIn(askedByMegan, { wakeAt: at(1 + 7 * DAY) }), unreached));
    assert.deepEqual(next.status, { state: 'new', at: at(10), unreached: { question: 'Which app is it?' } });
    assert.equal(next.wakeAt, undefined);
    assert.deepEqual(work, [deliver, announce('case.resumed')]);
    assert.equal(refusal(send(caseIn({ ...askedByMegan, at: at(5) }), unreached)), 'no-change');
  });

  it('is answered where somebody says so', () => {
    for (const by of [megan, alexHimself]) {
      assert.equal(step(send(caseIn(askedByMegan), { type: 'answered', by })).next.status.state, 'new');
    }
    assert.equal(refusal(send(caseIn(askedByBot), { type: 'answered', by: megan })), 'no-change');
  });

  it('is not answered where an older one is', () => {
    for (const by of [megan, alexHimself]) {
      const older = send(caseIn(askedByMegan), { type: 'answered', by, askedAt: at(0) });
      assert.equal(refusal(older), 'no-change');
      assert.match('message' in older ? older.message : '', /There is a newer question/);
      const latest = send(caseIn(askedByMegan), { type: 'answered', by, askedAt: at(1) });
      assert.equal(step(latest).next.status.state, 'new');
    }
  });

  it('of the bot that came before what is known now is none', () => {
    const known = caseIn(fresh, { ...diagnosed, outcome: { ...outcome, at: at(5) } });
    assert.equal(refusal(send(known, { type: 'question-asked', begunAt: at(4) })), 'no-change');
    const again = caseIn({ ...fresh, at: at(6), reopened: { by: helper } }, diagnosed);
    assert.equal(refusal(send(again, { type: 'question-asked', begunAt: at(4) })), 'no-change');
  });

  it('that nobody answers ends the case, and its reporter is told', () => {
    const asked = caseIn(askedByBot, { wakeAt: at(1 + 7 * DAY) });
    const { next, work } = step(send(asked, { type: 'wake' }, new Date(at(1 + 7 * DAY))));
    assert.deepEqual(next.status, { state: 'resolved', at: at(1 + 7 * DAY), how: 'no-answer' });
    assert.deepEqual(work, [deliver, tell('no-answer'), announce('case.resolved'), wakeAt(at(1 + 14 * DAY))]);
    assert.equal(refusal(send(asked, { type: 'wake' }, new Date(Date.parse(at(1 + 7 * DAY)) - 1))), 'nothing-due');
  });
});

describe('a request behind a case', () => {
  it('is waited for, and resolves the case when its role works', () => {
    const waiting = step(send(caseIn(askedByMegan), { type: 'requested', requestId, madeAt: at(4) }));
    assert.deepEqual(waiting.next.status, { state: 'waiting-for-approval', at: at(10) });
    assert.equal(waiting.next.wakeAt, undefined);
    assert.deepEqual(waiting.work, [deliver]);
    const { next, work } = step(send(waiting.next, { type: 'access-works', requestId }, new Date(at(20))));
    assert.deepEqual(next.status, { state: 'resolved', at: at(20), how: 'access-works' });
    assert.equal(next.accessAt, at(20));
    assert.deepEqual(work, [deliver, announce('case.resolved'), wakeAt(at(20 + 7 * DAY))]);
  });

  it('that lets nobody in leaves the case to the helpdesk', () => {
    const { next, work } = step(send(caseIn(toApprove, waited), { type: 'request-failed', requestId, how: 'denied' }));
    assert.deepEqual(next.status, { state: 'new', at: at(10) });
    assert.equal(next.requestId, requestId);
    assert.deepEqual(work, [deliver, announce('case.resumed')]);
  });

  it('is waited for again after whatever came in between', () => {
    const asked = caseIn(askedByMegan, { ...diagnosed, ...waited });
    const waiting = { state: 'waiting-for-approval', at: at(10) };
    assert.deepEqual(step(send(asked, { type: 'reporter-wrote', by: alex })).next.status, waiting);
    const ended = step(send(asked, { type: 'resolve', by: megan })).next;
    const reopened = { by: helper, note: 'Not yet.' };
    assert.deepEqual(step(send(ended, { type: 'reopen', by: megan, note: 'Not yet.' })).next.status, {
      ...waiting,
      reopened,
    });
    const withIt = caseIn(withIncident, { ...waited, incidentId: 'incident-1' });
    const event = { type: 'incident-reopened', incidentId: 'incident-1', by: megan } as const;
    assert.equal(step(send(withIt, event)).next.status.state, 'waiting-for-approval');
  });

  it('that came to its end meanwhile is waited for no more', () => {
    const ended = caseIn(over, { ...diagnosed, ...waited });
    const failed = step(send(ended, { type: 'request-failed', requestId, how: 'denied' })).next;
    assert.equal(step(send(failed, { type: 'reopen', by: megan })).next.status.state, 'new');
    const works = step(send(ended, { type: 'access-works', requestId })).next;
    assert.deepEqual([works.status, works.accessAt], [over, at(10)]);
    assert.equal(step(send(works, { type: 'reopen', by: megan })).next.status.state, 'new');
  });

  it('that is made after its end opens it again, and has it compared with others', () => {
    const before = caseIn(withIncident, { ...diagnosed, incidentId: 'incident-1' });
    const { next, work } = step(send(before, { type: 'requested', requestId, madeAt: at(4) }));
    assert.deepEqual(next.status, { state: 'waiting-for-approval', at: at(10), reopened: { by: alex } });
    assert.equal(next.incidentId, undefined);
    assert.deepEqual(work, [deliver, { kind: 'gather' }, announce('case.reopened')]);
    const late = step(send(before, { type: 'requested', requestId, madeAt: at(2) })).next;
    assert.deepEqual([late.status, late.requestId], [withIncident, requestId]);
  });

  it('that worked resolves no case that was opened again; the next one does', () => {
    const before = caseIn(fresh, { requestId: 'request-0', accessAt: at(3) });
    assert.equal(refusal(send(before, { type: 'access-works', requestId: 'request-0' })), 'no-change');
    const { next } = step(send(before, { type: 'requested', requestId, madeAt: at(4) }));
    assert.equal(step(send(next, { type: 'access-works', requestId })).next.accessAt, at(10));
  });

  it('gives way to a newer one alone, also where two were made at once', () => {
    const waiting = caseIn(toApprove, { requestId: 'request-b', requestedAt: at(4), requestOpen: true });
    const hear = (other: string, minute: number) =>
      send(waiting, { type: 'requested', requestId: other, madeAt: at(minute) });
    assert.equal(refusal(hear('request-c', 3)), 'no-change');
    assert.equal(refusal(hear('request-a', 4)), 'no-change');
    assert.equal(step(hear('request-c', 4)).next.requestId, 'request-c');
    assert.equal(step(hear('request-a', 5)).next.requestedAt, at(5));
  });

  it('that is an older one ends the case as well, where it began to work after the latest was made', () => {
    const waiting = caseIn(toApprove, { ...diagnosed, ...waited });
    const older = (minute: number) =>
      ({ type: 'access-works', requestId: 'request-0', worksSince: at(minute) }) as const;
    assert.equal(refusal(send(waiting, older(3))), 'no-change');
    const { next } = step(send(waiting, older(5)));
    assert.deepEqual([next.status.state, next.requestId, next.requestOpen], ['resolved', requestId, true]);
    assert.equal(refusal(send(next, older(5))), 'no-change');
    const again = step(send(next, { type: 'reopen', by: megan })).next;
    assert.equal(again.status.state, 'waiting-for-approval');
    assert.equal(refusal(send(again, older(5))), 'no-change');
    assert.equal(step(send(again, { type: 'access-works', requestId })).next.status.state, 'resolved');
  });

  it('that lets nobody in gives way to another one that is still open', () => {
    const waiting = caseIn(toApprove, { ...diagnosed, ...waited });
    const failed = { type: 'request-failed', requestId, how: 'denied', next: 'request-0' } as const;
    const { next } = step(send(waiting, failed));
    assert.deepEqual([next.status, next.requestId, next.requestOpen], [toApprove, 'request-0', true]);
    assert.equal(refusal(send(next, failed)), 'no-change');
    assert.equal(
      step(send(next, { type: 'request-failed', requestId: 'request-0', how: 'denied' })).next.status.state,
      'new',
    );
  });

  it('that came after another one counts alone', () => {
    const { next } = step(
      send(caseIn(toApprove, { requestId: 'request-0' }), { type: 'requested', requestId, madeAt: at(4) }),
    );
    assert.equal(next.requestId, requestId);
    assert.equal(refusal(send(next, { type: 'access-works', requestId: 'request-0' })), 'no-change');
    assert.equal(refusal(send(next, { type: 'request-failed', requestId: 'request-0', how: 'lapsed' })), 'no-change');
  });
});

describe('an incident that a case belongs to', () => {
  it('is its first answer', () => {
    const { next, work } = step(send(caseIn(fresh), { type: 'joined', incidentId: 'incident-1', trait }));
    assert.equal(next.incidentId, 'incident-1');
    assert.equal(next.answeredAt, at(10));
    assert.deepEqual(work, [deliver, announce('case.joined')]);
  });

  it('resolves it with its own words', () => {
    const { next, work } = step(
      send(caseIn(askedByMegan, { incidentId: 'incident-1' }), {
        type: 'incident-resolved',
        incidentId: 'incident-1',
        by: megan,
        note: 'Open.',
      }),
    );
    assert.deepEqual(next.status, { state: 'resolved', at: at(10), how: 'incident', by: helper, note: 'Open.' });
    assert.deepEqual(work, [deliver, tell('incident-resolved'), announce('case.resolved'), wakeAt(at(10 + 7 * DAY))]);
  });

  it('opens it again with itself, where that had resolved it, and the case stays with it', () => {
    const before = caseIn(withIncident, { incidentId: 'incident-1', assignee: adele, wakeAt: at(3 + 7 * DAY) });
    const event = { type: 'incident-reopened', incidentId: 'incident-1', by: megan, note: ' Closed again. ' } as const;
    const { next, work } = step(send(before, event));
    assert.deepEqual(next.status, { state: 'new', at: at(10), reopened: { by: helper, note: 'Closed again.' } });
    assert.deepEqual([next.incidentId, next.assignee, next.wakeAt], ['incident-1', adele, undefined]);
    assert.deepEqual(work, [deliver, tell('reopened'), announce('case.reopened')]);
    assert.equal(refusal(send(next, event)), 'no-change');
  });
});

describe('a case in the hands of people', () => {
  it('is taken by one of the helpdesk, also from another', () => {
    const { next, work } = step(send(caseIn(fresh, { assignee: adele }), { type: 'claim', by: megan }));
    assert.deepEqual(next.assignee, helper);
    assert.deepEqual(work, [deliver, announce('case.assigned')]);
  });

  it('is not taken twice, whatever the case of the id', () => {
    const by = { ...megan, objectId: megan.objectId.toUpperCase() };
    assert.equal(refusal(send(caseIn(fresh, { assignee: helper }), { type: 'claim', by })), 'no-change');
  });

  it('is given to somebody, who is told unless it is whoever gave it', () => {
    const given = step(send(caseIn(fresh), { type: 'assign', by: megan, to: adele }));
    assert.deepEqual(given.next.assignee, adele);
    assert.deepEqual(given.work, [deliver, { kind: 'tell-assignee' }, announce('case.assigned')]);
    const kept = step(send(caseIn(fresh), { type: 'assign', by: adeleHelps, to: adele }));
    assert.deepEqual(kept.work, [deliver, announce('case.assigned')]);
    assert.equal(
      refusal(send(caseIn(fresh, { assignee: adele }), { type: 'assign', by: megan, to: adele })),
      'no-change',
    );
  });

  it('is resolved with a note, and its reporter told unless he did it', () => {
    const { next, work } = step(send(caseIn(fresh), { type: 'resolve', by: megan, note: ` ${'x'.repeat(600)}` }));
    assert.deepEqual(next.status, {
      state: 'resolved',
      at: at(10),
      how: 'by-hand',
      by: helper,
      note: 'x'.repeat(500),
    });
    assert.deepEqual(work, [deliver, tell('resolved'), announce('case.resolved'), wakeAt(at(10 + 7 * DAY))]);
    const own = step(send(caseIn(fresh), { type: 'resolve', by: alexHimself, note: ' ' }));
    assert.deepEqual(own.next.status, { state: 'resolved', at: at(10), how: 'by-hand', by: alex });
    assert.deepEqual(own.work, [deliver, announce('case.resolved'), wakeAt(at(10 + 7 * DAY))]);
  });

  it('is opened again for a week, and is of its incident again only if that is open', () => {
    const before = caseIn(over, { incidentId: 'incident-1', assignee: helper, wakeAt: at(3 + 7 * DAY) });
    const { next, work } = step(send(before, { type: 'reopen', by: megan }));
    assert.deepEqual(next.status, { state: 'new', at: at(10), reopened: { by: helper } });
    assert.equal('incidentId' in next, false);
    assert.equal('wakeAt' in next, false);
    assert.deepEqual(next.assignee, helper);
    assert.deepEqual(work, [deliver, { kind: 'gather' }, tell('reopened'), announce('case.reopened')]);
    const own = step(send(before, { type: 'reopen', by: alexHimself }));
    assert.deepEqual(own.work, [deliver, { kind: 'gather' }, announce('case.reopened')]);
  });

  it('is opened again with what is still wrong, until it is something else’s turn', () => {
    const note = ` Still ${'x'.repeat(600)}`;
    const { next } = step(send(caseIn(over), { type: 'reopen', by: alexHimself, note }));
    const reopened = { by: alex, note: note.trim().slice(0, 500) };
    assert.deepEqual(next.status, { state: 'new', at: at(10), reopened });
    const { next: seen } = step(send(next, looked));
    assert.deepEqual(seen.status, next.status);
    const { next: asked } = step(send(next, { type: 'ask-reporter', by: megan, note: 'Since when?' }));
    assert.equal('reopened' in asked.status, false);
  });

  it('is closed after a week, with what ended it', () => {
    const resolved = caseIn(over, { wakeAt: at(3 + 7 * DAY) });
    const due = new Date(Date.parse(over.at) + CLOSES_AFTER_MS);
    assert.equal(refusal(send(resolved, { type: 'wake' }, new Date(due.getTime() - 1))), 'nothing-due');
    const { next, work } = step(send(resolved, { type: 'wake' }, due));
    assert.deepEqual(next.status, closed);
    assert.equal('wakeAt' in next, false);
    assert.deepEqual(work, [deliver, announce('case.closed')]);
  });
});

describe('a case that is open', () => {
  it('is new or waits for somebody', () => {
    const open = Object.entries(states).filter(([, one]) => isOpen(one));
    assert.equal(open.length, 13);
    assert.equal(isOpen(caseIn(over)) || isOpen(caseIn(closed)), false);
  });
});

describe('a story of events in any order', () => {
  /** A simple generator with a fixed seed: the same stories every time. */
  function* numbers(seed: number): Generator<number> {
    for (let state = seed; ; ) {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      yield state;
    }
  }

  it('never loses a time that is due, nor keeps one that is not', () => {
    const random = numbers(403);
    const names = Object.keys(events);
    for (let story = 0; story < 300; story += 1) {
      let one = caseIn(fresh);
      let time = start.getTime();
      for (let turn = 0; turn < 12; turn += 1) {
        time += Number(random.next().value) % (4 * DAY * 60_000);
        const event = events[names[Number(random.next().value) % names.length] ?? ''];
        assert.ok(event);
        const decision = send(one, event, new Date(time));
        if ('refused' in decision) continue;
        const { next, work } = decision;
        assert.equal(next.version, one.version + 1);
        const waits = next.status.state === 'waiting-for-reporter' || next.status.state === 'resolved';
        assert.equal(next.wakeAt !== undefined, waits);
        if (next.wakeAt !== undefined && next.wakeAt !== one.wakeAt) {
          assert.deepEqual(
            work.filter(({ kind }) => kind === 'wake'),
            [wakeAt(next.wakeAt)],
          );
        }
        if (next.status.state === 'waiting-for-approval') assert.ok(next.requestId && next.requestOpen);
        if (next.requestOpen) assert.notEqual(next.status.state, 'new');
        if (one.answeredAt !== undefined) assert.equal(next.answeredAt, one.answeredAt);
        one = next;
      }
    }
  });
});
