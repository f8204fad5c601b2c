import assert from 'node:assert/strict';
import type { RoleAssignment, RoleDefinition } from '../../src/rbac/model.ts';
import * as roles from '../../src/rbac/roles.ts';
import { type Tenant, TenantError, type TenantErrorCode } from '../../src/tenant.ts';
import { instance, megan } from './requests.ts';

function define(role: { id: string; name: string }, permission: Partial<RoleDefinition['permissions'][number]>) {
  const nothing = { actions: [], notActions: [], dataActions: [], notDataActions: [] };
  const definition: RoleDefinition = { ...role, type: 'BuiltInRole', permissions: [{ ...nothing, ...permission }] };
  return [role.id, definition] as const;
}

const definitions: ReadonlyMap<string, RoleDefinition> = new Map([
  define(roles.OWNER, { actions: ['*'] }),
  define(roles.CONTRIBUTOR, { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }),
  define(roles.ADT_DATA_READER, {
    dataActions: [
      'Microsoft.DigitalTwins/digitaltwins/read',
      'Microsoft.DigitalTwins/digitaltwins/relationships/read',
      'Microsoft.DigitalTwins/eventroutes/read',
      'Microsoft.DigitalTwins/jobs/import/read',
      'Microsoft.DigitalTwins/models/read',
      'Microsoft.DigitalTwins/query/action',
    ],
  }),
  define(roles.ADT_DATA_OWNER, { dataActions: ['Microsoft.DigitalTwins/*'] }),
]);

/** Somebody holds a role on the instance, or where `more` says. */
export function holding(role: { id: string }, more: Partial<RoleAssignment> = {}): RoleAssignment {
  const id = `${instance.id}/providers/Microsoft.Authorization/roleAssignments/held`;
  return { id, scope: instance.id, roleId: role.id, principalId: megan.objectId, principalType: 'User', ...more };
}

/** A tenant that answers these calls, and knows the usual roles, no deny assignment and no schedule of a role. Any other call fails the test. */
export function tenantThat(answers: Partial<Tenant>): Tenant {
  const never = (call: string) => async () => assert.fail(`Azure was asked: ${call}`);
  return {
    tenantId: 'c0470000-0000-4000-8000-000000000000',
    roleDefinitions: async () => definitions,
    denyAssignmentsAt: async () => [],
    findInstances: never('findInstances'),
    recallInstance: () => undefined,
    roleAssignmentsOf: never('roleAssignmentsOf'),
    roleAssignmentsIn: never('roleAssignmentsIn'),
    directAssignmentsIn: never('directAssignmentsIn'),
    eligibleRolesOf: never('eligibleRolesOf'),
    roleAssignmentsAt: never('roleAssignmentsAt'),
    endpointsOf: never('endpointsOf'),
    dataHistoryOf: never('dataHistoryOf'),
    findResources: never('findResources'),
    changesAt: never('changesAt'),
    membersRemoved: never('membersRemoved'),
    user: never('user'),
    usersWithMail: never('usersWithMail'),
    application: never('application'),
    signInApplication: never('signInApplication'),
    applicationsNamed: never('applicationsNamed'),
    applicationOwners: never('applicationOwners'),
    servicePrincipal: never('servicePrincipal'),
    servicePrincipalsNamed: never('servicePrincipalsNamed'),
    permissionGrants: never('permissionGrants'),
    groupsOf: never('groupsOf'),
    groupsNamed: never('groupsNamed'),
    groupMembers: never('groupMembers'),
    groupOwners: never('groupOwners'),
    directoryObjects: never('directoryObjects'),
    createRoleAssignment: never('createRoleAssignment'),
    deleteRoleAssignment: never('deleteRoleAssignment'),
    roleSchedule: async () => undefined,
    ...answers,
  };
}

/** A call that Azure refuses in this way. */
export function failing(code: TenantErrorCode, azureCode?: string): () => Promise<never> {
  return () => {
    const message = `ARM: some call: ${azureCode ?? code}.`;
    return Promise.reject(new TenantError(message, { code, call: 'ARM: some call', ...(azureCode && { azureCode }) }));
  };
}
