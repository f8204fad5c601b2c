import type { PrincipalType, RoleAssignment } from '../../rbac/model.ts';

const minute = 60_000;

/**
 * Milliseconds until Azure has surely applied one of these assignments; 0 where one is old enough. It takes up to
 * 10 minutes, and up to a day for what a managed identity has through a group (Azure RBAC docs, 'Troubleshoot'; Managed
 * identities docs, 'best practices').
 */
export function timeToSettle(assignments: readonly RoleAssignment[], holder: PrincipalType, now: Date): number {
  const left = assignments.map(({ principalType, updatedOn, createdOn }) => {
    const since = Date.parse(updatedOn ?? createdOn ?? '');
    if (Number.isNaN(since)) return 0;
    const delay = holder === 'ServicePrincipal' && principalType === 'Group' ? 24 * 60 * minute : 10 * minute;
    return Math.max(0, since + delay - now.getTime());
  });
  return left.length === 0 ? 0 : Math.min(...left);
}
