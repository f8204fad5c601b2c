import { judgeCondition } from './delegation-condition.ts';
import {
  type Access,
  type AccessQuestion,
  type AccessRecords,
  ALL_PRINCIPALS,
  type DenyAssignment,
  type RoleAssignment,
  type UnknownReason,
} from './model.ts';
import { covers } from './permissions.ts';
import { isAtOrAbove, sameScope } from './scopes.ts';

/**
 * Azure's answer to "may these principals do this here?" (Azure RBAC docs, "How Azure RBAC determines if a user has
 * access to a resource"): a deny assignment that applies blocks; else one role assignment at or above the scope is enough.
 * What the records cannot settle is `unknown`, unless the rest of them settles the answer either way.
 */
export function evaluateAccess(question: AccessQuestion, records: AccessRecords): Access {
  const denies = records.denies.filter((deny) => isDenied(question, deny));
  const certain = denies.filter((deny) => blocking(question, deny).some(({ condition }) => !condition));
  if (certain.length > 0) return { access: 'deny', because: 'deny-assignment', by: certain };

  const allowing: RoleAssignment[] = [];
  const reasons: UnknownReason[] = [];
  for (const assignment of records.assignments) {
    if (!reaches(question, assignment)) continue;
    const answer = answerOf(question, assignment, records);
    if (answer === 'allow') allowing.push(assignment);
    else if (answer !== 'no') reasons.push(answer);
  }
  if (allowing.length === 0 && reasons.length === 0) return { access: 'deny', because: 'no-role' };

  const conditional = denies.map((deny): UnknownReason => ({ kind: 'deny-condition', deny }));
  if (allowing.length > 0 && conditional.length === 0) return { access: 'allow', by: allowing };
  return { access: 'unknown', reasons: [...(allowing.length > 0 ? [] : reasons), ...conditional] };
}

function isDenied(question: AccessQuestion, deny: DenyAssignment): boolean {
  const here = deny.doNotApplyToChildScopes
    ? sameScope(deny.scope, question.scope)
    : isAtOrAbove(deny.scope, question.scope, question.managementGroups);
  const isAsking = (id: string) => question.principalIds.has(id.toLowerCase());
  const meant = deny.principals.includes(ALL_PRINCIPALS) || deny.principals.some(isAsking);
  return here && meant && !deny.excludePrincipals.some(isAsking) && blocking(question, deny).length > 0;
}

function blocking({ action, plane }: AccessQuestion, deny: DenyAssignment): DenyAssignment['permissions'] {
  return deny.permissions.filter((permission) => covers(permission, action, plane));
}

function reaches({ principalIds, scope, managementGroups }: AccessQuestion, assignment: RoleAssignment): boolean {
  return (
    principalIds.has(assignment.principalId.toLowerCase()) && isAtOrAbove(assignment.scope, scope, managementGroups)
  );
}

function answerOf(
  question: AccessQuestion,
  assignment: RoleAssignment,
  { definitions }: AccessRecords,
): 'allow' | 'no' | UnknownReason {
  const role = definitions.get(assignment.roleId.toLowerCase());
  if (!role) return { kind: 'missing-definition', assignment };
  if (!role.permissions.some((permission) => covers(permission, question.action, question.plane))) return 'no';
  if (!assignment.condition) return 'allow';
  // ARM judges conditions as documented; which of them the data plane of Digital Twins judges, and how, is not.
  if (question.plane === 'data') return { kind: 'condition', assignment };
  switch (judgeCondition(assignment.condition, question)) {
    case 'allow':
      return 'allow';
    case 'deny':
      return 'no';
    case 'unknown':
      return { kind: 'condition', assignment };
  }
}
