import { docs } from '../docs.ts';
import { grantRole, proposedRole } from '../remedies.ts';
import { givesDataAccess, type HeldRole, type Rights } from '../rights.ts';
import { scopeInWords } from '../scope-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.missing-data-role';
const title = 'No data role';

/** The article's cause 1: no role at or above the instance gives the data actions that are needed. */
export const missingDataRole: Check = (situation) => {
  const { rights, words, instance, principal } = situation;
  if (!rights.known) {
    return {
      id,
      verdict: 'unknown',
      title,
      why: rights.reason,
      evidence: [],
      ...(rights.remedy && { remedy: rights.remedy }),
    };
  }
  const { access, held, source, needed } = rights.value;
  const evidence = [{ text: rolesInWords(held), source }];
  const dataRoles = held.filter(givesDataAccess);
  const place = instance?.name ?? 'the instance';
  if (dataRoles.length === 0 && held.every(({ definition }) => definition !== undefined)) {
    const remedy = principal && grantRole(situation, proposedRole(situation));
    return {
      id,
      verdict: 'confirmed',
      title: 'No Azure Digital Twins data role',
      why: `${words.Subject} ${words.has} no role at or above ${place} that reaches its data, so it answers every call with 403.`,
      evidence,
      ...(remedy && { remedy }),
      docs: docs.error403,
    };
  }
  if (access.access === 'deny' && access.because === 'no-role' && !onlyReader(dataRoles)) {
    const remedy = principal && grantRole(situation, proposedRole(situation));
    const operation = needed.inWords ?? 'everything';
    return {
      id,
      verdict: needed.inferred || needed.operation === undefined ? 'possible' : 'confirmed',
      title: 'The data role does not cover this operation',
      why: `${words.Subject} ${words.holds} ${list(names(dataRoles))}, which does not allow ${operation}.`,
      evidence,
      ...(remedy && { remedy }),
      docs: docs.error403,
    };
  }
  if (access.access === 'unknown') {
    return { id, verdict: 'unknown', title, why: 'The roles that could be read do not settle it.', evidence };
  }
  return { id, verdict: 'ruled-out', title, why: allowedWhy(dataRoles, words.Subject, words.holds), evidence };
};

function onlyReader(dataRoles: readonly HeldRole[]): boolean {
  return dataRoles.length > 0 && dataRoles.every(({ definition }) => definition?.type === 'BuiltInRole');
}

function allowedWhy(dataRoles: readonly HeldRole[], subject: string, holds: string): string {
  return `${subject} ${holds} ${list(names(dataRoles))}.`;
}

function names(roles: readonly HeldRole[]): string[] {
  return [...new Set(roles.map(({ definition, assignment }) => definition?.name ?? `role ${assignment.roleId}`))];
}

/** Every role that reaches the identity here, with where it was given. */
export function rolesInWords(held: Rights['held']): string {
  if (held.length === 0) return 'No role assignment at or above the instance, direct or through a group.';
  const each = held.map(({ definition, assignment }) => {
    const via = assignment.principalType === 'Group' ? ', through a group' : '';
    return `${definition?.name ?? `role ${assignment.roleId}`} on ${scopeInWords(assignment.scope)}${via}`;
  });
  return `Roles at or above the instance: ${each.join('; ')}.`;
}
