import { z } from 'zod/v4';
import {
  type AppAddress,
  type Application,
  type CallOptions,
  type DirectoryObject,
  type MemberAddress,
  type PermissionGrant,
  type ServicePrincipal,
  type SignInApplication,
  TenantError,
  type User,
} from '../tenant.ts';
import type { CallDescription } from './errors.ts';
import type { GraphReader } from './graph-client.ts';
import { assertGuid } from './ids.ts';

/** What the directory knows of people, apps and groups. The permissions named are the least application permission each call needs. */
export interface Directory {
  user(idOrName: string, options: CallOptions): Promise<User | undefined>;
  usersWithMail(mail: string, options: CallOptions): Promise<User[]>;
  application(appId: string, options: CallOptions): Promise<Application | undefined>;
  signInApplication(appId: string, options: CallOptions): Promise<SignInApplication | undefined>;
  applicationsNamed(name: string, options: CallOptions): Promise<Application[]>;
  applicationOwners(application: AppAddress, options: CallOptions): Promise<string[]>;
  servicePrincipal(appId: string, options: CallOptions): Promise<ServicePrincipal | undefined>;
  servicePrincipalsNamed(name: string, options: CallOptions): Promise<ServicePrincipal[]>;
  permissionGrants(client: AppAddress, options: CallOptions): Promise<PermissionGrant[]>;
  groupsOf(member: MemberAddress, options: CallOptions): Promise<string[]>;
  groupsNamed(name: string, options: CallOptions): Promise<DirectoryObject[]>;
  groupMembers(groupId: string, options: CallOptions): Promise<DirectoryObject[]>;
  groupOwners(groupId: string, options: CallOptions): Promise<string[]>;
  directoryObjects(ids: readonly string[], options: CallOptions): Promise<DirectoryObject[]>;
}

const calls = {
  user: { call: 'Graph: read user', permission: 'Microsoft Graph User.Read.All' },
  application: { call: 'Graph: read app registration', permission: 'Microsoft Graph Application.Read.All' },
  owners: { call: 'Graph: list owners of app registration', permission: 'Microsoft Graph Application.Read.All' },
  servicePrincipal: { call: 'Graph: read service principal', permission: 'Microsoft Graph Application.Read.All' },
  grants: { call: 'Graph: list delegated permission grants', permission: 'Microsoft Graph Directory.Read.All' },
  group: { call: 'Graph: read group', permission: 'Microsoft Graph GroupMember.Read.All' },
  members: { call: 'Graph: list group members', permission: 'Microsoft Graph GroupMember.Read.All' },
  groupOwners: { call: 'Graph: list owners of group', permission: 'Microsoft Graph GroupMember.Read.All' },
  objects: { call: 'Graph: read names of principals', permission: 'Microsoft Graph Directory.Read.All' },
} satisfies Record<string, CallDescription>;

/** Each kind of member is read with a right of its own (Graph docs, "List … transitive memberOf"). */
const memberships: Record<MemberAddress['type'], CallDescription> = {
  User: { call: 'Graph: list group memberships', permission: 'Microsoft Graph GroupMember.Read.All' },
  ServicePrincipal: { call: 'Graph: list group memberships', permission: 'Microsoft Graph Application.Read.All' },
  Group: { call: 'Graph: list group memberships', permission: 'Microsoft Graph Directory.Read.All' },
};

const ofUser = '$select=id,displayName,userPrincipalName';
const ofApplication = '$select=id,appId,displayName,requiredResourceAccess';
const ofSignInApplication = `${ofApplication},web,identifierUris,api`;
const ofServicePrincipal = '$select=id,appId,displayName,servicePrincipalType';

const userShape = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
const applicationShape = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string().nullish(),
  requiredResourceAccess: z
    .array(
      z.object({
        resourceAppId: z.string(),
        resourceAccess: z.array(z.object({ id: z.string(), type: z.string() })),
      }),
    )
    .catch([]),
});
const signInApplicationShape = applicationShape.extend({
  web: z.object({ redirectUris: z.array(z.string()).catch([]) }).catch({ redirectUris: [] }),
  identifierUris: z.array(z.string()).catch([]),
  api: z
    .object({
      oauth2PermissionScopes: z
        .array(z.object({ id: z.string(), value: z.string().nullish(), isEnabled: z.boolean().nullish() }))
        .catch([]),
      preAuthorizedApplications: z
        .array(z.object({ appId: z.string(), delegatedPermissionIds: z.array(z.string()) }))
        .catch([]),
    })
    .catch({ oauth2PermissionScopes: [], preAuthorizedApplications: [] }),
});
const servicePrincipalShape = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
});
const grantShape = z.object({
  clientId: z.string(),
  resourceId: z.string(),
  consentType: z.enum(['AllPrincipals', 'Principal']),
  principalId: z.string().nullish(),
  scope: z.string().nullish(),
});
const objectShape = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  appId: z.string().nullish(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

export function createDirectory(graph: GraphReader): Directory {
  /** Up to `most` of a collection, each item read into the field's words. */
  async function list<Shape, Item>(
    path: string,
    most: number,
    description: CallDescription,
    options: CallOptions,
    shape: z.ZodType<Shape>,
    into: (found: Shape) => Item,
  ): Promise<Item[]> {
    const items = await graph.list(path, most, description, options);
    return items.map((item) => into(parse(shape, item, description)));
  }

  async function readApplicationAs<Shape, Item>(
    appId: string,
    select: string,
    options: CallOptions,
    shape: z.ZodType<Shape>,
    into: (found: Shape) => Item,
  ): Promise<Item | undefined> {
    const path = `/applications${addressPath({ appId }, calls.application)}?${select}`;
    const found = await graph.get(path, calls.application, options);
    return found === undefined ? undefined : into(parse(shape, found, calls.application));
  }

  return {
    async user(idOrName, options) {
      const path = userPath(idOrName);
      if (path === undefined) return undefined;
      const found = await graph.get(`${path}?${ofUser}`, calls.user, options);
      return found === undefined ? undefined : readUser(parse(userShape, found, calls.user));
    },
    usersWithMail(mail, options) {
      const path = `/users?$filter=${equals('mail', mail)}&${ofUser}&$top=5`;
      return list(path, 5, calls.user, options, userShape, readUser);
    },
    async application(appId, options) {
      return readApplicationAs(appId, ofApplication, options, applicationShape, readApplication);
    },
    async signInApplication(appId, options) {
      return readApplicationAs(appId, ofSignInApplication, options, signInApplicationShape, readSignInApplication);
    },
    applicationsNamed(name, options) {
      const path = `/applications?$filter=${equals('displayName', name)}&${ofApplication}&$top=20`;
      return list(path, 20, calls.application, options, applicationShape, readApplication);
    },
    async applicationOwners(application, options) {
      const path = `/applications${addressPath(application, calls.owners)}/owners?$select=id`;
      return list(path, 100, calls.owners, options, objectShape, idOf);
    },
    async servicePrincipal(appId, options) {
      const path = `/servicePrincipals${addressPath({ appId }, calls.servicePrincipal)}?${ofServicePrincipal}`;
      const found = await graph.get(path, calls.servicePrincipal, options);
      if (found === undefined) return undefined;
      return readServicePrincipal(parse(servicePrincipalShape, found, calls.servicePrincipal));
    },
    servicePrincipalsNamed(name, options) {
      const path = `/servicePrincipals?$filter=${equals('displayName', name)}&${ofServicePrincipal}&$top=20`;
      return list(path, 20, calls.servicePrincipal, options, servicePrincipalShape, readServicePrincipal);
    },
    async permissionGrants(client, options) {
      const path = `/servicePrincipals${addressPath(client, calls.grants)}/oauth2PermissionGrants`;
      return list(path, 1_000, calls.grants, options, grantShape, readGrant);
    },
    async groupsOf(member, options) {
      const path = memberPath(member);
      if (path === undefined) return [];
      // Not cast to groups in the address: that query is answered from an index that lags behind (Graph docs, "Advanced
      // query capabilities").
      const found = await list(
        `${path}/transitiveMemberOf?$select=id&$top=999`,
        5_000,
        memberships[member.type],
        options,
        objectShape,
        (each) => each,
      );
      return found.filter((each) => each['@odata.type'] === '#microsoft.graph.group').map(idOf);
    },
    groupsNamed(name, options) {
      const path = `/groups?$filter=${equals('displayName', name)}&$select=id,displayName&$top=20`;
      return list(path, 20, calls.group, options, objectShape, (found) => readObject(found, 'Group'));
    },
    async groupMembers(groupId, options) {
      const id = assertGuid(groupId, calls.members.call);
      const path = `/groups/${id}/transitiveMembers/microsoft.graph.user?$select=id,displayName,userPrincipalName&$top=500`;
      return list(path, 500, calls.members, options, objectShape, (found) => readObject(found, 'User'));
    },
    async groupOwners(groupId, options) {
      const path = `/groups/${assertGuid(groupId, calls.groupOwners.call)}/owners?$select=id`;
      return list(path, 100, calls.groupOwners, options, objectShape, idOf);
    },
    async directoryObjects(ids, options) {
      if (ids.length === 0) return [];
      const body = { ids: ids.slice(0, 1_000).map((id) => assertGuid(id, calls.objects.call)) };
      const answer = await graph.post('/directoryObjects/getByIds', body, calls.objects, options);
      const found = parse(z.object({ value: z.array(objectShape) }), answer, calls.objects);
      return found.value.map((each) => readObject(each));
    },
  };
}

/** Undefined for what can be nobody's name: encoding leaves dots, and dots alone lead to another path. */
function userPath(idOrName: string): string | undefined {
  // '#' of a guest's name would start a fragment, so it is encoded with the rest.
  return /^\.{0,2}$/.test(idOrName) ? undefined : `/users/${encodeURIComponent(idOrName.toWellFormed())}`;
}

/** What stands behind the name of a collection. */
function addressPath(address: AppAddress, { call }: CallDescription): string {
  return 'appId' in address ? `(appId='${assertGuid(address.appId, call)}')` : `/${assertGuid(address.objectId, call)}`;
}

function memberPath(member: MemberAddress): string | undefined {
  if ('userPrincipalName' in member) return userPath(member.userPrincipalName);
  const collections = { User: 'users', ServicePrincipal: 'servicePrincipals', Group: 'groups' };
  return `/${collections[member.type]}${addressPath(member, memberships[member.type])}`;
}

/** A $filter that compares with a text as it is: a quote inside is doubled, and what a URL would read is encoded. */
function equals(property: 'displayName' | 'mail', text: string): string {
  return encodeURIComponent(`${property} eq '${text.toWellFormed().replaceAll("'", "''")}'`);
}

function parse<T>(shape: z.ZodType<T>, value: unknown, { call }: CallDescription): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TenantError(`${call}: Azure's answer could not be read.`, {
    code: 'bad-answer',
    call,
    cause: parsed.error,
  });
}

function idOf(found: z.infer<typeof objectShape>): string {
  return found.id.toLowerCase();
}

function readUser(found: z.infer<typeof userShape>): User {
  return {
    kind: 'user',
    objectId: found.id.toLowerCase(),
    displayName: found.displayName ?? found.userPrincipalName ?? found.id,
    userPrincipalName: found.userPrincipalName ?? '',
  };
}

function readApplication(found: z.infer<typeof applicationShape>): Application {
  return {
    objectId: found.id.toLowerCase(),
    appId: found.appId.toLowerCase(),
    displayName: found.displayName ?? found.appId,
    requiredResourceAccess: found.requiredResourceAccess,
  };
}

function readSignInApplication(found: z.infer<typeof signInApplicationShape>): SignInApplication {
  const { web, identifierUris, api } = found;
  return {
    ...readApplication(found),
    redirectUris: web.redirectUris,
    identifierUris,
    scopes: api.oauth2PermissionScopes.map(({ id, value, isEnabled }) => ({
      id: id.toLowerCase(),
      value: value ?? '',
      isEnabled: isEnabled ?? true,
    })),
    preAuthorized: api.preAuthorizedApplications.map(({ appId, delegatedPermissionIds }) => ({
      appId: appId.toLowerCase(),
      scopeIds: delegatedPermissionIds.map((id) => id.toLowerCase()),
    })),
  };
}

function readServicePrincipal(found: z.infer<typeof servicePrincipalShape>): ServicePrincipal {
  return {
    objectId: found.id.toLowerCase(),
    appId: found.appId.toLowerCase(),
    displayName: found.displayName ?? found.appId,
    type: found.servicePrincipalType ?? 'Application',
  };
}

function readGrant(found: z.infer<typeof grantShape>): PermissionGrant {
  return {
    clientId: found.clientId.toLowerCase(),
    resourceId: found.resourceId.toLowerCase(),
    consentType: found.consentType,
    ...(found.principalId && { principalId: found.principalId.toLowerCase() }),
    // A list separated by spaces, sometimes with one in front.
    scopes: (found.scope ?? '').split(' ').filter((scope) => scope !== ''),
  };
}

const objectTypes: Record<string, DirectoryObject['type']> = {
  '#microsoft.graph.user': 'User',
  '#microsoft.graph.group': 'Group',
  '#microsoft.graph.servicePrincipal': 'ServicePrincipal',
  '#microsoft.graph.device': 'Device',
  '#microsoft.graph.application': 'Application',
};

/** `type` where the address of the call says it, and the answer does not. */
function readObject(found: z.infer<typeof objectShape>, type?: DirectoryObject['type']): DirectoryObject {
  return {
    objectId: idOf(found),
    type: type ?? objectTypes[found['@odata.type'] ?? ''] ?? 'Unknown',
    displayName: found.displayName ?? found.id,
    ...(found.appId && { appId: found.appId.toLowerCase() }),
    ...(found.userPrincipalName && { userPrincipalName: found.userPrincipalName }),
  };
}
