import { derivedGuid } from './derived-guid.ts';
import { logChange } from './logs.ts';
import { timeOf } from './moment.ts';
import type { TenantState } from './records.ts';
import type { References } from './references.ts';
import type { TenantFile } from './tenant-file.ts';

/** What the logs of a tenant file hold. The file's state is the one after these changes. */
export function addPastChanges(file: TenantFile, state: TenantState, names: References, now: Date): void {
  const caller = `administrator@${file.tenant.domain}`;
  file.activityLog.forEach((one, index) => {
    const path = `activityLog[${index}]`;
    const at = new Date(timeOf(one.at, now));
    if (one.change === 'network') {
      const resourceId = names.scope(one.instance, `${path}.instance`);
      const properties = { publicNetworkAccess: one.publicNetworkAccess };
      const operation = 'Microsoft.DigitalTwins/digitalTwinsInstances/write';
      logChange(state, { at, operation, method: 'PATCH', resourceId, caller, requestBody: { properties } });
      return;
    }
    const scope = names.scope(one.scope, `${path}.scope`);
    const kind = one.change === 'role-removed' ? 'roleAssignments' : 'denyAssignments';
    const resourceId = `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/${kind}/${derivedGuid(`${file.tenant.id}|${path}`)}`;
    const change = { at, resourceId, caller };
    if (one.change === 'deny-added') {
      logChange(state, { ...change, operation: 'Microsoft.Authorization/denyAssignments/write', method: 'PUT' });
      return;
    }
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${names.role(one.role, `${path}.role`)}`;
    const { id: principalId } = names.principal(one.principal, `${path}.principal`);
    logChange(state, {
      ...change,
      operation: 'Microsoft.Authorization/roleAssignments/delete',
      method: 'DELETE',
      responseBody: { properties: { roleDefinitionId, principalId, scope }, id: resourceId },
    });
  });
  file.directoryAudits.forEach(({ at, member, group }, index) => {
    const path = `directoryAudits[${index}]`;
    state.removedMembers.push({
      at: timeOf(at, now),
      memberId: names.principal(member, `${path}.member`).id,
      groupId: names.principal(group, `${path}.group`).id,
    });
  });
}
