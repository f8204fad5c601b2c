/** What a tenant file may leave out, since it is the same in nearly every tenant: the bot, host names, user names. */
import { derivedGuid } from './derived-guid.ts';
import type { TenantShape } from './tenant-schema.ts';

const BOT = {
  appId: 'd994389a-40bd-4e7c-b05d-d457fa3911f1',
  objectId: '1ba1a44b-9b86-42db-857f-45f8c3861a37',
  servicePrincipal: 'bb110530-3baa-4af5-8595-4b6a3c05cd9d',
};
const GRAPH_PERMISSIONS = [
  'User.Read.All',
  'GroupMember.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
];

/** The shape with every default that follows from the rest of the file. */
export function withUsualParts(file: TenantShape) {
  const subscriptions = file.subscriptions.map((one) => ({
    ...one,
    id: one.id ?? derivedGuid(`${file.tenant.id}|subscription|${one.name.toLowerCase()}`),
  }));
  const hasBot = file.apps.some((app) => app.name === file.bot);
  const botHasRoles = file.roleAssignments.some(({ principal }) => principal === file.bot);
  const readByBot = subscriptions.filter(({ hiddenFromBot }) => !hiddenFromBot);
  // Added at the end, so that the place of a fault is its place in the file.
  return {
    ...file,
    subscriptions,
    instances: file.instances.map((one) => ({
      ...one,
      hostName: one.hostName ?? `${one.name}.api.weu.digitaltwins.azure.net`,
    })),
    users: file.users.map((one) => ({
      ...one,
      userPrincipalName: one.userPrincipalName ?? `${firstName(one.name)}@${file.tenant.domain}`,
    })),
    apps: hasBot ? file.apps : [...file.apps, usualBot(file.bot)],
    consents: hasBot ? file.consents : [...file.consents, signInConsent(file.bot)],
    roleAssignments: botHasRoles
      ? file.roleAssignments
      : [...file.roleAssignments, ...readByBot.flatMap(({ id }) => usualRoles(file.bot, `/subscriptions/${id}`))],
  };
}

function firstName(name: string): string {
  return (name.split(' ')[0] ?? '').toLowerCase();
}

function usualBot(name: string): TenantShape['apps'][number] {
  return {
    name,
    ...BOT,
    trusts: [],
    redirectUris: [],
    owners: [],
    permissions: [],
    graphPermissions: [...GRAPH_PERMISSIONS],
  };
}

/** Lets the bot act on behalf of an approver. */
function signInConsent(client: string): TenantShape['consents'][number] {
  return { client, resource: 'Windows Azure Service Management API', scopes: ['user_impersonation'] };
}

function usualRoles(principal: string, scope: string): TenantShape['roleAssignments'] {
  return [
    { principal, role: 'Reader', scope },
    { principal, role: 'Role Based Access Control Administrator', scope, condition: onlyDataRoles() },
  ];
}

/** Allows to give and take only the two data roles, to and from users and apps. */
function onlyDataRoles(): string {
  const limited = (verb: 'write' | 'delete', source: '@Request' | '@Resource') => {
    const attribute = `${source}[Microsoft.Authorization/roleAssignments:`;
    return (
      `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'})) OR ` +
      `(${attribute}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals ` +
      '{bcd981a7-7f74-457b-83e1-cceb9e632ffe, d57506d4-4c8d-48b1-8587-93c323f6a5a3} AND ' +
      `${attribute}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'ServicePrincipal'}))`
    );
  };
  return `${limited('write', '@Request')} AND ${limited('delete', '@Resource')}`;
}
