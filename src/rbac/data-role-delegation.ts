/** The one right to write that the bot needs: to give and take the two data roles, and nothing else. */
import type { PrincipalType } from './model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, type BuiltInRole } from './roles.ts';

export const GIVEN_ROLES: readonly BuiltInRole[] = [ADT_DATA_OWNER, ADT_DATA_READER];

export const GIVEN_TO: readonly PrincipalType[] = ['User', 'ServicePrincipal'];

/**
 * What the bot's own role assignment may be used for (Azure RBAC docs, "Delegate Azure role assignment management to others
 * with conditions"); without double quotation marks, so that it goes into a command.
 */
export const DELEGATION_CONDITION = [only('write', '@Request'), only('delete', '@Resource')].join(' AND ');

function only(verb: 'write' | 'delete', source: '@Request' | '@Resource'): string {
  const attribute = `${source}[Microsoft.Authorization/roleAssignments:`;
  const roles = GIVEN_ROLES.map(({ id }) => id).join(', ');
  const types = GIVEN_TO.map((type) => `'${type}'`).join(', ');
  return [
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'}))`,
    `OR (${attribute}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles}}`,
    `AND ${attribute}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {${types}}))`,
  ].join(' ');
}
