import type { Actor } from './case.ts';
import {
  type Incident,
  type IncidentDecision,
  type IncidentEvent,
  type IncidentRefusal,
  type IncidentWork,
  MOST_NAMED,
  type OtherCases,
} from './incident.ts';
import { signed } from './note.ts';
import { person, samePerson } from './person.ts';
import { LOG_LAG_MS } from './reason.ts';

const DELIVER: IncidentWork = { kind: 'deliver' };
const RESOLVED: IncidentWork = { kind: 'announce', event: 'incident.resolved' };

/** What an event makes of an incident, as decideCase does of a case. Pure. */
export function decideIncident(before: Incident, event: IncidentEvent, now: Date): IncidentDecision {
  switch (event.type) {
    case 'case-joined':
      return caseJoined(before, event);
    case 'case-left':
      return caseLeft(before, event);
    case 'reported-again':
      return reportedAgain(before, event.reportedAt);
    case 'examined':
      if (before.examined !== undefined && before.examined.at >= event.examined.at) return refusals.noChange;
      return step({ ...before, examined: event.examined }, DELIVER, ...lookAgain(before, now));
    case 'cases-over':
      return casesOver(before, event.lastEndAt, now);
    case 'claim':
      return claim(before, event.by);
    case 'resolve':
      return resolve(before, event, now);
    case 'reopen':
      return reopen(before, event, now);
  }
}

function caseJoined(
  before: Incident,
  { reporter, newReporter, reportedAt, again }: Extract<IncidentEvent, { type: 'case-joined' }>,
): IncidentDecision {
  if (before.status.state !== 'open') return refusals.over;
  // It left when it was opened again by itself, and was counted then.
  if (again) return step({ ...before, lastReportAt: later(before.lastReportAt, reportedAt) }, DELIVER);
  const named = newReporter && before.affected.length < MOST_NAMED;
  return step(
    {
      ...before,
      cases: before.cases + 1,
      people: before.people + (newReporter ? 1 : 0),
      affected: named ? [...before.affected, reporter] : before.affected,
      since: reportedAt < before.since ? reportedAt : before.since,
      lastReportAt: later(before.lastReportAt, reportedAt),
    },
    DELIVER,
    // Whatever was found about the first may not be what the new one shares.
    ...(newReporter ? [{ kind: 'examine' } as const] : []),
  );
}

/** Also of one that is over: who was affected is read then too. */
function caseLeft(
  before: Incident,
  { reporter, reportedAt, others }: Extract<IncidentEvent, { type: 'case-left' }>,
): IncidentDecision {
  const counts = { cases: Math.max(0, before.cases - 1), since: sinceWithout(before, reportedAt, others) };
  if (others?.his) return step({ ...before, ...counts }, DELIVER);
  // Once only: people who were forgotten look alike.
  const place = before.affected.findIndex((one) => samePerson(one, reporter));
  return step(
    {
      ...before,
      ...counts,
      people: Math.max(0, before.people - 1),
      affected: place < 0 ? before.affected : before.affected.toSpliced(place, 1),
    },
    DELIVER,
    // What the rest have in common, and whom the fix is for, may be another.
    ...(before.status.state === 'open' ? [{ kind: 'examine' } as const] : []),
  );
}

function sinceWithout({ since }: Incident, left: string, others: OtherCases | undefined): string {
  return left <= since && others !== undefined ? later(since, others.since) : since;
}

function reportedAgain(before: Incident, reportedAt: string): IncidentDecision {
  if (before.status.state !== 'open') return refusals.over;
  if (reportedAt <= before.lastReportAt) return refusals.noChange;
  return step({ ...before, lastReportAt: reportedAt }, DELIVER);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** The logs of Azure lag, so that what is looked at at once is looked at again. */
function lookAgain({ examined, since }: Incident, now: Date): IncidentWork[] {
  if (examined !== undefined) return [];
  return [LOG_LAG_MS / 2, LOG_LAG_MS]
    .map((later) => new Date(Date.parse(since) + later))
    .filter((at) => at > now)
    .map((at) => ({ kind: 'examine', at: at.toISOString() }));
}

/** Whoever opened it again did so for a reason, and not for the cases that had ended by then. */
function casesOver(before: Incident, lastEndAt: string, now: Date): IncidentDecision {
  const { status } = before;
  if (status.state !== 'open') return refusals.over;
  if (status.reopened !== undefined && lastEndAt <= status.reopened.at) return refusals.reopened;
  return step(
    { ...before, status: { state: 'resolved', at: now.toISOString(), withItsCases: true } },
    DELIVER,
    RESOLVED,
  );
}

function claim(before: Incident, by: Actor): IncidentDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (before.status.state !== 'open') return refusals.over;
  if (samePerson(before.assignee, by)) return refusals.alreadyYours;
  return step({ ...before, assignee: person(by) }, DELIVER);
}

function resolve(
  before: Incident,
  { by, note }: Extract<IncidentEvent, { type: 'resolve' }>,
  now: Date,
): IncidentDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (before.status.state !== 'open') return refusals.over;
  return step(
    { ...before, status: { state: 'resolved', at: now.toISOString(), ...signed(by, note) } },
    DELIVER,
    { kind: 'align-cases' },
    RESOLVED,
  );
}

function reopen(
  before: Incident,
  { by, note }: Extract<IncidentEvent, { type: 'reopen' }>,
  now: Date,
): IncidentDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (before.status.state === 'open') return refusals.isOpen;
  return step(
    { ...before, status: { state: 'open', reopened: { at: now.toISOString(), ...signed(by, note) } } },
    DELIVER,
    { kind: 'align-cases' },
    { kind: 'examine' },
    { kind: 'announce', event: 'incident.reopened' },
  );
}

function step(next: Incident, ...work: IncidentWork[]): { next: Incident; work: IncidentWork[] } {
  return { next: { ...next, version: next.version + 1 }, work };
}

const refusals = {
  noChange: { refused: 'no-change', message: 'That is known already.' },
  over: { refused: 'not-in-this-state', message: 'The incident is resolved.' },
  reopened: { refused: 'no-change', message: 'The incident was opened again since.' },
  isOpen: { refused: 'not-in-this-state', message: 'The incident is open.' },
  alreadyYours: { refused: 'no-change', message: 'The incident is yours already.' },
  helpdeskOnly: { refused: 'not-yours', message: 'Only the helpdesk can do that.' },
} as const satisfies Record<string, IncidentRefusal>;
