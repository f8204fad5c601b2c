/** What the tenant's settings of Privileged Identity Management say about a role. */
import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { type CallOptions, TenantError } from '../tenant.ts';
import { listFromArm } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { assertGuid, assertScope, roleDefinitionId, trailingGuid } from './ids.ts';
import { isRecord } from './is-record.ts';
import { isoMinutes } from './iso-duration.ts';

const listCall = {
  call: 'ARM: list role settings of PIM',
  permission: 'Microsoft.Authorization/roleManagementPolicyAssignments/read',
};

/** The rules that a request has failed: 'MfaRule', 'ExpirationRule' … Reads what the ARM client throws. */
export function failedRules(error: unknown): string[] {
  if (!isRecord(error) || error.code !== 'RoleAssignmentRequestPolicyValidationFailed') return [];
  const named = [...String(error.message).matchAll(/"(\w+Rule)"/g)].flatMap(([, rule]) => rule ?? []);
  return named.length > 0 ? named : ['Rule'];
}

/** How many minutes an active assignment of the role may last; undefined where that cannot be read, or has no limit. */
export async function longestActiveMinutes(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  scope: string,
  roleId: string,
  options: CallOptions,
): Promise<number | undefined> {
  const at = `/${assertScope(scope, listCall.call)}/providers/Microsoft.Authorization/roleManagementPolicyAssignments`;
  const role = assertGuid(roleId, listCall.call);
  const filter = `roleDefinitionId eq '${roleDefinitionId(scope, role)}'`;
  try {
    const path = `${at}?api-version=2020-10-01&$filter=${encodeURIComponent(filter)}`;
    const policies = await listFromArm(client, cloud, path, listCall, options);
    const [rules] = policies.flatMap((policy) => rulesFor(policy, role));
    const rule = rules?.find((each) => isRecord(each) && each.id === 'Expiration_Admin_Assignment');
    if (!isRecord(rule) || typeof rule.maximumDuration !== 'string') return undefined;
    return isoMinutes(rule.maximumDuration);
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return undefined;
  }
}

function rulesFor(policy: unknown, roleId: string): unknown[][] {
  if (!isRecord(policy) || !isRecord(policy.properties)) return [];
  const { roleDefinitionId: id, effectiveRules } = policy.properties;
  return trailingGuid(String(id)) === roleId && Array.isArray(effectiveRules) ? [effectiveRules] : [];
}
