import type { RoleAssignment } from './model.ts';

/**
 * The object ids a token of this identity speaks for, lower case: its own, the groups that Azure's `assignedTo` listing
 * found it in, and all others where they were read.
 */
export function tokenIds(
  objectId: string,
  assigned: readonly RoleAssignment[],
  groups: readonly string[],
): ReadonlySet<string> {
  return new Set(
    [objectId, ...assigned.map(({ principalId }) => principalId), ...groups].map((id) => id.toLowerCase()),
  );
}
