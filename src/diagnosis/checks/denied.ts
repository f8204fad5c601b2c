import { couldNotCheck } from '../could-not-check.ts';
import type { Evidence } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { neededFor } from '../rights.ts';
import { scopeInWords } from '../scope-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.denied';
const topic = 'Deny assignments';

/** A deny assignment that covers the data action and this identity wins over every role. */
export const denied: Check = ({ denials, report, instance }) => {
  if (!denials.known) return couldNotCheck(id, topic, denials);
  const { blocking, all, inferred, conditional, source } = denials.value;
  const evidence = (assignments: typeof blocking): Evidence[] =>
    assignments.map(({ name, scope }) => ({
      text: `Deny assignment “${name}” on ${scopeInWords(scope, instance?.id)}: ${scope}.`,
      source,
    }));
  if (blocking.length > 0) {
    const { inWords = 'everything' } = neededFor(report);
    const names = list(blocking.map(({ name }) => `“${name}”`));
    const denies = `${names} ${inferred ? 'probably ' : ''}${blocking.length === 1 ? 'denies' : 'deny'}`;
    return {
      id,
      verdict: all && !inferred ? 'confirmed' : 'possible',
      title: all
        ? `A deny assignment ${inferred ? 'probably ' : ''}blocks the data`
        : 'A deny assignment blocks a part of the data',
      why: all
        ? `${denies} ${inWords}, whatever roles are held. Asking for a role would not help.`
        : `${denies} some operations, whatever roles are held. Say what you tried, and I can tell whether it is one of them.`,
      evidence: evidence(blocking),
      remedy: {
        who: 'Whoever runs the managed application or deployment stack that made the deny assignment',
        steps: ['Change that deployment: a deny assignment cannot be edited by hand.'],
      },
      docs: docs.denyAssignments,
    };
  }
  if (conditional.length > 0) {
    const why = 'A deny assignment has a condition that cannot be evaluated here.';
    return { id, verdict: 'unknown', title: topic, why, evidence: evidence(conditional) };
  }
  return { id, verdict: 'ruled-out', title: topic, why: 'None of them covers this.', evidence: [] };
};
