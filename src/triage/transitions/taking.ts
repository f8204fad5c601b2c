/** Somebody of the helpdesk takes a case, or gives it to another. */
import type { Actor, Case, CaseDecision, CaseEvent } from '../case.ts';
import { isOpen } from '../is-open.ts';
import { person, samePerson } from '../person.ts';
import { refusals } from './refusals.ts';
import { announce, DELIVER, step } from './step.ts';

export function claim(before: Case, by: Actor): CaseDecision {
  if (!by.helpdesk) return refusals.helpdeskOnly;
  if (!isOpen(before)) return refusals.notOpen;
  if (samePerson(before.assignee, by)) return refusals.alreadyYours;
  return step({ ...before, assignee: person(by) }, DELIVER, announce('case.assigned'));
}

export function assign(before: Case, { by, to }: Extract<CaseEvent, { type: 'assign' }>): CaseDecision {
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
