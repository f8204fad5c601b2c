import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { PrincipalType, RoleAssignment } from '../rbac/model.ts';
import { type CallOptions, TenantError } from '../tenant.ts';
import { operationOptions } from './arm-client.ts';
import { asTenantCall } from './errors.ts';
import { assertGuid, assertScope, trailingGuid } from './ids.ts';

const listCall = {
  call: 'ARM: list eligible roles',
  permission: 'Microsoft.Authorization/roleEligibilityScheduleInstances/read',
};

/** Roles of Privileged Identity Management that reach the person and are to be activated; `assignedTo` expands groups. */
export async function listEligibleRoles(
  client: AuthorizationManagementClient,
  scope: string,
  principalId: string,
  options: CallOptions,
): Promise<RoleAssignment[]> {
  try {
    return await asTenantCall(listCall, async () => {
      const path = assertScope(scope, listCall.call);
      const filter = `assignedTo('${assertGuid(principalId, listCall.call)}')`;
      const roles: RoleAssignment[] = [];
      const list = client.roleEligibilityScheduleInstances.listForScope(path, { ...operationOptions(options), filter });
      for await (const item of list) {
        roles.push({
          id: item.id ?? '',
          scope: item.scope ?? '',
          roleId: trailingGuid(item.roleDefinitionId ?? ''),
          principalId: (item.principalId ?? '').toLowerCase(),
          principalType: (item.principalType ?? 'User') as PrincipalType,
          ...(item.condition && { condition: item.condition }),
        });
      }
      return roles;
    });
  } catch (error) {
    // A tenant without the licence has no eligible roles at all.
    if (error instanceof TenantError && error.azureCode === 'AadPremiumLicenseRequired') return [];
    throw error;
  }
}
