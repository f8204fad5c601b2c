/** What Azure lists at an instance, held against what a request says is there. */
import type { RoleAssignment } from '../rbac/model.ts';
import type { AccessRequest, Granted, StoredAssignment } from './access-request.ts';
import { isOwnAssignment } from './grants.ts';

/** The assignment that gives this request's role to its subject on the instance itself, the bot's own name first. */
export function standingAssignment(
  { instance, subject, role }: AccessRequest,
  listed: readonly RoleAssignment[],
): StoredAssignment | undefined {
  const fitting = listed.filter(
    (each) =>
      same(each.scope, instance.id) &&
      same(each.principalId, subject.objectId) &&
      same(each.roleId, role.id) &&
      // Bound to a condition it gives less than was asked, and is somebody's own arrangement.
      each.condition === undefined,
  );
  const isOwn = ({ id }: RoleAssignment) => isOwnAssignment(id, instance.id, subject.objectId, role.id);
  const own = fitting.find(isOwn);
  if (own !== undefined) return { id: own.id, outcome: 'created' };
  const [other] = fitting;
  return other && { id: other.id, outcome: 'adopted' };
}

/** Whether what was granted still stands as it was granted. `listed` is everything at or above the instance. */
export function outcomeInAzure(
  request: AccessRequest,
  { assignment }: Granted,
  listed: readonly RoleAssignment[],
): { is: 'there' } | { is: 'gone' } | { is: 'changed'; what: string } {
  const { instance, subject, role } = request;
  const replaced = listed.some(
    (each) => same(each.scope, instance.id) && same(each.principalId, subject.objectId) && same(each.roleId, role.id),
  );
  // A schedule makes its assignments itself, under names of its own.
  if (assignment.scheduled !== undefined) return { is: replaced ? 'there' : 'gone' };
  const stored = listed.find(({ id }) => same(id, assignment.id));
  if (stored !== undefined) {
    if (stored.condition !== undefined) return { is: 'changed', what: 'a condition was added' };
    const unchanged = same(stored.principalId, subject.objectId) && same(stored.roleId, role.id);
    return unchanged ? { is: 'there' } : { is: 'changed', what: 'it is for another role or principal' };
  }
  return replaced ? { is: 'changed', what: 'it was replaced by another assignment of the same role' } : { is: 'gone' };
}

/** Whether this request is granted by that very assignment. */
export function holds({ status }: AccessRequest, assignmentId: string): boolean {
  return status.state === 'granted' && same(status.assignment.id, assignmentId);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
