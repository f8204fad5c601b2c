import type { Case, Outcome } from './case.ts';
import { instanceIdOf } from './traits.ts';

/**
 * Whether the first look at a case that was only told of its incident finds another instance than the incident is about. Where
 * no instance is found the case stays: unknown is no other one.
 */
export function leavesIncident(told: Case, { instance }: Outcome): boolean {
  if (told.incidentId === undefined || told.outcome !== undefined || instance === undefined) return false;
  // All that is known of it is what it shares with the incident; of several such traits it is not told which one that is.
  const [key, ...others] = told.traits ?? [];
  if (told.incidentInstance === undefined || key === undefined || others.length > 0) return false;
  return instanceIdOf({ kind: 'instance', key }) !== instance.id.toLowerCase();
}
