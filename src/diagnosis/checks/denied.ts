import { couldNotCheck } from '../could-not-check.ts';
import type { Evidence } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { scopeInWords } from '../scope-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.denied';
const title = 'Deny assignment';

/** A deny assignment that covers the data action and this identity wins over every role. */
export const denied: Check = ({ denials }) => {
  if (!denials.known) return couldNotCheck(id, title, denials);
  const { blocking, all, conditional, source } = denials.value;
  const evidence = (assignments: typeof blocking): Evidence[] =>
    assignments.map(({ name, scope }) => ({ text: `Deny assignment “${name}” on ${scopeInWords(scope)}.`, source }));
  if (blocking.length > 0) {
    const names = `${list(blocking.map(({ name }) => `“${name}”`))} ${blocking.length === 1 ? 'denies' : 'deny'}`;
    return {
      id,
      verdict: all ? 'confirmed' : 'possible',
      title: all ? 'A deny assignment blocks the data' : 'A deny assignment blocks a part of the data',
      why: all
        ? `${names} it, whatever roles are held. A role request would not help.`
        : `${names} some operations, whatever roles are held. Say what you tried, and I can tell whether it is one of them.`,
      evidence: evidence(blocking),
      remedy: {
        who: 'Whoever runs the managed application or deployment stack that made the deny assignment',
        steps: ['Deny assignments cannot be edited by hand; change the deployment that made it.'],
      },
      docs: docs.denyAssignments,
    };
  }
  if (conditional.length > 0) {
    const why = 'A deny assignment has a condition that cannot be evaluated here.';
    return { id, verdict: 'unknown', title, why, evidence: evidence(conditional) };
  }
  return { id, verdict: 'ruled-out', title, why: 'No deny assignment covers this.', evidence: [] };
};
