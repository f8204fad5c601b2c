import type { HeldRole } from './rights.ts';
import { scopeInWords } from './scope-in-words.ts';

/** Each role once, by name; by its id where Azure lists no definition. */
export function roleNames(roles: readonly HeldRole[]): string[] {
  return [...new Set(roles.map(roleName))];
}

/** 'Owner on resource group twins-prod, through a group'. */
export function heldInWords(role: HeldRole): string {
  const via = role.assignment.principalType === 'Group' ? ', through a group' : '';
  return `${roleName(role)} on ${scopeInWords(role.assignment.scope)}${via}`;
}

/** By name; by its id where Azure lists no definition. */
export function roleName({ definition, assignment }: HeldRole): string {
  return definition?.name ?? `role ${assignment.roleId}`;
}
