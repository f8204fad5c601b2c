/** What a look at the reporter’s access makes of his case. */
import type { Case, CaseDecision, CaseEvent, Outcome, Reopened } from '../case.ts';
import { isOpen } from '../is-open.ts';
import { leavesIncident } from '../leaves-incident.ts';
import { person, samePerson } from '../person.ts';
import { traitsOf } from '../traits.ts';
import { refusals } from './refusals.ts';
import { announce, back, DELIVER, GATHER, reopened, step } from './step.ts';

type Unseen = Extract<CaseEvent, { type: 'unseen' }>;

/**
 * A diagnosis that is run again, or another one of the same trouble, tells more. Whether the trouble is over is for people,
 * or a role that works, to say; it is not where nobody had looked at it, or at what he said anew, before it was ended.
 */
export function diagnosed(
  before: Case,
  { outcome, diagnosisId, report, incident }: Extract<CaseEvent, { type: 'diagnosed' }>,
  now: Date,
): CaseDecision {
  if (before.outcome !== undefined && before.outcome.at >= outcome.at) return refusals.noChange;
  const first = before.outcome === undefined;
  const { unseen: _, unseenAt: __, ...rest } = before;
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
    ...(isOpen(next) && next.incidentId === undefined ? [GATHER] : []),
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
export function questionAsked(before: Case, begunAt: string, now: Date): CaseDecision {
  const { status, outcome, unseenAt } = before;
  if (status.state !== 'new') return refusals.notNow;
  const lookedAt = outcome?.at ?? unseenAt;
  if (begunAt < status.at || (lookedAt !== undefined && begunAt <= lookedAt)) return refusals.noChange;
  return step({ ...before, status: { state: 'waiting-for-reporter', at: now.toISOString() } }, DELIVER);
}

/** Nothing was found out, so the helpdesk may want to look. */
export function unseen(before: Case, event: Unseen, now: Date): CaseDecision {
  if (!isOpen(before)) return refusals.notNow;
  if (before.outcome !== undefined || !isNews(before, event)) return refusals.noChange;
  const { why, diagnosisId, begunAt: unseenAt } = event;
  const asked = before.status.state === 'waiting-for-reporter' && before.status.note === undefined;
  return step({ ...before, unseen: why, unseenAt, diagnosisId, ...(asked && { status: back(before, now) }) }, DELIVER);
}

/** All diagnoses of a case are followed again and again, the earlier after the later ones too. */
function isNews({ unseen: known, unseenAt, diagnosisId }: Case, { why, begunAt, ...looked }: Unseen): boolean {
  if (unseenAt === undefined || begunAt > unseenAt) return true;
  // What a run has come to may fail before it is told.
  return begunAt === unseenAt && looked.diagnosisId === diagnosisId && why !== known;
}
