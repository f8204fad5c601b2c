import type { RoleAssignment } from '../rbac/model.ts';
import type { Fact } from './diagnosis.ts';

/**
 * The object ids a token of this identity speaks for: its own, the groups that Azure's `assignedTo` listing found it in,
 * and all others where they were read.
 */
export function tokenIds(
  objectId: string,
  assigned: readonly RoleAssignment[],
  groups: Fact<string[]>,
): ReadonlySet<string> {
  return new Set([
    objectId.toLowerCase(),
    ...assigned.map(({ principalId }) => principalId.toLowerCase()),
    ...(groups.known ? groups.value : []),
  ]);
}
