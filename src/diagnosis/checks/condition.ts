import { docs } from '../docs.ts';
import { scopeInWords } from '../scope-in-words.ts';
import type { Check } from '../situation.ts';

const id = 'rbac.condition';

/** The only assignment that would allow it has a condition, and only Azure can evaluate that. */
export const condition: Check = ({ rights }) => {
  if (!rights.known || rights.value.access.access !== 'unknown') return undefined;
  const { source, scope } = rights.value;
  const assignments = rights.value.access.reasons.flatMap((reason) =>
    reason.kind === 'condition' ? [reason.assignment] : [],
  );
  if (assignments.length === 0) return undefined;
  return {
    id,
    verdict: 'possible',
    title: 'The role has a condition',
    why: 'The role is there, with a condition that cannot be evaluated from outside. It may be what refuses the call.',
    evidence: assignments.map(({ scope: place, condition: text }) => ({
      text: `Condition of the assignment on ${scopeInWords(place, scope)}: ${text}`,
      source,
    })),
    docs: docs.conditions,
  };
};
