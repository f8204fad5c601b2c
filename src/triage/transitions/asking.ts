/** The helpdesk asks the reporter something, and hears of him. */
import type { Person } from '../../access/access-request.ts';
import type { Case, CaseDecision, CaseEvent } from '../case.ts';
import { isOpen } from '../is-open.ts';
import { note as noteOf } from '../note.ts';
import { person, samePerson } from '../person.ts';
import { waitsForAnswer } from '../waits-for-answer.ts';
import { refusals } from './refusals.ts';
import { back, DELIVER, step } from './step.ts';

export function askReporter(
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

export function questionUnreached(before: Case, askedAt: string, now: Date): CaseDecision {
  const { status } = before;
  if (status.state !== 'waiting-for-reporter' || status.note === undefined || status.at !== askedAt) {
    return refusals.noChange;
  }
  return step({ ...before, status: { ...back(before, now), unreached: { question: status.note } } }, DELIVER);
}

/** It is the helpdesk's turn again. What the bot has asked is answered by a diagnosis. */
export function reporterWrote(before: Case, by: Person, now: Date): CaseDecision {
  if (!samePerson(before.reporter, by)) return refusals.notYours;
  if (before.status.state !== 'waiting-for-reporter' || before.status.note === undefined) return refusals.noChange;
  return step({ ...before, status: back(before, now) }, DELIVER);
}

/** The same, told by a person: the bot does not hear what is said between the two. */
export function answered(
  before: Case,
  { by, askedAt }: Extract<CaseEvent, { type: 'answered' }>,
  now: Date,
): CaseDecision {
  const { status } = before;
  if (!by.helpdesk && !samePerson(before.reporter, by)) return refusals.notYours;
  if (status.state !== 'waiting-for-reporter' || status.note === undefined) return refusals.notAsked;
  if (askedAt !== undefined && askedAt !== status.at) return refusals.newerQuestion;
  return step({ ...before, status: back(before, now) }, DELIVER);
}
