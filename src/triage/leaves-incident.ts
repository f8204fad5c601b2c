import type { Case, Outcome } from './case.ts';
import { findsAnother } from './finds-the-same.ts';
import type { Incident } from './incident.ts';
import { instanceIdOf } from './traits.ts';

/** What of an incident tells whether a look at one of its cases finds the same. */
export type LookedIncident = Pick<Incident, 'id' | 'trait' | 'cause'>;

/**
 * Whether a look at a case finds another trouble than its incident is about. What was another one when it became part of it
 * stays as long as no look finds anything new. Pure.
 * @param its the incident, where it is known
 */
export function leavesIncident(one: Case, outcome: Outcome, its: LookedIncident | undefined): boolean {
  if (its === undefined || its.id !== one.incidentId) return false;
  return !isAnotherTrouble(one, its) && isAnotherTrouble({ outcome }, its);
}

/** Whether what was found of a case is surely not what the incident is about. What is not known is no other trouble. Pure. */
export function isAnotherTrouble(found: Pick<Case, 'outcome'>, its: Omit<LookedIncident, 'id'>): boolean {
  return findsAnother(found, its) || isElsewhere(found, its);
}

function isElsewhere({ outcome }: Pick<Case, 'outcome'>, { trait }: Pick<Incident, 'trait'>): boolean {
  const here = instanceIdOf(trait);
  return here !== undefined && outcome?.instance !== undefined && outcome.instance.id.toLowerCase() !== here;
}
