import { evaluateAccess } from './evaluate.ts';
import type {
  Access,
  AccessRecords,
  DenyAssignment,
  RoleAssignment,
  RoleAssignmentWrite,
  RolePermission,
} from './model.ts';
import { covers } from './permissions.ts';

const WRITE_ROLE_ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments/write';

/**
 * Whether a person may write this role assignment at `scope`. `principalIds` are the object ids of the person and of
 * every group the person is in, lower case. Conditions that limit delegation are judged on what is written; one that is
 * not understood gives 'unknown', which is no right.
 */
export function mayAssignRole(
  records: AccessRecords,
  principalIds: ReadonlySet<string>,
  scope: string,
  write: RoleAssignmentWrite,
): Access {
  return evaluateAccess({ action: WRITE_ROLE_ASSIGNMENTS, plane: 'control', scope, principalIds, write }, records);
}

/**
 * The role assignments whose holders may write this one at `scope`: candidates, to be expanded from groups to users and
 * to be asked with mayAssignRole once their groups are known. Assignments to apps are among them.
 */
export function roleAssigners(records: AccessRecords, scope: string, write: RoleAssignmentWrite): RoleAssignment[] {
  const able = rolesThatAssign(records);
  return records.assignments.filter((assignment) => {
    if (!able.has(assignment.roleId.toLowerCase())) return false;
    const holder = new Set([assignment.principalId.toLowerCase()]);
    // A deny assignment with exceptions may spare members of a group, which only their own object ids show.
    const certain = ({ excludePrincipals }: DenyAssignment) =>
      assignment.principalType !== 'Group' || excludePrincipals.length === 0;
    const alone = { ...records, assignments: [assignment], denies: records.denies.filter(certain) };
    return mayAssignRole(alone, holder, scope, write).access === 'allow';
  });
}

/** Thousands of assignments are of a few roles, and most roles give no right to assign any. */
function rolesThatAssign({ assignments, definitions }: AccessRecords): Set<string> {
  const used = new Set(assignments.map(({ roleId }) => roleId.toLowerCase()));
  const mayWrite = (permission: RolePermission) => covers(permission, WRITE_ROLE_ASSIGNMENTS, 'control');
  return new Set([...used].filter((id) => definitions.get(id)?.permissions.some(mayWrite)));
}
