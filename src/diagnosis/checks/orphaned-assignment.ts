import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { withDefinitions, wouldAllow } from '../rights.ts';
import { heldInWords } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';

const id = 'rbac.orphaned-assignment';
const title = 'Role of a deleted identity';

/**
 * An app or managed identity that was deleted and made again is a new identity: its roles stay with the object id of the
 * one before (Azure RBAC docs, 'Troubleshoot': "Identity not found"). Azure does not tell whose such an id was, so it is
 * never more than possible.
 */
export const orphanedAssignment: Check = ({ facts, rights, principal, instance }) => {
  const { orphans, app } = facts;
  if (app === undefined) return undefined;
  if (!rights.known) return couldNotCheck(id, title, rights);
  if (orphans === undefined) return undefined;
  const { access, definitions } = rights.value;
  if (access.access === 'allow') return undefined;
  if (!orphans.known) return couldNotCheck(id, title, orphans);
  const left = orphans.value.filter((assignment) => wouldAllow(rights.value, [assignment]).access === 'allow');
  const name = principal?.displayName ?? 'this identity';
  if (left.length === 0) {
    return { id, verdict: 'ruled-out', title, why: 'No such role is left behind here.', evidence: [] };
  }
  return {
    id,
    verdict: 'possible',
    title: 'A role is left behind by a deleted identity',
    why: `A role on ${instance?.name ?? 'the instance'} belongs to an identity that no longer exists. If ${name} was deleted and made again, or switched off and on, that role was for the one before.`,
    evidence: withDefinitions(left, definitions).map((role) => ({
      text: `${heldInWords(role)}, to object id ${role.assignment.principalId}, which the directory does not know.`,
      source: orphans.source,
    })),
    remedy: {
      who: 'Whoever assigns the role anew',
      steps: [`Give the role to the present ${name}, and remove the assignment shown as “Identity not found”.`],
      command: `az role assignment delete --ids ${left.map((assignment) => assignment.id).join(' ')}`,
    },
    docs: docs.rbacTroubleshooting,
  };
};
