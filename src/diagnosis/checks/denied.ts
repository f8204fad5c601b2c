import { docs } from '../docs.ts';
import { scopeInWords } from '../scope-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.denied';
const title = 'Deny assignment';

/** A deny assignment that covers the data action and this identity wins over every role. */
export const denied: Check = ({ rights }) => {
  if (!rights.known) return { id, verdict: 'unknown', title, why: rights.reason, evidence: [] };
  const { access, source } = rights.value;
  if (access.access === 'deny' && access.because === 'deny-assignment') {
    return {
      id,
      verdict: 'confirmed',
      title: 'A deny assignment blocks the data',
      why: `${list(access.by.map(({ name }) => `“${name}”`))} denies it, whatever roles are held. A role request would not help.`,
      evidence: access.by.map(({ name, scope }) => ({
        text: `Deny assignment “${name}” on ${scopeInWords(scope)}.`,
        source,
      })),
      remedy: {
        who: 'Whoever runs the managed application or deployment stack that made the deny assignment',
        steps: ['Deny assignments cannot be edited by hand; change the deployment that made it.'],
      },
      docs: docs.denyAssignments,
    };
  }
  if (access.access === 'unknown' && access.reasons.some(({ kind }) => kind === 'deny-condition')) {
    return {
      id,
      verdict: 'unknown',
      title,
      why: 'A deny assignment has a condition that cannot be evaluated here.',
      evidence: [],
    };
  }
  return { id, verdict: 'ruled-out', title, why: 'No deny assignment covers this.', evidence: [] };
};
