import { evaluateAccess } from '../rbac/evaluate.ts';
import type { CallOptions, Tenant } from '../tenant.ts';
import type { AccessRequest } from './access-request.ts';
import { judgeRights, type Right } from './judge-rights.ts';

/**
 * Whether this person could see others' access to this instance in Azure himself, read from there now: may he read role
 * assignments at it?
 */
export function rightToSee(
  { id: scope }: Pick<AccessRequest['instance'], 'id'>,
  person: { objectId: string },
  tenant: Tenant,
  options: CallOptions,
): Promise<Right> {
  const reading = { action: 'Microsoft.Authorization/roleAssignments/read', plane: 'control', scope } as const;
  return judgeRights(person, scope, tenant, options, ({ records, principalIds }) =>
    evaluateAccess({ ...reading, principalIds }, records),
  );
}
