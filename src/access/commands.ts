/** The one command a person can run where the bot does not act itself. */
import { ADT_DATA_OWNER, ADT_DATA_READER, RBAC_ADMINISTRATOR } from '../rbac/roles.ts';

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
    `--condition-version 2.0 --condition "${BOT_CONDITION}"`,
  ].join(' ');
}

const ROLES = `{${ADT_DATA_OWNER.id}, ${ADT_DATA_READER.id}}`;
const TYPES = "{'User', 'ServicePrincipal'}";

/** What the bot's own role assignment may be used for; without quotation marks, so that it goes into a command. */
export const BOT_CONDITION = ['write', 'delete'].map(only).join(' AND ');

function only(verb: string): string {
  const attribute = `@${verb === 'write' ? 'Request' : 'Resource'}[Microsoft.Authorization/roleAssignments:`;
  return [
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'}))`,
    `OR (${attribute}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals ${ROLES}`,
    `AND ${attribute}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase ${TYPES}))`,
  ].join(' ');
}
