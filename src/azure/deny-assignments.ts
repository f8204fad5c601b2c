import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { DenyAssignment } from '../rbac/model.ts';
import type { CallOptions } from '../tenant.ts';
import { operationOptions } from './arm-client.ts';
import { asTenantCall } from './errors.ts';
import { assertScope } from './ids.ts';
import { readPermission } from './role-definitions.ts';

const listCall = {
  call: 'ARM: list deny assignments',
  permission: 'Microsoft.Authorization/denyAssignments/read',
};

/** All of them at or above the scope: one for everybody is not surely found by a filter on the principal. */
export function listDenyAssignments(
  client: AuthorizationManagementClient,
  scope: string,
  options: CallOptions,
): Promise<DenyAssignment[]> {
  return asTenantCall(listCall, async () => {
    const denies: DenyAssignment[] = [];
    const list = client.denyAssignments.listForScope(assertScope(scope, listCall.call), {
      ...operationOptions(options),
      filter: 'atScope()',
    });
    for await (const item of list) {
      denies.push({
        id: item.id ?? '',
        name: item.denyAssignmentName ?? item.name ?? '',
        scope: item.scope ?? '',
        permissions: (item.permissions ?? []).map((permission) => {
          const condition = permission.condition ?? item.condition;
          return { ...readPermission(permission), ...(condition && { condition }) };
        }),
        principals: objectIds(item.principals),
        excludePrincipals: objectIds(item.excludePrincipals),
        doNotApplyToChildScopes: item.doNotApplyToChildScopes ?? false,
      });
    }
    return denies;
  });
}

function objectIds(principals: { id?: string }[] | undefined): string[] {
  return (principals ?? []).flatMap(({ id }) => (id ? [id.toLowerCase()] : []));
}
