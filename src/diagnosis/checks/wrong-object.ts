import { isAtOrAbove } from '../../rbac/scopes.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { grantRole, proposedRole } from '../remedies.ts';
import { givesDataAccess, withDefinitions, wouldAllow } from '../rights.ts';
import { heldInWords, roleNames } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.wrong-object';
const title = 'Role on the app registration';

/** An app signs in as its service principal; a role on the object id of its registration reaches nobody (Azure RBAC docs, 'Troubleshoot'). */
export const wrongObject: Check = (situation) => {
  const { rights, facts, principal } = situation;
  const { app, onRegistration } = facts;
  if (app === undefined || onRegistration === undefined) return undefined;
  // A managed identity has no registration.
  if (app.application.known && app.application.value === undefined) return undefined;
  if (!rights.known) return couldNotCheck(id, title, rights);
  const { access, definitions, held, needed, scope } = rights.value;
  if (access.access === 'allow') return undefined;
  if (!app.application.known) return couldNotCheck(id, title, app.application);
  if (!onRegistration.known) return couldNotCheck(id, title, onRegistration);
  const misplaced = withDefinitions(
    onRegistration.value.filter((assignment) => isAtOrAbove(assignment.scope, scope)),
    definitions,
  );
  const matching = misplaced.filter((role) =>
    needed.operation === undefined
      ? givesDataAccess(role) && !held.some(givesDataAccess)
      : wouldAllow(rights.value, [role.assignment]).access === 'allow',
  );
  if (matching.length > 0) {
    const name = principal?.displayName ?? 'the app';
    const remedy = grantRole(situation, proposedRole(situation));
    return {
      id,
      verdict: access.access === 'deny' ? 'confirmed' : 'possible',
      title: 'The role is on the app registration, not on its service principal',
      why: `${list(roleNames(matching))} was given to the object id of the registration. ${name} signs in as its service principal, which has another object id.`,
      evidence: matching.map((role) => ({
        text: `${heldInWords(role)}, to object id ${role.assignment.principalId}. The service principal is ${principal?.objectId ?? 'another'}.`,
        source: onRegistration.source,
      })),
      ...(remedy && { remedy: { ...remedy, steps: ['Give the role to the service principal.'] } }),
      docs: docs.rbacTroubleshooting,
    };
  }
  if (misplaced.some(({ definition }) => definition === undefined)) {
    const reason =
      'Azure lists no definition of a role that the app registration holds, so what it gives is not known.';
    return couldNotCheck(id, title, { reason });
  }
  return {
    id,
    verdict: 'ruled-out',
    title,
    why: 'No such role is on the object id of the registration.',
    evidence: [],
  };
};
