import type { Case } from './case.ts';
import type { Incident } from './incident.ts';

/**
 * Whether what was found of a case may be the trouble of an incident that shares a trait with it. By the instance alone people
 * have one trouble only as long as nothing else is known: whose diagnosis finds another cause has another. Pure.
 */
export function findsTheSame({ outcome }: Pick<Case, 'outcome'>, incident: InCommon): boolean {
  const cause = causeInCommon(incident);
  if (outcome === undefined || cause === undefined) return true;
  return [...outcome.causes, ...outcome.possible].some((found) => found === cause);
}

/**
 * Whether it is surely another one: another cause is confirmed, and not that of the incident. What is not known is no other
 * one, and no more is a role that was given and does not work yet. Pure.
 */
export function findsAnother({ outcome }: Pick<Case, 'outcome'>, incident: InCommon): boolean {
  if (outcome === undefined || findsTheSame({ outcome }, incident)) return false;
  return outcome.causes.some((cause) => cause !== 'rbac.propagating');
}

type InCommon = Pick<Incident, 'trait' | 'cause'>;

/** Undefined where it is about something else: a sign-in error, an app, an instance that fails. */
function causeInCommon({ trait, cause }: InCommon): string | undefined {
  if (trait.kind === 'cause') return trait.label;
  return trait.kind === 'instance' && trait.status === undefined ? cause : undefined;
}
