/** How Graph writes what it answers: entities with their kind, $select, and lists in pages. */
import { Buffer } from 'node:buffer';
import type {
  ApplicationRecord,
  GroupRecord,
  PermissionGrantRecord,
  ServicePrincipalRecord,
  TenantState,
  UserRecord,
} from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { ServiceRequest } from '../router.ts';

export type Entity = Record<string, unknown> & { id: string };

export function userEntity(user: UserRecord): Entity {
  const [givenName, ...rest] = user.displayName.split(' ');
  return {
    '@odata.type': '#microsoft.graph.user',
    businessPhones: [],
    displayName: user.displayName,
    givenName,
    jobTitle: null,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: rest.join(' '),
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    userType: user.userType,
    accountEnabled: user.accountEnabled,
  };
}

export function groupEntity(group: GroupRecord): Entity {
  return {
    '@odata.type': '#microsoft.graph.group',
    id: group.id,
    displayName: group.displayName,
    description: null,
    groupTypes: [],
    mail: null,
    mailEnabled: false,
    securityEnabled: true,
    visibility: null,
  };
}

export function servicePrincipalEntity(one: ServicePrincipalRecord, tenantId: string): Entity {
  return {
    '@odata.type': '#microsoft.graph.servicePrincipal',
    id: one.id,
    accountEnabled: true,
    alternativeNames: one.alternativeNames,
    appDisplayName: one.displayName,
    appId: one.appId,
    appOwnerOrganizationId: one.publishedScopes.length > 0 ? 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' : tenantId,
    appRoles: [],
    displayName: one.displayName,
    oauth2PermissionScopes: one.publishedScopes.map(({ id, value }) => ({ id, value, isEnabled: true, type: 'User' })),
    servicePrincipalNames: [one.appId],
    servicePrincipalType: one.servicePrincipalType,
    tags: [],
  };
}

export function applicationEntity(one: ApplicationRecord): Entity {
  return {
    '@odata.type': '#microsoft.graph.application',
    id: one.id,
    appId: one.appId,
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: one.exposedScopes.map((scope) => ({ ...scope, type: 'User' })),
      preAuthorizedApplications: one.preAuthorized,
    },
    displayName: one.displayName,
    identifierUris: one.identifierUris,
    requiredResourceAccess: one.requiredResourceAccess,
    signInAudience: 'AzureADMyOrg',
    web: { homePageUrl: null, logoutUrl: null, redirectUris: one.redirectUris },
  };
}

export function grantEntity(one: PermissionGrantRecord): Entity {
  const { id, clientId, consentType, principalId, resourceId, scope } = one;
  return { clientId, consentType, id, principalId, resourceId, scope };
}

/** Every directory object of these ids that exists, in the order of the ids. */
export function directoryObjects(state: TenantState, ids: Iterable<string>): Entity[] {
  const all = new Map<string, Entity>([
    ...state.users.map((one): [string, Entity] => [one.id, userEntity(one)]),
    ...state.groups.map((one): [string, Entity] => [one.id, groupEntity(one)]),
    ...state.applications.map((one): [string, Entity] => [one.id, applicationEntity(one)]),
    ...state.servicePrincipals.map((one): [string, Entity] => [one.id, servicePrincipalEntity(one, state.tenantId)]),
  ]);
  return [...ids].flatMap((id) => all.get(id.toLowerCase()) ?? []);
}

/** One entity: without the @odata.type that a typed address makes needless, and cut to $select. */
export function entityAnswer(request: ServiceRequest, entity: Entity, contextPath: string): Answer {
  const { '@odata.type': _, ...plain } = selected(entity, request.query.get('$select'));
  const context = { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${contextPath}/$entity` };
  return { status: 200, body: { ...context, ...plain } };
}

/** As the list operations of Graph document it. */
const USUAL_PAGE_SIZE = 100;

/** One page of a list, at most `$top` or the tenant's page size. */
export function listAnswer(
  request: ServiceRequest,
  entities: readonly Entity[],
  {
    contextPath,
    pageSize = USUAL_PAGE_SIZE,
    typed = true,
  }: { contextPath: string; pageSize: number | undefined; typed?: boolean },
): Answer {
  const top = Number(request.query.get('$top')) || pageSize;
  const size = Math.min(top, 999);
  const from = Number(Buffer.from(request.query.get('$skiptoken') ?? '', 'base64url').toString('utf8')) || 0;
  const value = entities.slice(from, from + size).map((entity) => {
    const { '@odata.type': type, ...plain } = selected(entity, request.query.get('$select'));
    return typed && type !== undefined ? { '@odata.type': type, ...plain } : plain;
  });
  const context = { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${contextPath}` };
  const count = request.query.get('$count') === 'true' ? { '@odata.count': entities.length } : {};
  if (from + size >= entities.length) return { status: 200, body: { ...context, ...count, value } };
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', Buffer.from(String(from + size)).toString('base64url'));
  const nextLink = `${request.origin}${request.path}?${query}`;
  return { status: 200, body: { ...context, ...count, '@odata.nextLink': nextLink, value } };
}

function selected(entity: Entity, select: string | null): Record<string, unknown> {
  if (select === null) return entity;
  const wanted = select.split(',').map((name) => name.trim());
  return Object.fromEntries(Object.entries(entity).filter(([name]) => name === '@odata.type' || wanted.includes(name)));
}
