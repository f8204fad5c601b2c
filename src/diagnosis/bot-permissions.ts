import type { TenantError } from '../tenant.ts';
import type { Remedy } from './diagnosis.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';

/** Ids of Microsoft Graph's application permissions (Graph permissions reference). */
const graphPermissionIds: Record<string, string> = {
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
};

/**
 * Where the bot itself was refused: the command that grants the right it lacks. `scope` is what it asked about.
 * A person who asks with a sign-in of his own (no `botAppId`) is told the right alone.
 */
export function remedyForBot(
  error: TenantError,
  botAppId: string | undefined,
  scope: string | undefined,
): Remedy | undefined {
  if (error.permission === undefined) return undefined;
  if (botAppId === undefined) return { who: 'An administrator', steps: [`Ask for ${error.permission}.`] };
  const graphPermission = error.permission.replace(/^Microsoft Graph /, '');
  return graphPermissionForBot(botAppId, graphPermission) ?? readerForBot(botAppId, scope);
}

/** Gives the bot one application permission of Graph: 'User.Read.All' … Undefined for one that it does not use. */
export function graphPermissionForBot(botAppId: string, permission: string): Remedy | undefined {
  const id = graphPermissionIds[permission];
  if (id === undefined) return undefined;
  return {
    who: 'An administrator of the directory',
    steps: [`Give the bot ${permission}, for example in Cloud Shell (Bash).`],
    command: graphGrant(botAppId, id),
  };
}

/**
 * Assigns a permission of Graph to the bot's service principal. Unlike a permission in an app registration with consent to
 * it, this also works for a managed identity, which has no registration (Graph docs, "Grant an appRoleAssignment").
 */
function graphGrant(botAppId: string, permissionId: string): string {
  const objectIdOf = (appId: string) => `$(az ad sp show --id ${appId} --query id -o tsv)`;
  const body = `{\\"principalId\\":\\"${objectIdOf(botAppId)}\\",\\"resourceId\\":\\"${objectIdOf(graphAppId)}\\",\\"appRoleId\\":\\"${permissionId}\\"}`;
  return `az rest --method POST --url "https://graph.microsoft.com/v1.0/servicePrincipals(appId='${botAppId}')/appRoleAssignments" --body "${body}"`;
}

/** Reader has every right to read in Azure Resource Manager that the bot uses. `scope`: any scope in the subscription. */
export function readerForBot(botAppId: string, scope: string | undefined): Remedy {
  const subscription = scope?.split('/')[2] ?? '<subscription-id>';
  return {
    who: 'An Owner of the subscription',
    steps: ['Give the bot the role Reader there.'],
    command: `az role assignment create --assignee ${botAppId} --role Reader --scope /subscriptions/${subscription}`,
  };
}
