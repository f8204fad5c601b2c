import type { Person } from '../access/access-request.ts';
import type {
  Actor,
  Announced,
  Case,
  CaseDecision,
  CaseEvent,
  CaseRefusal,
  CaseWork,
  Outcome,
  Reopened,
  Resolved,
} from './case.ts';
import { withConsequences } from './consequences.ts';
import { leavesIncident } from './leaves-incident.ts';
import { note as noteOf, signed } from './note.ts';
import { person, samePerson } from './person.ts';
import { traitsOf } from './traits.ts';
import { waitsForAnswer } from './waits-for-answer.ts';

const DAY_MS = 86_400_000;
/** A resolved case can be opened again so long. */
export const CLOSES_AFTER_MS = 7 * DAY_MS;
/** A reporter who was asked something and says nothing has found another way. */
export const NO_ANSWER_AFTER_MS = 7 * DAY_MS;

const DELIVER: CaseWork = { kind: 'deliver' };

/**
 * What an event makes of a case: its next version with the work that follows, or why nothing changes. Pure; whoever stores
 * `next` compares and swaps on the version. Events that come late or twice are refusals, never errors.
 */
export function decideCase(before: Case, event: CaseEvent, now: Date): CaseDecision {
  const decision = react(before, event, now);
  return 'refused' in decision ? decision : withWake(before, withConsequences(before, decision));
}

function react(before: Case, event: CaseEvent, now: Date): CaseDecision {
  switch (event.type) {
    case 'diagnosed':
      return diagnosed(before, event, now);
    case 'question-asked':
      return questionAsked(before, event.begunAt, now);
    case 'unseen':
      return unseen(before, event, now);
    case 'requested':
      return requested(before, event, now);
    case 'request-failed':
      return requestFailed(before, event, now);
    case 'access-works':
      return accessWorks(before, event, now);
    case 'joined':
      return joined(before, event, now);
    case 'incident-resolved':
      return incidentResolved(before, event, now);
    case 'incident-reopened':
      return incidentReopened(before, event, now);
    case 'claim':
      return claim(before, event.by);
    case 'assign':
      return assign(before, event);
    case 'ask-reporter':
      return askReporter(before, event, now);
    case 'question-unreached':
      return questionUnreached(before, event.askedAt, now);
    case 'reporter-wrote':
      return reporterWrote(before, event.by, now);
    case 'answered':
      return answered(before, event, now);
    case 'resolve':
      return resolve(before, event, now);
    case 'not-helpful':
      return notHelpful(before, event.by, now);
    case 'reopen':
      return reopen(before, event, now);
    case 'wake':
      return wake(before, now);
  }
}

/**
 * A diagnosis that is run again, or another one of the same trouble, tells more. Whether the trouble is over is for people,
 * or a role that works, to say; it is not where nobody had looked at it, or at what he said anew, before it was ended.
 */
function diagnosed(
  before: Case,
  { outcome, diagnosisId, report, incident }: Extract<CaseEvent, { type: 'diagnosed' }>,
  now: Date,
): CaseDecision {
  if (before.outcome !== undefined && before.outcome.at >= outcome.at) return refusals.noChange;
  const first = before.outcome === undefined;
  const { unseen: _, ...rest } = before;
  const left = leavesIncident(before, outcome, incident) ? before.incidentId : undefined;
  const known: Case = {
    ...(left ? outOfIncident(rest) : rest),
    outcome,
    diagnosisId,
    report: reportOf(before, report),
  };
  const told: Case = {
    ...known,
    traits: traitsOf(known).map(({ key }) => key),
    answeredAt: before.answeredAt ?? now.toISOString(),
  };
  const asked = before.status.state === 'waiting-for-reporter' && before.status.note === undefined;
  const again = isOpen(before) ? undefined : stillThere(before, outcome, diagnosisId);
  const next: Case = again ? reopened(told, again, now) : { ...told, ...(asked && { status: back(before, now) }) };
  return step(
    next,
    DELIVER,
    ...(isOpen(next) && next.incidentId === undefined ? [{ kind: 'gather' } as const] : []),
    ...(left ? [{ kind: 'settle-incident', incidentId: left } as const] : []),
    ...(again ? [announce('case.reopened')] : first || left ? [announce('case.diagnosed')] : []),
  );
}

function outOfIncident({ incidentId: _, incidentInstance: __, ...rest }: Case): Case {
  return rest;
}

/** What is said later may leave out what it is about. */
function reportOf({ report: before }: Case, report: Case['report']): Case['report'] {
  const instance = report.instance ?? before.instance;
  return { ...report, ...(instance && { instance }) };
}

/** Whoever is refused for a known cause that nobody had looked at when his case was ended, or in another report of it. */
function stillThere(before: Case, { at, causes }: Outcome, diagnosisId: string): Reopened | undefined {
  const { status, reporter } = before;
  if (status.state !== 'resolved' || causes.length === 0) return undefined;
  const after = at > status.at;
  const another = diagnosisId !== before.diagnosisId;
  const is = {
    incident: after,
    'no-answer': after || another,
    // Of what was begun before he said so he knows better.
    'by-hand': another && (after || !samePerson(status.by, reporter)),
    'access-works': another && after,
    'not-helpful': false,
  };
  return is[status.how] ? { by: person(reporter) } : undefined;
}

/** By the bot. What a person has asked, a request under way, or whatever came after it, says more. */
function questionAsked(before: Case, begunAt: string, now: Date): CaseDecision {
  const { status, outcome } = before;
  if (status.state !== 'new') return refusals.notNow;
  if (begunAt < status.at || (outcome !== undefined && begunAt <= outcome.at)) return refusals.noChange;
  return step({ ...before, status: { state: 'waiting-for-reporter', at: now.toISOString() } }, DELIVER);
}

/** Nothing was found out, so the helpdesk may want to look. */
function unseen(before: Case, { why, diagnosisId }: Extract<CaseEvent, { type: 'unseen' }>, now: Date): CaseDecision {
  if (!isOpen(before)) return refusals.notNow;
  const known = before.unseen === why && before.diagnosisId === diagnosisId;
  if (before.outcome !== undefined || known) return refusals.noChange;
  const asked = before.status.state === 'waiting-for-reporter' && before.status.note === undefined;
  return step({ ...before, unseen: why, diagnosisId, ...(asked && { status: back(before, now) }) }, DELIVER);
}

function requested(
  before: Case,
  { requestId, madeAt, prolongs, over }: Extract<CaseEvent, { type: 'requested' }>,
  now: Date,
): CaseDecision {
  if (before.requestId === requestId || isOlder({ requestId, madeAt }, before)) return refusals.noChange;
  // The case may wait for an older one since, so that this one's id is no longer known.
  if (over && before.requestedAt === madeAt) return refusals.noChange;
  const { status } = before;
  if (status.state === 'closed') return refusals.notNow;
  const { accessAt, ...rest } = before;
  const worksSinceThen = accessAt !== undefined && accessAt > madeAt;
  const asked = { requestId, requestedAt: madeAt, requestOpen: true } as const;
  const known: Case = { ...rest, ...asked, ...(worksSinceThen && { accessAt }) };
  if (isOpen(before)) {
    return step({ ...known, status: { state: 'waiting-for-approval', at: now.toISOString() } }, DELIVER);
  }
  // What was asked for before the end is known then; what is asked for after it was not the end.
  const endedAt = 'how' in status && status.how === 'access-works' ? (accessAt ?? status.at) : status.at;
  if (prolongs || madeAt <= endedAt) return step(known, DELIVER);
  return step(reopened(known, { by: person(before.reporter) }, now), DELIVER, announce('case.reopened'));
}

/** Of two that were made in the same millisecond one counts as the older, whichever is heard of first. */
function isOlder({ requestId, madeAt }: { requestId: string; madeAt: string }, latest: Case): boolean {
  if (latest.requestId === undefined || latest.requestedAt === undefined) return false;
  return madeAt === latest.requestedAt ? requestId < latest.requestId : madeAt < latest.requestedAt;
}

function requestFailed(
  before: Case,
  { requestId, next }: Extract<CaseEvent, { type: 'request-failed' }>,
  now: Date,
): CaseDecision {
  if (before.requestId !== requestId || !before.requestOpen || before.status.state === 'closed') {
    return refusals.noChange;
  }
  if (next !== undefined) return step({ ...before, requestId: next }, DELIVER);
  const { requestOpen: _, ...rest } = before;
  const waited = before.status.state === 'waiting-for-approval';
  return step({ ...rest, ...(waited && { status: back({}, now) }) }, DELIVER);
}

/** An older request counts as well, unless it worked already when more was asked for. The latest stays open then. */
function accessWorks(
  before: Case,
  { requestId, worksSince }: Extract<CaseEvent, { type: 'access-works' }>,
  now: Date,
): CaseDecision {
  if (before.requestId === undefined || before.status.state === 'closed') return refusals.noChange;
  const own = before.requestId === requestId;
  const { requestedAt } = before;
  if (!own && !(worksSince && requestedAt && worksSince > requestedAt)) return refusals.noChange;
  // Whoever opened the case again knows better than the same role, which works still.
  if (before.accessAt !== undefined && !(own && before.requestOpen)) return refusals.noChange;
  const at = now.toISOString();
  const { requestOpen, ...others } = before;
  const rest: Case = { ...others, ...(requestOpen && !own && { requestOpen }), accessAt: worksSince ?? at };
  if (!isOpen(before)) return step(rest, DELIVER);
  // The request tells the reporter himself.
  return step({ ...rest, status: { state: 'resolved', at, how: 'access-works' } }, DELIVER, announce('case.resolved'));
}

function joined(before: Case, { incidentId, trait }: Extract<CaseEvent, { type: 'joined' }>, now: Date): CaseDecision {
  if (!isOpen(before)) return refusals.notNow;
  if (before.incidentId !== undefined) return refusals.noChange;
  return step(
    {
      ...before,
      incidentId,
      ...(trait.kind === 'instance' && { incidentInstance: trait.label }),
      traits: [...new Set([...(before.traits ?? []), trait.key])],
      answeredAt: before.answeredAt ?? now.toISOString(),
    },
    DELIVER,
    announce('case.joined'),
  );
}

function incidentResolved(
  before: Case,
  { incidentId, by, note }: Extract<CaseEvent, { type: 'incident-resolved' }>,
  now: Date,
): CaseDecision {
  // One that was opened again by itself belongs to it no more.
  if (!isOpen(before) || before.incidentId !== incidentId) return refusals.noChange;
  return step(
    { ...before, status: resolved('incident', now, by, note) },
    DELIVER,
    { kind: 'tell-reporter', news: 'incident-resolved' },
    announce('case.resolved'),
  );
}

/** Only what this incident had resolved: for the others something else has helped, or their time is up. */
function incidentReopened(
  before: Case,
  { incidentId, by, note }: Extract<CaseEvent, { type: 'incident-reopened' }>,
  now: Date,
): CaseDecision {
  const { status } = before;
  if (status.state !== 'resolved' || status.how !== 'incident' || before.incidentId !== incidentId) {
    return refusals.noChange;
  }
  return step(
    { ...before, status: back(before, now, signed(by, note)) },
    DELIVER,
    { kind: 'tell-reporter', news: 'reopened' },
    announce('case.reopened'),
  );
}

function claim(before: Case, by: Actor): CaseDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (!isOpen(before)) return refusals.notOpen;
  if (samePerson(before.assignee, by)) return refusals.alreadyYours;
  return step({ ...before, assignee: person(by) }, DELIVER, announce('case.assigned'));
}

function assign(before: Case, { by, to }: Extract<CaseEvent, { type: 'assign' }>): CaseDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (!isOpen(before)) return refusals.notOpen;
  if (samePerson(before.assignee, to)) return refusals.noChange;
  return step(
    { ...before, assignee: person(to) },
    DELIVER,
    ...(samePerson(by, to) ? [] : [{ kind: 'tell-assignee' } as const]),
    announce('case.assigned'),
  );
}

function askReporter(
  before: Case,
  { by, note, askedAt }: Extract<CaseEvent, { type: 'ask-reporter' }>,
  now: Date,
): CaseDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (!isOpen(before)) return refusals.notOpen;
  const question = noteOf(note);
  if (question === undefined) return refusals.noQuestion;
  const { status } = before;
  if (status.state === 'waiting-for-reporter' && status.note !== undefined) {
    if (status.note === question) return refusals.askedAlready;
    // The reporter answers one question; who has not seen it would end it unanswered.
    if (!waitsForAnswer(before, askedAt)) return refusals.askedMeanwhile;
  }
  return step(
    {
      ...before,
      assignee: before.assignee ?? person(by),
      status: { state: 'waiting-for-reporter', at: now.toISOString(), by: person(by), note: question },
    },
    DELIVER,
    { kind: 'tell-reporter', news: 'asked' },
  );
}

function questionUnreached(before: Case, askedAt: string, now: Date): CaseDecision {
  const { status } = before;
  if (status.state !== 'waiting-for-reporter' || status.note === undefined || status.at !== askedAt) {
    return refusals.noChange;
  }
  return step({ ...before, status: { ...back(before, now), unreached: { question: status.note } } }, DELIVER);
}

/** It is the helpdesk's turn again. What the bot has asked is answered by a diagnosis. */
function reporterWrote(before: Case, by: Person, now: Date): CaseDecision {
  if (!samePerson(before.reporter, by)) return refusals.notYours;
  if (before.status.state !== 'waiting-for-reporter' || before.status.note === undefined) return refusals.noChange;
  return step({ ...before, status: back(before, now) }, DELIVER);
}

/** The same, told by a person: the bot does not hear what is said between the two. */
function answered(before: Case, { by, askedAt }: Extract<CaseEvent, { type: 'answered' }>, now: Date): CaseDecision {
  const { status } = before;
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (status.state !== 'waiting-for-reporter' || status.note === undefined) return refusals.notAsked;
  if (askedAt !== undefined && askedAt !== status.at) return refusals.newerQuestion;
  return step({ ...before, status: back(before, now) }, DELIVER);
}

function resolve(before: Case, { by, note }: Extract<CaseEvent, { type: 'resolve' }>, now: Date): CaseDecision {
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (!isOpen(before)) return refusals.notOpen;
  const own = samePerson(before.reporter, by);
  return step(
    { ...before, status: resolved('by-hand', now, by, note) },
    DELIVER,
    ...(own ? [] : [{ kind: 'tell-reporter', news: 'resolved' } as const]),
    announce('case.resolved'),
  );
}

/** Ends it, but for a request under way, which tells that it was a report. Nobody is told: the bot is to be silent. */
function notHelpful(before: Case, by: Actor, now: Date): CaseDecision {
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (!isOpen(before)) return refusals.notOpen;
  if (before.requestOpen) return refusals.notNow;
  return step({ ...before, status: resolved('not-helpful', now, by) }, DELIVER, announce('case.resolved'));
}

function reopen(before: Case, { by, note }: Extract<CaseEvent, { type: 'reopen' }>, now: Date): CaseDecision {
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (isOpen(before)) return refusals.isOpen;
  if (before.status.state === 'closed') return refusals.closed;
  const own = samePerson(before.reporter, by);
  return step(
    reopened(before, signed(by, note), now),
    DELIVER,
    ...(own ? [] : [{ kind: 'tell-reporter', news: 'reopened' } as const]),
    announce('case.reopened'),
  );
}

function wake(before: Case, now: Date): CaseDecision {
  const due = dueAt(before);
  if (due === undefined || now.getTime() < due) return refusals.nothingDue;
  if (before.status.state === 'resolved') {
    return step({ ...before, status: { ...before.status, state: 'closed' } }, DELIVER);
  }
  return step(
    { ...before, status: resolved('no-answer', now) },
    DELIVER,
    { kind: 'tell-reporter', news: 'no-answer' },
    announce('case.resolved'),
  );
}

/** What it belonged to is over, or did not help; the next look may find another one. */
function reopened(before: Case, how: Reopened, now: Date): Case {
  const { incidentId: _, ...rest } = before;
  return { ...rest, status: back(before, now, how) };
}

/** Whose turn it is where nobody waits for the reporter: a request that is still open says more than the helpdesk's. */
function back({ requestOpen }: Pick<Case, 'requestOpen'>, now: Date, how?: Reopened) {
  const state = requestOpen ? ('waiting-for-approval' as const) : ('new' as const);
  return { state, at: now.toISOString(), ...(how && { reopened: how }) };
}

/** When something happens to it by itself; milliseconds. */
function dueAt({ status }: Case): number | undefined {
  if (status.state === 'resolved') return Date.parse(status.at) + CLOSES_AFTER_MS;
  if (status.state === 'waiting-for-reporter') return Date.parse(status.at) + NO_ANSWER_AFTER_MS;
  return undefined;
}

/** Every step that changes when the case is next due queues a wake for it: so no time is ever forgotten. */
function withWake(before: Case, { next, work }: Exclude<CaseDecision, CaseRefusal>): CaseDecision {
  const { wakeAt: _, ...rest } = next;
  const due = dueAt(rest);
  if (due === undefined) return { next: rest, work };
  const at = new Date(due).toISOString();
  return { next: { ...rest, wakeAt: at }, work: at === before.wakeAt ? work : [...work, { kind: 'wake', at }] };
}

export function isOpen({ status }: Pick<Case, 'status'>): boolean {
  return status.state !== 'resolved' && status.state !== 'closed';
}

function step(next: Case, ...work: CaseWork[]): { next: Case; work: CaseWork[] } {
  return { next: { ...next, version: next.version + 1 }, work };
}

function resolved(how: Resolved['how'], now: Date, by?: Person, note?: string): Resolved {
  return { state: 'resolved', at: now.toISOString(), how, ...(by && signed(by, note)) };
}

function announce(event: Announced): CaseWork {
  return { kind: 'announce', event };
}

const refusals = {
  noChange: { refused: 'no-change', message: 'That is known already.' },
  notNow: { refused: 'not-in-this-state', message: 'The case has moved on.' },
  notOpen: { refused: 'not-in-this-state', message: 'The case is resolved. Reopen it first.' },
  isOpen: { refused: 'not-in-this-state', message: 'The case is open.' },
  closed: { refused: 'not-in-this-state', message: 'The case is closed. Report it anew.' },
  notAsked: { refused: 'no-change', message: 'Nobody waits for an answer.' },
  newerQuestion: { refused: 'no-change', message: 'There is a newer question, which waits for an answer of its own.' },
  askedAlready: { refused: 'no-change', message: 'That is asked already.' },
  askedMeanwhile: { refused: 'asked-meanwhile', message: 'The reporter was asked something meanwhile.' },
  alreadyYours: { refused: 'no-change', message: 'The case is yours already.' },
  helpdeskOnly: { refused: 'not-yours', message: 'Only the helpdesk can do that.' },
  notYours: { refused: 'not-yours', message: 'Only the helpdesk or whoever reported it can do that.' },
  noQuestion: { refused: 'invalid', message: 'Write what you need to know.' },
  nothingDue: { refused: 'nothing-due', message: 'Nothing is due.' },
} as const satisfies Record<string, CaseRefusal>;
