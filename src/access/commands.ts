/** The one command a person can run where the bot does not act itself. */
import { DELEGATION_CONDITION } from '../rbac/data-role-delegation.ts';
import { RBAC_ADMINISTRATOR } from '../rbac/roles.ts';
import { subscriptionOf } from '../rbac/scopes.ts';
import type { AccessRequest } from './access-request.ts';
import { assignmentId, scheduleEndName } from './grants.ts';

/** Takes away a role assignment. */
export function removeCommand(assignmentId: string): string {
  return `az role assignment delete --ids "${assignmentId}"`;
}

/** Takes away what a request was granted; where it is not, what an attempt may have left under the bot's own name. */
export function removeCommandFor(request: AccessRequest): string {
  const { instance, subject, role, status } = request;
  if (status.state !== 'granted') return removeCommand(assignmentId(instance.id, subject.objectId, role.id));
  return status.assignment.scheduled === undefined ? removeCommand(status.assignment.id) : endScheduleCommand(request);
}

/** The role assignment of a schedule bears a name that nobody here knows, and is ended by another request. */
function endScheduleCommand(request: AccessRequest): string {
  const { instance, subject, role } = request;
  const properties = {
    requestType: 'AdminRemove',
    principalId: subject.objectId,
    roleDefinitionId: `${subscriptionOf(instance.id)}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
  };
  const at = `${instance.id}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests`;
  return [
    'az rest --method put',
    `--uri "${at}/${scheduleEndName(request, 'command')}?api-version=2020-10-01"`,
    `--body '${JSON.stringify({ properties })}'`,
  ].join(' ');
}

/**
 * Gives the bot the right to write and delete assignments of the two data roles at one scope, and no other (Azure RBAC
 * docs, "Delegate Azure role assignment management to others with conditions").
 */
export function botRoleCommand(scope: string, botObjectId: string | undefined): string {
  const bot = botObjectId ?? '<object id of the bot’s identity>';
  return [
    'az role assignment create',
    `--assignee-object-id "${bot}" --assignee-principal-type ServicePrincipal`,
    `--role "${RBAC_ADMINISTRATOR.name}" --scope "${scope}"`,
    `--condition-version 2.0 --condition "${DELEGATION_CONDITION}"`,
  ].join(' ');
}
