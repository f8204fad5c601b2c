/** Azure RBAC as data: what the evaluation reads. Field names follow the ARM REST API, version 2022-04-01. */

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup' | 'Device';

export interface RoleAssignment {
  /** Full resource id of the assignment. */
  id: string;
  /** Resource id the role applies at and below; '/' is the tenant root. */
  scope: string;
  /** GUID of the role definition, lower case. The full id has a form for each scope it is read at, so only the GUID is compared. */
  roleId: string;
  principalId: string;
  principalType: PrincipalType;
  condition?: string;
  /** ISO 8601. */
  createdOn?: string;
  updatedOn?: string;
}

export interface RolePermission {
  actions: string[];
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
}

export interface RoleDefinition {
  /** GUID, lower case. */
  id: string;
  name: string;
  type: 'BuiltInRole' | 'CustomRole';
  permissions: RolePermission[];
}

export interface DenyAssignment {
  id: string;
  name: string;
  scope: string;
  permissions: (RolePermission & { condition?: string })[];
  /** Object ids; ALL_PRINCIPALS stands for everyone. */
  principals: string[];
  excludePrincipals: string[];
  doNotApplyToChildScopes: boolean;
}

/** The principal id of a deny assignment that means everyone (Azure RBAC docs, "Understand Azure deny assignments"). */
export const ALL_PRINCIPALS = '00000000-0000-0000-0000-000000000000';

export type Plane = 'control' | 'data';

export interface AccessQuestion {
  /** 'Microsoft.DigitalTwins/query/action' … */
  action: string;
  plane: Plane;
  /** Resource id the action is tried on. */
  scope: string;
  /** Object ids the token speaks for: the principal itself and every group it is in, directly or nested. Lower case. */
  principalIds: ReadonlySet<string>;
  /** For a role assignment being written: what is written. Conditions that limit delegation read it. */
  write?: RoleAssignmentWrite;
  /** For a role assignment being deleted: what is deleted. */
  removed?: RoleAssignmentWrite;
  /**
   * Names of the management groups above `scope`, lower case. Without it every management group in the records counts as
   * above, which is so for records that Azure listed for this scope.
   */
  managementGroups?: ReadonlySet<string>;
}

/** A role assignment about to be written. */
export interface RoleAssignmentWrite {
  /** GUID of the role definition. */
  roleId: string;
  principalId: string;
  principalType: PrincipalType;
}

export interface AccessRecords {
  assignments: readonly RoleAssignment[];
  definitions: ReadonlyMap<string, RoleDefinition>;
  denies: readonly DenyAssignment[];
}

/** Azure's answer as far as the records tell. `unknown` says why it could be either way; it is never a soft `deny`. */
export type Access =
  | { access: 'allow'; by: RoleAssignment[] }
  | { access: 'deny'; because: 'no-role' }
  | { access: 'deny'; because: 'deny-assignment'; by: DenyAssignment[] }
  | { access: 'unknown'; reasons: UnknownReason[] };

export type UnknownReason =
  | { kind: 'condition'; assignment: RoleAssignment }
  | { kind: 'deny-condition'; deny: DenyAssignment }
  | { kind: 'missing-definition'; assignment: RoleAssignment };
