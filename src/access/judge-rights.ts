import type { Access, AccessRecords } from '../rbac/model.ts';
import { tokenIds } from '../rbac/token-ids.ts';
import { type CallOptions, type Tenant, TenantError } from '../tenant.ts';

/** `unknown` is no right: it says why it could not be read, and the click can be repeated. */
export type Right = { right: 'yes' } | { right: 'no' } | { right: 'unknown'; reason: string };

/** What decides about somebody's rights at a scope: the roles that reach him there, and what is denied there. */
export interface RightsHeld {
  records: AccessRecords;
  /** His own object id and those of his groups that matter. */
  principalIds: ReadonlySet<string>;
}

/** Reads it from Azure now, and judges by it. What could not be read leaves the right unknown. */
export async function judgeRights(
  { objectId }: { objectId: string },
  scope: string,
  tenant: Tenant,
  options: CallOptions,
  judge: (held: RightsHeld) => Access,
): Promise<Right> {
  try {
    const reading = tenant.roleAssignmentsOf(objectId, scope, options);
    const having = reading.then(
      (assignments) => assignments.map(({ roleId }) => roleId),
      () => [],
    );
    const [assignments, definitions, denies] = await Promise.all([
      reading,
      tenant.roleDefinitions(scope, { ...options, having }),
      tenant.denyAssignmentsAt(scope, options),
    ]);
    // The listing has found the groups that hold a role; others matter only to a deny assignment.
    const groups = denies.length === 0 ? [] : await tenant.groupsOf({ objectId, type: 'User' }, options);
    const principalIds = tokenIds(objectId, assignments, groups);
    const { access } = judge({ records: { assignments, definitions, denies }, principalIds });
    if (access === 'allow') return { right: 'yes' };
    if (access === 'deny') return { right: 'no' };
    return { right: 'unknown', reason: 'a role has a condition that the bot cannot evaluate.' };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { right: 'unknown', reason: error.message };
  }
}
