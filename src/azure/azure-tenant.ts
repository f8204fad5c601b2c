import type { TokenCredential } from '@azure/identity';
import type { CallOptions, Tenant } from '../tenant.ts';
import { listChanges } from './activity-log.ts';
import { createArmClient } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { listDataHistory } from './data-history.ts';
import { listDenyAssignments } from './deny-assignments.ts';
import { createDirectory } from './directory.ts';
import { listRemovedMembers } from './directory-audits.ts';
import { listEligibleRoles } from './eligible-roles.ts';
import { listEndpoints } from './endpoints.ts';
import { findResources } from './find-resources.ts';
import { createGraphReader } from './graph-client.ts';
import { findInstances } from './instances.ts';
import { recallInstances } from './recall-instance.ts';
import {
  createRoleAssignment,
  deleteRoleAssignment,
  listDirectAssignments,
  listReachingAssignments,
  listRoleAssignments,
} from './role-assignments.ts';
import { cacheRoleDefinitions, listRoleDefinitions } from './role-definitions.ts';
import { readRoleSchedule } from './role-schedules.ts';
import { shareInFlight } from './share-in-flight.ts';

type InstanceName = Parameters<Tenant['findInstances']>[0];

/** The tenant over the real ARM, Resource Graph and Microsoft Graph clients, as the given credential. */
export function createAzureTenant(tenantId: string, credential: TokenCredential, cloud: Cloud): Tenant {
  const arm = createArmClient(credential, cloud);
  const graph = createGraphReader(credential, cloud, Math.random);
  const directory = createDirectory(graph);
  const roleDefinitions = cacheRoleDefinitions(
    (scope, options) => listRoleDefinitions(arm, cloud, scope, options),
    () => performance.now(),
  );
  const none: CallOptions = {};
  // What every diagnosis of one instance reads alike. The rights of one person are read for each question anew.
  const shared = {
    instances: shareInFlight('Resource Graph: find Digital Twins instances', (by: InstanceName, options: CallOptions) =>
      findInstances(arm, cloud, by, options),
    ),
    assignmentsAt: shareInFlight('ARM: list role assignments', (scope: string, options: CallOptions) =>
      listRoleAssignments(arm, cloud, scope, undefined, options),
    ),
    denies: shareInFlight('ARM: list deny assignments', (scope: string, options: CallOptions) =>
      listDenyAssignments(arm, scope, options),
    ),
    members: shareInFlight('Graph: list group members', (groupId: string, options: CallOptions) =>
      directory.groupMembers(groupId, options),
    ),
    servicePrincipals: shareInFlight('Graph: read service principal', (appId: string, options: CallOptions) =>
      directory.servicePrincipal(appId, options),
    ),
    names: shareInFlight('Graph: read names of principals', (ids: readonly string[], options: CallOptions) =>
      directory.directoryObjects(ids, options),
    ),
  };

  const instances = recallInstances(shared.instances);

  return {
    tenantId,
    findInstances: (by, options = none) => instances.find(by, options),
    recallInstance: instances.recall,
    roleAssignmentsOf: (principalId, scope, options = none) =>
      listRoleAssignments(arm, cloud, scope, principalId, options),
    roleAssignmentsIn: (principalId, subscription, options = none) =>
      listReachingAssignments(arm, cloud, subscription, principalId, options),
    directAssignmentsIn: (principalId, subscription, options = none) =>
      listDirectAssignments(arm, cloud, subscription, principalId, options),
    eligibleRolesOf: (principalId, scope, options = none) => listEligibleRoles(arm, scope, principalId, options),
    roleAssignmentsAt: (scope, options = none) => shared.assignmentsAt(scope, options),
    roleDefinitions: (scope, options = none) => roleDefinitions(scope, options),
    endpointsOf: (instanceId, options = none) => listEndpoints(arm, cloud, instanceId, options),
    dataHistoryOf: (instanceId, options = none) => listDataHistory(arm, cloud, instanceId, options),
    findResources: (by, options = none) => findResources(arm, cloud, by, options),
    denyAssignmentsAt: (scope, options = none) => shared.denies(scope, options),
    changesAt: (instanceId, during, options = none) => listChanges(arm, cloud, instanceId, during, options),
    membersRemoved: (during, options = none) => listRemovedMembers(graph, during, options),
    user: (idOrName, options = none) => directory.user(idOrName, options),
    usersWithMail: (mail, options = none) => directory.usersWithMail(mail, options),
    application: (appId, options = none) => directory.application(appId, options),
    signInApplication: (appId, options = none) => directory.signInApplication(appId, options),
    applicationsNamed: (name, options = none) => directory.applicationsNamed(name, options),
    applicationOwners: (application, options = none) => directory.applicationOwners(application, options),
    servicePrincipal: (appId, options = none) => shared.servicePrincipals(appId, options),
    servicePrincipalsNamed: (name, options = none) => directory.servicePrincipalsNamed(name, options),
    permissionGrants: (client, options = none) => directory.permissionGrants(client, options),
    groupsOf: (member, options = none) => directory.groupsOf(member, options),
    groupsNamed: (name, options = none) => directory.groupsNamed(name, options),
    groupMembers: (groupId, options = none) => shared.members(groupId, options),
    groupOwners: (groupId, options = none) => directory.groupOwners(groupId, options),
    directoryObjects: (ids, options = none) => shared.names(ids, options),
    createRoleAssignment: (name, request, options = none) => createRoleAssignment(arm, cloud, name, request, options),
    deleteRoleAssignment: (id, options = none) => deleteRoleAssignment(arm, id, options),
    roleSchedule: (scope, names, options = none) => readRoleSchedule(arm, scope, names, options),
  };
}
