import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { grantRole, proposedRole } from '../remedies.ts';
import { givesDataAccess, type HeldRole } from '../rights.ts';
import { heldExactly, roleNames, undefinedRoles } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.missing-data-role';
const topic = 'Data role';

/** The article's cause 1: no role at or above the instance reaches its data. */
export const missingDataRole: Check = (situation) => {
  const { rights, words, instance, principal } = situation;
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { access, held, source } = rights.value;
  const evidence = rolesHeld(held, rights.value.scope).map((text) => ({ text, source }));
  const dataRoles = held.filter(givesDataAccess);
  const names = roleNames(dataRoles);
  if (access.access === 'unknown') {
    const why =
      undefinedRoles(held) ??
      `${words.Subject} ${words.holds} ${list(names)} with a condition, which only Azure can evaluate.`;
    return { id, verdict: 'unknown', title: topic, why, evidence };
  }
  // A data role that lacks only this operation is another finding.
  if (access.access === 'allow' || dataRoles.length > 0) {
    return { id, verdict: 'ruled-out', title: topic, why: `${words.Subject} ${words.holds} ${list(names)}.`, evidence };
  }
  const remedy = principal && grantRole(situation, proposedRole(situation));
  return {
    id,
    verdict: 'confirmed',
    title: 'No Azure Digital Twins data role',
    why: `${words.Subject} ${words.has} no role at or above ${instance?.name ?? 'the instance'} that reaches its data, so every call is answered with 403.`,
    evidence,
    ...(remedy && { remedy }),
    docs: docs.error403,
  };
};

/** Every role that reaches the identity here, with where it was given. */
function rolesHeld(held: readonly HeldRole[], scope: string): string[] {
  if (held.length === 0) return ['No role assignment at or above the instance, direct or through a group.'];
  return held.map((role) => heldExactly(role, scope));
}
