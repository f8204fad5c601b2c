/** The one right to write that the bot needs, as docs/running.md gives it. */
import { ADT_DATA_OWNER, ADT_DATA_READER, RBAC_ADMINISTRATOR } from '../rbac/roles.ts';

export const GIVEN_ROLES = [ADT_DATA_OWNER, ADT_DATA_READER];

export const GIVEN_TO = ['User', 'ServicePrincipal'] as const;

/** Allows to give and to take these roles, to and from these, and no other (Azure docs, "Delegate … with conditions"). */
function condition(): string {
  const limited = (verb: 'write' | 'delete', source: '@Request' | '@Resource') => {
    const attribute = `${source}[Microsoft.Authorization/roleAssignments:`;
    const roles = GIVEN_ROLES.map(({ id }) => id).join(', ');
    const types = GIVEN_TO.map((type) => `'${type}'`).join(', ');
    return (
      `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'})) OR ` +
      `(${attribute}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles}} AND ` +
      `${attribute}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {${types}}))`
    );
  };
  return `${limited('write', '@Request')} AND ${limited('delete', '@Resource')}`;
}

export const DELEGATION_CONDITION = condition();

/** `scope`: a subscription or resource group. */
export function delegationCommand(botAppId: string, scope: string): string {
  return (
    `az role assignment create --assignee ${botAppId} --role "${RBAC_ADMINISTRATOR.name}" --scope ${scope} ` +
    `--condition-version 2.0 --condition "${DELEGATION_CONDITION}"`
  );
}
