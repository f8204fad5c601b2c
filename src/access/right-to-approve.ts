import type { PrincipalType } from '../rbac/model.ts';
import { mayAssignRole } from '../rbac/role-assigners.ts';
import type { CallOptions, Tenant } from '../tenant.ts';
import type { AccessRequest, Person } from './access-request.ts';
import { judgeRights, type Right } from './judge-rights.ts';

/** As far as the right depends on it. */
export interface Approvable {
  instance: Pick<AccessRequest['instance'], 'id'>;
  role: Pick<AccessRequest['role'], 'id'>;
  subject: { objectId: string; type: PrincipalType };
}

/**
 * Whether this person may make the role assignment of this request, read from Azure now: the roles that reach the person
 * at the instance, their definitions and conditions, and the deny assignments.
 */
export function rightToApprove(
  { instance: { id: scope }, role, subject }: Approvable,
  person: Person,
  tenant: Tenant,
  options: CallOptions,
): Promise<Right> {
  const wanted = { roleId: role.id, principalId: subject.objectId, principalType: subject.type };
  return judgeRights(person, scope, tenant, options, ({ records, principalIds }) =>
    mayAssignRole(records, principalIds, scope, wanted),
  );
}
