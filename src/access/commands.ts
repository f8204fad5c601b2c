/** The one command a person can run where the bot does not act itself. */
import { DELEGATION_CONDITION } from '../rbac/data-role-delegation.ts';
import { RBAC_ADMINISTRATOR } from '../rbac/roles.ts';

/** Takes away a role assignment. */
export function removeCommand(assignmentId: string): string {
  return `az role assignment delete --ids "${assignmentId}"`;
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
