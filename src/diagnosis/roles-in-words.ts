import { sameScope } from '../rbac/scopes.ts';
import type { HeldRole } from './rights.ts';
import { scopeInWords } from './scope-in-words.ts';
import { list } from './wording.ts';

/** Each role once, by name; by its id where Azure lists no definition. */
export function roleNames(roles: readonly HeldRole[]): string[] {
  return [...new Set(roles.map(roleName))];
}

/** 'Owner on resource group twins-prod, through a group'. `here`: resource id of the instance. */
export function heldInWords(role: HeldRole, here?: string): string {
  const via = role.assignment.principalType === 'Group' ? ', through a group' : '';
  return `${roleName(role)} on ${scopeInWords(role.assignment.scope, here)}${via}`;
}

/** The same as evidence, with the whole scope where it is not the instance itself: 'Owner on the subscription: /subscriptions/….' */
export function heldExactly(role: HeldRole, here: string): string {
  const { scope } = role.assignment;
  return `${heldInWords(role, here)}${sameScope(scope, here) ? '' : `: ${scope}`}.`;
}

/** What to say of roles that Azure lists no definition of; undefined where there is none. */
export function undefinedRoles(held: readonly HeldRole[]): string | undefined {
  const missing = held.filter(({ definition }) => definition === undefined);
  if (missing.length === 0) return undefined;
  return `Azure lists no definition of ${list(roleNames(missing))}, so what ${missing.length === 1 ? 'it gives' : 'they give'} is not known.`;
}

/** By name; by its id where Azure lists no definition. */
export function roleName({ definition, assignment }: HeldRole): string {
  return definition?.name ?? `role ${assignment.roleId}`;
}
