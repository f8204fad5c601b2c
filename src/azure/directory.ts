import { z } from 'zod/v4';
import type { PrincipalType } from '../rbac/model.ts';
import {
  type Application,
  type CallOptions,
  type DirectoryObject,
  type PermissionGrant,
  type ServicePrincipal,
  TenantError,
  type User,
} from '../tenant.ts';
import type { CallDescription } from './errors.ts';
import type { GraphReader } from './graph-client.ts';
import { assertGuid } from './ids.ts';

/** What the directory knows of people, apps and groups. The permissions named are the least application permission each call needs. */
export interface Directory {
  user(idOrName: string, options: CallOptions): Promise<User | undefined>;
  application(appId: string, options: CallOptions): Promise<Application | undefined>;
  applicationOwners(applicationObjectId: string, options: CallOptions): Promise<string[]>;
  servicePrincipal(appId: string, options: CallOptions): Promise<ServicePrincipal | undefined>;
  servicePrincipalsNamed(name: string, options: CallOptions): Promise<ServicePrincipal[]>;
  permissionGrants(clientObjectId: string, options: CallOptions): Promise<PermissionGrant[]>;
  groupsOf(principal: { objectId: string; type: 'User' | 'ServicePrincipal' }, options: CallOptions): Promise<string[]>;
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
  groups: { call: 'Graph: list group memberships', permission: 'Microsoft Graph GroupMember.Read.All' },
  members: { call: 'Graph: list group members', permission: 'Microsoft Graph GroupMember.Read.All' },
  groupOwners: { call: 'Graph: list owners of group', permission: 'Microsoft Graph GroupMember.Read.All' },
  objects: { call: 'Graph: read names of principals', permission: 'Microsoft Graph Directory.Read.All' },
} satisfies Record<string, CallDescription>;

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
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

export function createDirectory(graph: GraphReader): Directory {
  return {
    async user(idOrName, options) {
      // Encoding leaves dots, and dots alone lead to another path.
      if (/^\.{0,2}$/.test(idOrName)) return undefined;
      // '#' of a guest's name would start a fragment, so it is encoded with the rest.
      const path = `/users/${encodeURIComponent(idOrName)}?$select=id,displayName,userPrincipalName`;
      const found = read(userShape, await graph.get(path, calls.user, options), calls.user);
      return found && readUser(found);
    },
    async application(appId, options) {
      const path = `/applications(appId='${assertGuid(appId, calls.application.call)}')?$select=id,appId,displayName,requiredResourceAccess`;
      const found = read(applicationShape, await graph.get(path, calls.application, options), calls.application);
      return (
        found && {
          objectId: found.id,
          appId: found.appId.toLowerCase(),
          displayName: found.displayName ?? found.appId,
          requiredResourceAccess: found.requiredResourceAccess,
        }
      );
    },
    async applicationOwners(applicationObjectId, options) {
      const path = `/applications/${assertGuid(applicationObjectId, calls.owners.call)}/owners?$select=id`;
      const owners = await graph.list(path, 100, calls.owners, options);
      return owners.flatMap((owner) => read(objectShape, owner, calls.owners)?.id.toLowerCase() ?? []);
    },
    async servicePrincipal(appId, options) {
      const path = `/servicePrincipals(appId='${assertGuid(appId, calls.servicePrincipal.call)}')?$select=id,appId,displayName,servicePrincipalType`;
      const found = read(
        servicePrincipalShape,
        await graph.get(path, calls.servicePrincipal, options),
        calls.servicePrincipal,
      );
      return found && readServicePrincipal(found);
    },
    async servicePrincipalsNamed(name, options) {
      const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
      const path = `/servicePrincipals?$filter=${filter}&$select=id,appId,displayName,servicePrincipalType`;
      const found = await graph.list(path, 20, calls.servicePrincipal, options);
      return found.flatMap((item) => {
        const principal = read(servicePrincipalShape, item, calls.servicePrincipal);
        return principal === undefined ? [] : [readServicePrincipal(principal)];
      });
    },
    async permissionGrants(clientObjectId, options) {
      const path = `/servicePrincipals/${assertGuid(clientObjectId, calls.grants.call)}/oauth2PermissionGrants`;
      const grants = await graph.list(path, 1_000, calls.grants, options);
      return grants.flatMap((item) => {
        const grant = read(grantShape, item, calls.grants);
        return grant === undefined ? [] : [readGrant(grant)];
      });
    },
    async groupsOf(principal, options) {
      const id = assertGuid(principal.objectId, calls.groups.call);
      const collection = principal.type === 'User' ? 'users' : 'servicePrincipals';
      const path = `/${collection}/${id}/transitiveMemberOf/microsoft.graph.group?$select=id`;
      const groups = await graph.list(path, 5_000, calls.groups, options);
      return groups.flatMap((group) => read(objectShape, group, calls.groups)?.id.toLowerCase() ?? []);
    },
    async groupMembers(groupId, options) {
      const id = assertGuid(groupId, calls.members.call);
      const path = `/groups/${id}/transitiveMembers/microsoft.graph.user?$select=id,displayName,userPrincipalName`;
      const members = await graph.list(path, 500, calls.members, options);
      return members.flatMap((member) => readObject(read(objectShape, member, calls.members), 'User'));
    },
    async groupOwners(groupId, options) {
      const path = `/groups/${assertGuid(groupId, calls.groupOwners.call)}/owners?$select=id`;
      const owners = await graph.list(path, 100, calls.groupOwners, options);
      return owners.flatMap((owner) => read(objectShape, owner, calls.groupOwners)?.id.toLowerCase() ?? []);
    },
    async directoryObjects(ids, options) {
      if (ids.length === 0) return [];
      const body = { ids: ids.slice(0, 1_000).map((id) => assertGuid(id, calls.objects.call)) };
      const answer = await graph.post('/directoryObjects/getByIds', body, calls.objects, options);
      const found = read(z.object({ value: z.array(z.unknown()) }), answer, calls.objects);
      return (found?.value ?? []).flatMap((item) => readObject(read(objectShape, item, calls.objects), undefined));
    },
  };
}

function read<T>(shape: z.ZodType<T>, value: unknown, { call }: CallDescription): T | undefined {
  if (value === undefined) return undefined;
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TenantError(`${call}: Azure's answer could not be read.`, {
    code: 'bad-answer',
    call,
    cause: parsed.error,
  });
}

function readUser(found: z.infer<typeof userShape>): User {
  return {
    kind: 'user',
    objectId: found.id.toLowerCase(),
    displayName: found.displayName ?? found.userPrincipalName ?? found.id,
    userPrincipalName: found.userPrincipalName ?? '',
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

const objectTypes: Record<string, PrincipalType> = {
  '#microsoft.graph.user': 'User',
  '#microsoft.graph.group': 'Group',
  '#microsoft.graph.servicePrincipal': 'ServicePrincipal',
  '#microsoft.graph.device': 'Device',
};

function readObject(
  found: z.infer<typeof objectShape> | undefined,
  type: PrincipalType | undefined,
): DirectoryObject[] {
  if (found === undefined) return [];
  return [
    {
      objectId: found.id.toLowerCase(),
      type: type ?? objectTypes[found['@odata.type'] ?? ''] ?? 'Unknown',
      displayName: found.displayName ?? found.id,
      ...(found.userPrincipalName && { userPrincipalName: found.userPrincipalName }),
    },
  ];
}
