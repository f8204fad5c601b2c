/** The simulated tenant's live records. Plain and mutable, so that a test or the launcher can change the tenant while it runs. */

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

export interface UserRecord {
  /** Object id. */
  id: string;
  displayName: string;
  userPrincipalName: string;
  mail: string | null;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  /** Id of another tenant, when this person's tools sign in there. */
  signsInAt?: string;
}

export interface GroupRecord {
  id: string;
  displayName: string;
  /** Object ids of the direct members: users, groups and service principals. */
  members: string[];
  /** Object ids of the users who own it; a group with owners can stand behind a team. */
  owners: string[];
}

export interface ApplicationRecord {
  /** Object id of the app registration. */
  id: string;
  appId: string;
  displayName: string;
  secrets: string[];
  /** Object ids of managed identities whose tokens it takes in place of a secret. */
  trusts: string[];
  /** Where the browser may be sent after a sign-in. */
  redirectUris: string[];
  /** 'api://…'. */
  identifierUris: string[];
  exposedScopes: { id: string; value: string; isEnabled: boolean }[];
  /** Clients that nobody is asked about. */
  preAuthorized: { appId: string; delegatedPermissionIds: string[] }[];
  /** Object ids. */
  owners: string[];
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: 'Scope' | 'Role' }[] }[];
}

export interface ServicePrincipalRecord {
  /** Object id: the one that role assignments name. */
  id: string;
  appId: string;
  displayName: string;
  servicePrincipalType: 'Application' | 'ManagedIdentity';
  /** Microsoft Graph application permissions, admin consent included: 'User.Read.All' … */
  graphPermissions: string[];
  /** Of a managed identity: whether it is user-assigned ('isExplicit=True'), and its resource id. */
  alternativeNames: string[];
  publishedScopes: { id: string; value: string }[];
}

/** A delegated consent. `clientId` and `resourceId` are service principal object ids. */
export interface PermissionGrantRecord {
  id: string;
  clientId: string;
  resourceId: string;
  consentType: 'AllPrincipals' | 'Principal';
  principalId: string | null;
  /** Space-separated, as Graph returns it. */
  scope: string;
}

export interface ManagementGroupRecord {
  name: string;
  displayName: string;
  /** Name of the management group above; absent right below the tenant root. */
  parent?: string;
}

export interface SubscriptionRecord {
  subscriptionId: string;
  displayName: string;
  state: string;
  managementGroup?: string;
}

export interface ResourceGroupRecord {
  subscriptionId: string;
  name: string;
  location: string;
}

export interface InstanceRecord {
  /** ARM resource id. */
  id: string;
  subscriptionId: string;
  resourceGroup: string;
  name: string;
  location: string;
  hostName: string;
  provisioningState: string;
  publicNetworkAccess: 'Enabled' | 'Disabled';
  privateEndpoints: { name: string; status: string }[];
  /** Object id of the instance's own identity. */
  systemIdentity?: string;
  /** User-assigned managed identities: resource id, object id and client id. */
  userIdentities: { id: string; principalId: string; clientId: string }[];
  endpoints: EndpointRecord[];
  dataHistory: DataHistoryRecord[];
  content: InstanceContent;
}

/** `properties` are as ARM shows them. */
export interface EndpointRecord {
  name: string;
  properties: Record<string, unknown>;
}

export type DataHistoryRecord = EndpointRecord;

/** A resource of another service, of which only the place is known. */
export interface ResourceRecord {
  /** ARM resource id. */
  id: string;
  name: string;
  /** 'Microsoft.Storage/storageAccounts' … */
  type: string;
  subscriptionId: string;
  resourceGroup: string;
}

/** What the instance's data plane holds. */
export interface InstanceContent {
  models: Map<string, ModelRecord>;
  /** By $dtId; the JSON as the data plane returns it. */
  twins: Map<string, Record<string, unknown>>;
  relationships: Record<string, unknown>[];
  eventRoutes: Map<string, Record<string, unknown>>;
  importJobs: Map<string, Record<string, unknown>>;
}

export interface ModelRecord {
  id: string;
  model: Record<string, unknown>;
  uploadTime: string;
  decommissioned: boolean;
}

export interface RolePermission {
  actions: string[];
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
}

export interface RoleDefinitionRecord {
  /** GUID. */
  name: string;
  roleName: string;
  type: 'BuiltInRole' | 'CustomRole';
  description: string;
  assignableScopes: string[];
  permissions: RolePermission[];
}

export interface RoleAssignmentRecord {
  /** GUID. */
  name: string;
  /** ARM scope; '/' is the tenant root. */
  scope: string;
  /** GUID of the role definition. */
  roleDefinitionId: string;
  principalId: string;
  principalType: PrincipalType;
  condition?: string;
  description?: string;
  createdOn: string;
  updatedOn: string;
  createdBy: string;
  /** Set for a PIM activation: when it ends. */
  activatedUntil?: string;
  /** Set for one that PIM has scheduled: when it ends. */
  scheduledUntil?: string;
}

/** A request to PIM for an active role. */
export interface ScheduleRequestRecord {
  name: string;
  scope: string;
  roleDefinitionId: string;
  principalId: string;
  principalType: PrincipalType;
  requestType: string;
  /** 'Provisioned', 'Revoked' …, as ARM shows it. */
  status: string;
  justification: string | null;
  startDateTime: string;
  /** As it was asked for. */
  expiration: { type: string; endDateTime: string | null; duration: string | null };
  /** Object id of whoever asked. */
  requestorId: string;
}

/** What the tenant's licence and settings say about PIM. */
export interface PimSettings {
  licensed: boolean;
  /** Minutes. */
  longest?: number | undefined;
  mfa: boolean;
  authenticationContext?: string | undefined;
  ticket: boolean;
}

export interface DenyAssignmentRecord {
  name: string;
  denyAssignmentName: string;
  scope: string;
  permissions: RolePermission[];
  /** Object ids; the all-zero GUID stands for everyone. */
  principals: string[];
  excludePrincipals: string[];
  doNotApplyToChildScopes: boolean;
  isSystemProtected: boolean;
}

/** A PIM eligibility: the role can be activated, but is not active. */
export interface EligibleRoleRecord {
  name: string;
  scope: string;
  roleDefinitionId: string;
  principalId: string;
  principalType: PrincipalType;
  startDateTime: string;
  endDateTime?: string;
}

/** One event of the activity log: the beginning or the end of a change. */
export interface ActivityRecord {
  at: string;
  /** Both events of one change have the same. */
  operationId: string;
  operation: string;
  method: string;
  status: 'Started' | 'Accepted' | 'Succeeded' | 'Failed';
  resourceId: string;
  caller: string;
  properties: Record<string, string>;
}

/** Who was taken out of a group, as the directory's audit log keeps it. */
export interface RemovedMemberRecord {
  at: string;
  groupId: string;
  memberId: string;
}

export interface TenantState {
  tenantId: string;
  displayName: string;
  domain: string;
  /** Client id of the bot's own app. */
  botAppId: string;
  users: UserRecord[];
  groups: GroupRecord[];
  applications: ApplicationRecord[];
  servicePrincipals: ServicePrincipalRecord[];
  permissionGrants: PermissionGrantRecord[];
  managementGroups: ManagementGroupRecord[];
  subscriptions: SubscriptionRecord[];
  resourceGroups: ResourceGroupRecord[];
  instances: InstanceRecord[];
  resources: ResourceRecord[];
  roleDefinitions: RoleDefinitionRecord[];
  roleAssignments: RoleAssignmentRecord[];
  denyAssignments: DenyAssignmentRecord[];
  eligibleRoles: EligibleRoleRecord[];
  scheduleRequests: ScheduleRequestRecord[];
  pim: PimSettings;
  activityLog: ActivityRecord[];
  removedMembers: RemovedMemberRecord[];
  /** So long after a change the logs tell of it. */
  logDelayMs: number;
  /** Has Microsoft Entra ID P1, without which programs get nothing of the directory's audit log. */
  premium: boolean;
  /** When a person needs multi-factor authentication for Azure: to change something, or for any token at all. */
  mfa: 'never' | 'azure-writes' | 'azure-sign-in';
  /** Assignments a subscription can hold before ARM answers RoleAssignmentLimitExceeded. */
  roleAssignmentLimit: number;
  /** Items on one page of a list, in ARM and in Graph, where it is not as many as each gives. */
  pageSize?: number;
}
