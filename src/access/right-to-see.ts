import { evaluateAccess } from '../rbac/evaluate.ts';
import { subscriptionOf } from '../rbac/scopes.ts';
import type { CallOptions, Tenant } from '../tenant.ts';
import type { AccessRequest } from './access-request.ts';
import { judgeRights, type Right } from './judge-rights.ts';

/**
 * Whether this person could see others' access to this instance in Azure himself, read from there now: may he read role
 * assignments at it, or in the whole subscription that it is in?
 */
export function rightToSee(
  { id }: Pick<AccessRequest['instance'], 'id'>,
  person: { objectId: string },
  tenant: Tenant,
  options: CallOptions,
  at: 'instance' | 'subscription' = 'instance',
): Promise<Right> {
  const scope = at === 'instance' ? id : subscriptionOf(id);
  const reading = { action: 'Microsoft.Authorization/roleAssignments/read', plane: 'control', scope } as const;
  return judgeRights(person, scope, tenant, options, ({ records, principalIds }) =>
    evaluateAccess({ ...reading, principalIds }, records),
  );
}
