import type { Case } from './case.ts';
import type { Incident } from './incident.ts';

/**
 * Whether what was found of a case may be the trouble of an incident that shares a trait with it. By the instance alone people
 * have one trouble only as long as nothing else is known: whose diagnosis finds another cause has another. Pure.
 */
export function findsTheSame(
  { outcome }: Pick<Case, 'outcome'>,
  { trait, cause }: Pick<Incident, 'trait' | 'cause'>,
): boolean {
  if (outcome === undefined || cause === undefined || trait.kind !== 'instance' || trait.status !== undefined)
    return true;
  return outcome.causes.includes(cause) || outcome.possible.includes(cause);
}
