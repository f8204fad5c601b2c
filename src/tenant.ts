/**
 * The port to an Azure tenant: what the diagnosis and the approval ask of it, in the field's words.
 * Every method answers with plain data or throws a TenantError; none returns "not allowed to see" as "nothing there".
 */
import type { DenyAssignment, PrincipalType, RoleAssignment, RoleDefinition } from './rbac/model.ts';

export interface Instance {
  /** ARM resource id. */
  id: string;
  name: string;
  hostName: string;
  location: string;
  subscriptionId: string;
  resourceGroup: string;
  /** Home tenant; a token of any other tenant gets 404 *Sub-domain not found* (Azure docs, "Error 404 (Sub-domain not found)"). */
  tenantId: string;
  provisioningState: string;
  publicNetworkAccess: 'Enabled' | 'Disabled';
  /** As whom the instance itself calls other services; absent where it has no identity. */
  identity?: InstanceIdentity;
  /** Connections of private endpoints; `status` is 'Approved', 'Pending', 'Rejected' or 'Disconnected'. */
  privateEndpoints: { name: string; status: string }[];
}

/** Managed identities of an instance. Object ids in lower case. */
export interface InstanceIdentity {
  /** Of the system-assigned one, where there is one. */
  objectId?: string;
  /** The others, by resource id; Azure may leave out an object id. */
  userAssigned: { id: string; objectId?: string }[];
}

/** What an instance delivers events to. */
export interface Endpoint {
  name: string;
  /** 'EventHub', 'ServiceBus' or 'EventGrid'. */
  type: string;
  /** With keys that the endpoint holds, or with an identity of the instance. */
  authentication: 'KeyBased' | 'IdentityBased';
  provisioningState: string;
  /** 'sb://contoso-events.servicebus.windows.net', where an identity is used. */
  uri?: string;
  /** The event hub or topic, where an identity is used. */
  entityPath?: string;
  /** Container for what cannot be delivered, where an identity writes it. */
  deadLetterUri?: string;
  /** Resource id of the user-assigned identity it uses; absent: the system-assigned one. */
  userAssignedIdentity?: string;
}

/** A data history connection: twin updates are sent to an event hub, and Azure Data Explorer reads them there. */
export interface DataHistoryConnection {
  name: string;
  provisioningState: string;
  /** Resource id of the cluster. */
  adxResourceId: string;
  adxDatabaseName: string;
  /** Resource id. */
  eventHubNamespaceId: string;
  eventHub: string;
  /** As of an endpoint. */
  userAssignedIdentity?: string;
}

/** A resource of any type, as far as it is looked for. */
export interface AzureResource {
  id: string;
  name: string;
  /** In lower case: 'microsoft.storage/storageaccounts' … */
  type: string;
}

export interface User {
  kind: 'user';
  objectId: string;
  displayName: string;
  userPrincipalName: string;
}

export interface ServicePrincipal {
  objectId: string;
  appId: string;
  displayName: string;
  /** 'Application', 'ManagedIdentity' … */
  type: string;
}

/** An app registration: what the app asks for, not what it was granted. */
export interface Application {
  objectId: string;
  appId: string;
  displayName: string;
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[];
}

/** An app registration, and how people sign in to it. Ids in lower case; addresses as they are registered. */
export interface SignInApplication extends Application {
  /** Of the platform "Web". */
  redirectUris: string[];
  /** 'api://…': what the app is called where a token for it is asked for. */
  identifierUris: string[];
  /** What it exposes. */
  scopes: { id: string; value: string; isEnabled: boolean }[];
  /** Apps that get tokens for these scopes without anybody being asked. */
  preAuthorized: { appId: string; scopeIds: string[] }[];
}

/** A delegated grant (oauth2PermissionGrant). `clientId` and `resourceId` are service principal object ids. */
export interface PermissionGrant {
  clientId: string;
  resourceId: string;
  consentType: 'AllPrincipals' | 'Principal';
  principalId?: string;
  /** Split at spaces, empty parts dropped. */
  scopes: string[];
}

export interface DirectoryObject {
  objectId: string;
  /** 'Application' is an app registration, which no role assignment reaches. */
  type: PrincipalType | 'Application' | 'Unknown';
  /** Of a service principal and of an app registration, lower case. */
  appId?: string;
  displayName: string;
  userPrincipalName?: string;
}

/** An app registration or service principal, by either of its ids. */
export type AppAddress = { appId: string } | { objectId: string };

/** Whose groups are asked for. A user principal name or an app id spares finding the object first. */
export type MemberAddress =
  | { type: 'User' | 'ServicePrincipal' | 'Group'; objectId: string }
  | { type: 'User'; userPrincipalName: string }
  | { type: 'ServicePrincipal'; appId: string };

export interface NewRoleAssignment {
  scope: string;
  /** GUID of the role definition. */
  roleId: string;
  principalId: string;
  principalType: PrincipalType;
  /** At most 1024 characters; shows in the portal and the activity log. */
  description: string;
}

/** The answer to a create: `adopted` when Azure already had this role for this principal at this scope. */
export interface CreatedRoleAssignment {
  id: string;
  outcome: 'created' | 'adopted';
}

/** A role that ends by itself: what Privileged Identity Management (PIM) is asked for. */
export interface NewRoleSchedule extends NewRoleAssignment {
  minutes: number;
  /** PIM has scheduled this role for this principal already: it is to last until then instead. ISO 8601. */
  prolongUntil?: string;
}

/** A request to PIM for a role that ends by itself, and what became of it. */
export interface RoleSchedule {
  /** Full id of the request. PIM makes the role assignment itself, under a name of its own. */
  id: string;
  /** `waits-for-approval`: somebody has to decide in PIM; `refused`: it was never made, or is taken away. */
  state: 'made' | 'under-way' | 'waits-for-approval' | 'refused';
  /** In Azure's word: 'Provisioned', 'Denied' … */
  status: string;
  /** When Azure ends the role. ISO 8601. */
  endsAt: string;
}

/** The answer to a NewRoleSchedule. */
export type ScheduledRole =
  | { outcome: 'scheduled'; schedule: RoleSchedule }
  /** Azure already had this role for this principal at this scope. `id` is the role assignment's. */
  | { outcome: 'adopted'; id: string }
  /** The role's settings in PIM do not allow it. `rules` are Azure's names: 'ExpirationRule', 'TicketingRule' … */
  | { outcome: 'against-policy'; rules: string[]; longestMinutes?: number }
  /** The tenant has no PIM, or not for this person: the role can be assigned without an end. */
  | { outcome: 'unavailable' };

/** A scheduled role that is to end now. */
export type RoleScheduleEnd = Pick<NewRoleAssignment, 'scope' | 'roleId' | 'principalId' | 'description'>;

/** What a log tells of a stretch of time. Logs come late: Azure writes them minutes after what they tell of. */
export interface Logged<Entry> {
  /** The newest first. */
  entries: Entry[];
  /** False where there was more than is read at once, or an entry that could not be read. */
  complete: boolean;
}

/** ISO 8601, both ends included. */
export interface Stretch {
  from: string;
  to: string;
}

/** Something that was changed in a subscription and can keep people out. Who did it is not read. `at` is ISO 8601. */
export type ResourceChange = { at: string } & (
  | {
      kind: 'role-removed';
      scope: string;
      /** Absent where the log does not tell whose role it was, or which. GUIDs in lower case. */
      held?: { principalId: string; roleId: string };
    }
  | { kind: 'deny-added'; scope: string }
  | {
      kind: 'instance-changed';
      /** What was asked for, where the log tells. */
      publicNetworkAccess?: 'Enabled' | 'Disabled';
    }
);

/** Somebody, or a group, was taken out of a group. Object ids in lower case; `at` is ISO 8601. */
export interface RemovedMember {
  at: string;
  groupId: string;
  memberId: string;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Counts the HTTP calls made, answers from a cache excluded. */
  tally?: { calls: number };
}

export interface Tenant {
  readonly tenantId: string;
  /** Instances the bot can see, by resource id, name or host name (compared without case), or all of them; at most 1000. */
  findInstances(by: { id?: string; name?: string; hostName?: string }, options?: CallOptions): Promise<Instance[]>;
  /** The resource id that `findInstances` gave last for this, without a call: to begin with while it is looked up anew. */
  recallInstance(by: { id?: string; name?: string; hostName?: string }): string | undefined;
  /** Assignments at or above `scope` that reach `principalId`, nested groups included. */
  roleAssignmentsOf(principalId: string, scope: string, options?: CallOptions): Promise<RoleAssignment[]>;
  /**
   * Roles that `principalId`, a user, may activate at, above or below `scope`, through groups too, each as the assignment it
   * would become. None in a tenant without Privileged Identity Management.
   */
  eligibleRolesOf(principalId: string, scope: string, options?: CallOptions): Promise<RoleAssignment[]>;
  /** Assignments in a subscription, at it, above and below, that reach `principalId`, nested groups included; not for a group. */
  roleAssignmentsIn(principalId: string, subscription: string, options?: CallOptions): Promise<RoleAssignment[]>;
  /** Assignments in a subscription, at it, above and below, that name `principalId` itself; its groups are left out. */
  directAssignmentsIn(principalId: string, subscription: string, options?: CallOptions): Promise<RoleAssignment[]>;
  /** Every assignment at or above `scope`, whoever holds it. */
  roleAssignmentsAt(scope: string, options?: CallOptions): Promise<RoleAssignment[]>;
  /**
   * Role definitions usable in the subscription of `scope`, keyed by GUID. Cached; `having` names GUIDs whose absence from
   * the cache makes it read again. A promise of them is awaited beside the read.
   */
  roleDefinitions(
    scope: string,
    options?: CallOptions & { having?: readonly string[] | PromiseLike<readonly string[]> },
  ): Promise<ReadonlyMap<string, RoleDefinition>>;
  /** Endpoints of an instance. */
  endpointsOf(instanceId: string, options?: CallOptions): Promise<Endpoint[]>;
  /** Data history connections of an instance. */
  dataHistoryOf(instanceId: string, options?: CallOptions): Promise<DataHistoryConnection[]>;
  /** Resources the bot can see in any subscription, of these types, and of these names where any are given; at most 1000. */
  findResources(
    by: { types: readonly string[]; names?: readonly string[] },
    options?: CallOptions,
  ): Promise<AzureResource[]>;
  /** Deny assignments at or above `scope`. */
  denyAssignmentsAt(scope: string, options?: CallOptions): Promise<DenyAssignment[]>;
  /**
   * What was changed at an instance, at most 90 days back: itself, and roles and deny assignments anywhere in its
   * subscription. What was changed at a management group is in no subscription's log.
   */
  changesAt(instanceId: string, during: Stretch, options?: CallOptions): Promise<Logged<ResourceChange>>;
  /** By object id or user principal name. */
  user(idOrName: string, options?: CallOptions): Promise<User | undefined>;
  /** Users with this mail address: guests are known by it, not by their user principal name. At most 5. */
  usersWithMail(mail: string, options?: CallOptions): Promise<User[]>;
  application(appId: string, options?: CallOptions): Promise<Application | undefined>;
  signInApplication(appId: string, options?: CallOptions): Promise<SignInApplication | undefined>;
  /** App registrations with exactly this display name. At most 20. */
  applicationsNamed(name: string, options?: CallOptions): Promise<Application[]>;
  /** Object ids of the owners of an app registration; none where there is no such registration. */
  applicationOwners(application: AppAddress, options?: CallOptions): Promise<string[]>;
  servicePrincipal(appId: string, options?: CallOptions): Promise<ServicePrincipal | undefined>;
  /** Service principals with exactly this display name: apps and managed identities are called by name. At most 20. */
  servicePrincipalsNamed(name: string, options?: CallOptions): Promise<ServicePrincipal[]>;
  /** What was granted to the service principal `client`; none where there is no such service principal. */
  permissionGrants(client: AppAddress, options?: CallOptions): Promise<PermissionGrant[]>;
  /** Object ids of every group the member is in, nested ones included; none where there is no such member. */
  groupsOf(member: MemberAddress, options?: CallOptions): Promise<string[]>;
  /** Groups with exactly this display name. At most 20. */
  groupsNamed(name: string, options?: CallOptions): Promise<DirectoryObject[]>;
  /** Users in a group, nested groups included. */
  groupMembers(groupId: string, options?: CallOptions): Promise<DirectoryObject[]>;
  /** Object ids of the owners of a group: those of a team are its owners. */
  groupOwners(groupId: string, options?: CallOptions): Promise<string[]>;
  /** Who was taken out of any group. A tenant without Microsoft Entra ID P1 does not tell. */
  membersRemoved(during: Stretch, options?: CallOptions): Promise<Logged<RemovedMember>>;
  /** Names for object ids; an id the directory does not know is absent. */
  directoryObjects(ids: readonly string[], options?: CallOptions): Promise<DirectoryObject[]>;
  /** `name` is the assignment's own GUID. */
  createRoleAssignment(name: string, request: NewRoleAssignment, options?: CallOptions): Promise<CreatedRoleAssignment>;
  /** Deletes one assignment by its full id; absent is success. */
  deleteRoleAssignment(id: string, options?: CallOptions): Promise<void>;
  /**
   * Of the requests to PIM with these names (GUIDs), the one that holds: the last that was not refused, else the last.
   * None in a tenant without PIM.
   */
  roleSchedule(scope: string, names: readonly string[], options?: CallOptions): Promise<RoleSchedule | undefined>;
}

/**
 * What a person writes with his own sign-in, for as long as one click lasts. `Needs` is the answer where that sign-in is not
 * enough. Throws TenantError.
 */
export interface PersonalWrites<Needs> {
  createRoleAssignment(
    name: string,
    request: NewRoleAssignment,
    options?: CallOptions,
  ): Promise<CreatedRoleAssignment | Needs>;
  /** Absent is success. */
  deleteRoleAssignment(id: string, options?: CallOptions): Promise<'deleted' | Needs>;
  /** A role that Azure ends by itself. `names`: GUIDs for this request and no other; the first that is free is used. */
  scheduleRole(
    names: readonly string[],
    request: NewRoleSchedule,
    options?: CallOptions,
  ): Promise<ScheduledRole | Needs>;
  /** Ends such a role before its time. `under-way`: Azure has not confirmed it yet. */
  endScheduledRole(name: string, end: RoleScheduleEnd, options?: CallOptions): Promise<'ended' | 'under-way' | Needs>;
}

export type TenantErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rejected'
  | 'throttled'
  | 'unavailable'
  | 'timeout'
  | 'cancelled'
  | 'bad-answer';

/** A call to Azure that gave no usable answer. `message` says what was asked, what came back and what mends it. */
export class TenantError extends Error {
  override readonly name = 'TenantError';
  readonly code: TenantErrorCode;
  /** The call in words: 'ARM: list role assignments'. */
  readonly call: string;
  /** Azure's own error code, when it gave one: 'AuthorizationFailed', 'PrincipalNotFound' … */
  readonly azureCode?: string;
  /** The permission whose lack explains a refusal: 'Microsoft.Authorization/roleAssignments/read'. */
  readonly permission?: string;
  /** Azure's Retry-After, in milliseconds. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    details: {
      code: TenantErrorCode;
      call: string;
      azureCode?: string;
      permission?: string;
      retryAfterMs?: number;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.code = details.code;
    this.call = details.call;
    if (details.azureCode !== undefined) this.azureCode = details.azureCode;
    if (details.permission !== undefined) this.permission = details.permission;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}
