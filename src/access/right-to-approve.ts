import type { PrincipalType } from '../rbac/model.ts';
import { mayAssignRole } from '../rbac/role-assigners.ts';
import { tokenIds } from '../rbac/token-ids.ts';
import type { CallOptions, Tenant } from '../tenant.ts';
import { TenantError } from '../tenant.ts';
import type { AccessRequest, Person } from './access-request.ts';

/** `unknown` is no right: it says why it could not be read, and the click can be repeated. */
export type Right = { right: 'yes' } | { right: 'no' } | { right: 'unknown'; reason: string };

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
export async function rightToApprove(
  { instance, role, subject }: Approvable,
  person: Person,
  tenant: Tenant,
  options: CallOptions,
): Promise<Right> {
  const scope = instance.id;
  try {
    const held = tenant.roleAssignmentsOf(person.objectId, scope, options);
    const having = held.then(
      (assignments) => assignments.map(({ roleId }) => roleId),
      () => [],
    );
    const [assignments, definitions, denies] = await Promise.all([
      held,
      tenant.roleDefinitions(scope, { ...options, having }),
      tenant.denyAssignmentsAt(scope, options),
    ]);
    // The listing has found the groups that hold a role; others matter only to a deny assignment.
    const groups =
      denies.length === 0 ? [] : await tenant.groupsOf({ objectId: person.objectId, type: 'User' }, options);
    const principalIds = tokenIds(person.objectId, assignments, groups);
    const answer = mayAssignRole({ assignments, definitions, denies }, principalIds, scope, {
      roleId: role.id,
      principalId: subject.objectId,
      principalType: subject.type,
    });
    if (answer.access === 'allow') return { right: 'yes' };
    if (answer.access === 'deny') return { right: 'no' };
    return { right: 'unknown', reason: 'a role has a condition that the bot cannot evaluate.' };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { right: 'unknown', reason: error.message };
  }
}
