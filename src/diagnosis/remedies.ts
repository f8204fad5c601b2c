import { leastDataRole } from '../rbac/adt-actions.ts';
import { ADT_DATA_OWNER, type BuiltInRole } from '../rbac/roles.ts';
import type { Instance } from '../tenant.ts';
import type { Approver, Fact, Proposal, Remedy } from './diagnosis.ts';
import type { Situation } from './situation.ts';
import { list } from './wording.ts';

/** The article's remedy for a missing role, with the real instance, person and role filled in. */
export function grantRole(situation: Situation, role: BuiltInRole): Remedy | undefined {
  const { instance, principal, approvers, facts } = situation;
  if (instance === undefined || principal === undefined) return undefined;
  return {
    who: whoCanGrant(approvers, instance, facts.asker.objectId),
    // A role for a whole group is an Owner's own decision, and not asked for here.
    ...(principal.kind !== 'group' && { action: 'request-access' as const }),
    command: grantCommand(instance, principal, role.name),
    portalUrl: accessControlUrl(instance),
  };
}

/** `az dt role-assignment create …` as in Microsoft's article on this error. */
export function grantCommand(
  instance: { name: string },
  principal: { objectId: string; userPrincipalName?: string },
  roleName: string,
): string {
  // A guest's or an odd name may hold characters that a shell reads; the object id never does.
  const name = principal.userPrincipalName ?? '';
  const assignee = /^[\w.@+-]+$/.test(name) ? name : principal.objectId;
  return `az dt role-assignment create --dt-name ${instance.name} --assignee "${assignee}" --role "${roleName}"`;
}

/** The instance's Access control (IAM) page. */
export function accessControlUrl(instance: { id: string; tenantId?: string }): string {
  const tenant = instance.tenantId === undefined ? '' : `@${instance.tenantId}/`;
  return `https://portal.azure.com/#${tenant}resource${instance.id}/users`;
}

/** The instance's Networking page. */
export function networkingUrl(instance: { id: string; tenantId: string }): string {
  return `https://portal.azure.com/#@${instance.tenantId}/resource${instance.id}/privateNetworking`;
}

/** The role that would solve it, where one is missing. */
export function proposalFor({ instance, report }: Situation): Proposal | undefined {
  const role = leastDataRole(report.operation, report.access);
  if (instance === undefined || role === undefined) return undefined;
  return { roleId: role.id, roleName: role.name, scope: instance.id };
}

export function proposedRole({ report }: Situation): BuiltInRole {
  return leastDataRole(report.operation, report.access) ?? ADT_DATA_OWNER;
}

/** Who to turn to, in words; the asker himself where he can do it. */
function whoCanGrant(
  approvers: Fact<Approver[]> | undefined,
  instance: Pick<Instance, 'name'>,
  askerId: string,
): string {
  if (approvers === undefined || !approvers.known || approvers.value.length === 0) return mayGrant(instance);
  const self = approvers.value.find(({ objectId }) => objectId === askerId.toLowerCase());
  if (self !== undefined) return `You, as ${self.right}`;
  const names = approvers.value.slice(0, 4).map(({ displayName }) => displayName);
  const more = approvers.value.length - names.length;
  return list(more > 0 ? [...names, `${more} more`] : names, 'or');
}

/** Who can assign a role there, without names. */
export function mayGrant({ name }: Pick<Instance, 'name'>): string {
  return `An Owner or User Access Administrator of ${name}, its resource group or its subscription`;
}

/** The API permissions page of an app registration. */
export function appPermissionsUrl(appId: string): string {
  return `https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${appId}`;
}

/** Where an administrator of the tenant consents to what the app asks for (Microsoft identity platform, 'Admin consent'). */
export function adminConsentUrl(tenantId: string, appId: string): string {
  return `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${appId}`;
}
