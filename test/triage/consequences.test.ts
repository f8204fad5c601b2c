import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { JOB_NAMES } from '../../src/jobs/job.ts';
import type { Case, CaseEvent, CaseStatus, CaseWork } from '../../src/triage/case.ts';
import { TICKET_STATES } from '../../src/triage/consequences.ts';
import { decideCase } from '../../src/triage/decide-case.ts';
import { caseOfAlex } from '../store/case-of-alex.ts';
import { alex, at, megan } from './reports.ts';

const asked = { type: 'ask-reporter', by: megan, note: 'Since when?' } as const;
const requested = { type: 'requested', requestId: 'r', madeAt: at(1) } as const;
const trait = { kind: 'instance', key: 'instance:/s/plant-a', label: 'plant-a' } as const;

function begin(more: Partial<Case> = {}): Case {
  return { ...caseOfAlex('contoso', { reporter: alex, ...more }), number: 1 };
}

/** What the last of these events leaves to do. */
function after(before: Case, ...events: CaseEvent[]): { next: Case; work: CaseWork[] } {
  let step: { next: Case; work: CaseWork[] } = { next: before, work: [] };
  for (const [minute, event] of events.entries()) {
    const decision = decideCase(step.next, event, new Date(at(10 + minute)));
    assert.ok('next' in decision, `${event.type}: ${JSON.stringify(decision)}`);
    step = decision;
  }
  return step;
}

const announced = (before: Case, ...events: CaseEvent[]) =>
  after(before, ...events).work.flatMap((work) => (work.kind === 'announce' ? [work.event] : []));

describe('a ticket system', () => {
  it('hears that a case waits, and that it does no more', () => {
    assert.deepEqual(announced(begin(), asked), ['case.waiting']);
    assert.deepEqual(announced(begin(), requested), ['case.waiting']);
    assert.deepEqual(announced(begin(), asked, { type: 'reporter-wrote', by: alex }), ['case.resumed']);
    const denied = { type: 'request-failed', requestId: 'r', how: 'denied' } as const;
    assert.deepEqual(announced(begin(), requested, denied), ['case.resumed']);
  });

  it('hears it once: not where it waits for something else by now', () => {
    assert.deepEqual(announced(begin(), asked, requested), []);
    assert.deepEqual(announced(begin(), { type: 'claim', by: megan }), ['case.assigned']);
  });

  it('hears that a case has joined an incident, with its id', () => {
    const joins = { type: 'joined', incidentId: 'i-1', trait } as const;
    assert.deepEqual(announced(begin(), joins), ['case.joined']);
    const { next } = after(begin(), joins);
    assert.deepEqual([next.incidentId, next.incidentInstance], ['i-1', 'plant-a']);
    assert.ok(next.traits?.includes(trait.key));
  });

  it('hears of the end, the new beginning, and that there will be none', () => {
    const over: CaseStatus = { state: 'resolved', at: at(-8 * 24 * 60), how: 'by-hand' };
    assert.deepEqual(announced(begin(), { type: 'resolve', by: megan }), ['case.resolved']);
    assert.deepEqual(announced(begin({ status: over }), { type: 'reopen', by: megan }), ['case.reopened']);
    assert.deepEqual(announced(begin({ status: over }), { type: 'wake' }), ['case.closed']);
  });

  it('is documented every event and state', async () => {
    const docs = await readFile(new URL('../../docs/ticket-webhook.md', import.meta.url), 'utf8');
    const jobs = await readFile(new URL('../../src/jobs/job.ts', import.meta.url), 'utf8');
    assert.ok(JOB_NAMES.includes('triage.announce'));
    const events = jobs.match(/'(?:case|incident)\.[a-z]+'/g) ?? [];
    assert.equal(events.length, 12);
    for (const event of events) assert.ok(docs.includes(`\`${event.slice(1, -1)}\``), event);
    for (const state of Object.values(TICKET_STATES)) assert.ok(docs.includes(`\`${state}\``), state);
  });
});

describe('the incident of a case', () => {
  const settles = (before: Case, event: CaseEvent) =>
    after(before, event).work.filter(({ kind }) => kind === 'settle-incident');
  const resolve = { type: 'resolve', by: megan } as const;
  const ofIncident = { incidentId: 'i-1' };

  it('is looked at when the case ends, whichever way', () => {
    const settled = [{ kind: 'settle-incident', incidentId: 'i-1' }];
    assert.deepEqual(settles(begin(ofIncident), resolve), settled);
    const waiting: CaseStatus = { state: 'waiting-for-reporter', at: at(-8 * 24 * 60), note: 'Since when?' };
    assert.deepEqual(settles(begin({ ...ofIncident, status: waiting }), { type: 'wake' }), settled);
    const approved: CaseStatus = { state: 'waiting-for-approval', at: at(0) };
    const works = { type: 'access-works', requestId: 'r' } as const;
    assert.deepEqual(settles(begin({ ...ofIncident, requestId: 'r', status: approved }), works), settled);
  });

  it('is not looked at where it ended the case itself, or nothing ended', () => {
    assert.deepEqual(settles(begin(), resolve), []);
    assert.deepEqual(settles(begin(ofIncident), { type: 'incident-resolved', incidentId: 'i-1' }), []);
    assert.deepEqual(settles(begin(ofIncident), asked), []);
    const over: CaseStatus = { state: 'resolved', at: at(-8 * 24 * 60), how: 'by-hand' };
    assert.deepEqual(settles(begin({ ...ofIncident, status: over }), { type: 'wake' }), []);
  });
});
