import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { withDefinitions } from '../rights.ts';
import { heldInWords } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';

const id = 'rbac.orphaned-assignment';
const topic = 'Roles of deleted identities';

/**
 * An app or managed identity that was deleted and made again is a new identity: its roles stay with the object id of the
 * one before (Azure RBAC docs, 'Troubleshoot': "Identity not found"). Azure does not tell whose such an id was, so it is
 * never more than possible.
 */
export const orphanedAssignment: Check = ({ facts, rights, principal, instance }) => {
  const { holders, app } = facts;
  if (app === undefined) return undefined;
  if (!rights.known) return couldNotCheck(id, topic, rights);
  if (holders === undefined) return undefined;
  const { access, definitions, scope } = rights.value;
  if (access.access === 'allow') return undefined;
  if (!holders.known) return couldNotCheck(id, topic, holders);
  const left = holders.value.flatMap(({ assignment, displayName }) => (displayName === undefined ? [assignment] : []));
  const name = principal?.displayName ?? 'this identity';
  if (left.length === 0) {
    return { id, verdict: 'ruled-out', title: topic, why: 'No such role is left behind here.', evidence: [] };
  }
  return {
    id,
    verdict: 'possible',
    title: 'A role is left behind by a deleted identity',
    why: `A role on ${instance?.name ?? 'the instance'} belongs to an identity that no longer exists. If ${name} was deleted and made again, or switched off and on, that role was for the one before.`,
    evidence: withDefinitions(left, definitions).map((role) => ({
      text: `${heldInWords(role, scope)}, to object id ${role.assignment.principalId}, which the directory does not know.`,
      source: holders.source,
    })),
    remedy: {
      who: `An Owner or User Access Administrator of ${instance?.name ?? 'the instance'}`,
      steps: [`Give the role to the present ${name}, and remove the one left behind with this command.`],
      command: `az role assignment delete --ids ${left.map((assignment) => assignment.id).join(' ')}`,
    },
    docs: docs.rbacTroubleshooting,
  };
};
