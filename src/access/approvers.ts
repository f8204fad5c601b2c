/**
 * Who may approve: exactly those who may write the role assignment themselves. Approving is asked with mayApprove at
 * the moment of the click; approverAssignments finds the people to ask.
 */
export { mayAssignRole as mayApprove, roleAssigners as approverAssignments } from '../rbac/role-assigners.ts';
