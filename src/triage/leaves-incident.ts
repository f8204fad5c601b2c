import type { Case, Outcome } from './case.ts';
import { findsAnother } from './finds-the-same.ts';
import type { Incident } from './incident.ts';
import { instanceIdOf } from './traits.ts';

/**
 * Whether a look at a case finds another trouble than its incident is about. What had another cause when it became part of it
 * stays as long as no look finds anything new. Pure.
 * @param its the incident, where it is known
 */
export function leavesIncident(one: Case, outcome: Outcome, its: LookedIncident | undefined): boolean {
  if (one.incidentId === undefined) return false;
  const isAnother = its?.id === one.incidentId && !findsAnother(one, its) && findsAnother({ outcome }, its);
  return isAnother || findsElsewhere(one, outcome);
}

/** What of an incident tells whether a look at one of its cases finds the same. */
export type LookedIncident = Pick<Incident, 'id' | 'trait' | 'cause'>;

/**
 * Whether the first look at a case that was only told of its incident finds another instance than the incident is about. Where
 * no instance is found the case stays: unknown is no other one.
 */
function findsElsewhere(told: Case, { instance }: Outcome): boolean {
  if (told.outcome !== undefined || instance === undefined) return false;
  // All that is known of it is what it shares with the incident; of several such traits it is not told which one that is.
  const [key, ...others] = told.traits ?? [];
  if (told.incidentInstance === undefined || key === undefined || others.length > 0) return false;
  return instanceIdOf({ kind: 'instance', key }) !== instance.id.toLowerCase();
}
