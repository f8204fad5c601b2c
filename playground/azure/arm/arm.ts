/** The simulated Azure Resource Manager: which path asks for what. */
import type { TokenService } from '../entra/tokens.ts';
import type { TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { queryResources } from '../resource-graph/resource-graph.ts';
import { type Route, route, type ServiceRequest } from '../router.ts';
import { listEvents } from './activity-log.ts';
import { requireApiVersion } from './api-versions.ts';
import { armCaller } from './caller.ts';
import type { ArmContext } from './context.ts';
import { createRoleAssignment } from './create-role-assignment.ts';
import { getDenyAssignment, listDenyAssignments } from './deny-assignments.ts';
import { listDataHistory, listEndpoints } from './endpoints.ts';
import { armError } from './errors.ts';
import { getInstance, listInstances, updateInstance } from './instances.ts';
import { requireMfa } from './mfa.ts';
import { listPermissions } from './permissions.ts';
import { deleteRoleAssignment, getRoleAssignment, listRoleAssignments } from './role-assignments.ts';
import { getRoleDefinition, listRoleDefinitions } from './role-definitions.ts';
import { listRolePolicies } from './role-policies.ts';
import { listActiveSchedules, listEligibilities } from './schedule-instances.ts';
import { createScheduleRequest, getScheduleRequest } from './schedule-requests.ts';
import { getSubscription, listSubscriptions } from './subscriptions.ts';

export interface Arm {
  state: TenantState;
  tokens: TokenService;
  now: () => Date;
}

type Operation = Route<ArmContext>['answer'];

const INSTANCES = '/providers/Microsoft\\.DigitalTwins/digitalTwinsInstances';
const SUBSCRIPTION = '/subscriptions/(?<subscription>[^/]+)';
const GROUP = `${SUBSCRIPTION}/resourceGroups/(?<group>[^/]+)`;

const ROUTES: Route<ArmContext>[] = [
  versioned('GET', '/subscriptions', 'Microsoft.Resources/subscriptions', listSubscriptions),
  versioned('GET', SUBSCRIPTION, 'Microsoft.Resources/subscriptions', getSubscription),
  versioned('GET', SUBSCRIPTION + INSTANCES, 'Microsoft.DigitalTwins/digitalTwinsInstances', listInstances),
  versioned('GET', GROUP + INSTANCES, 'Microsoft.DigitalTwins/digitalTwinsInstances', listInstances),
  versioned('GET', `${GROUP}${INSTANCES}/(?<name>[^/]+)`, 'Microsoft.DigitalTwins/digitalTwinsInstances', getInstance),
  versioned(
    'PATCH',
    `${GROUP}${INSTANCES}/(?<name>[^/]+)`,
    'Microsoft.DigitalTwins/digitalTwinsInstances',
    updateInstance,
  ),
  versioned(
    'GET',
    `${SUBSCRIPTION}/providers/Microsoft\\.Insights/eventtypes/management/values`,
    'Microsoft.Insights/eventtypes',
    listEvents,
  ),
  below('endpoints', listEndpoints),
  below('timeSeriesDatabaseConnections', listDataHistory),
  versioned(
    'POST',
    '/providers/Microsoft\\.ResourceGraph/resources',
    'Microsoft.ResourceGraph/resources',
    queryResources,
  ),
  authorization('GET', 'roleAssignments', listRoleAssignments),
  authorization('GET', 'roleAssignments/(?<name>[^/]+)', getRoleAssignment),
  authorization('PUT', 'roleAssignments/(?<name>[^/]+)', createRoleAssignment),
  authorization('DELETE', 'roleAssignments/(?<name>[^/]+)', deleteRoleAssignment),
  authorization('GET', 'roleDefinitions', listRoleDefinitions),
  authorization('GET', 'roleDefinitions/(?<name>[^/]+)', getRoleDefinition),
  authorization('GET', 'denyAssignments', listDenyAssignments),
  authorization('GET', 'denyAssignments/(?<name>[^/]+)', getDenyAssignment),
  authorization('GET', 'permissions', listPermissions),
  authorization('GET', 'roleEligibilityScheduleInstances', listEligibilities),
  authorization('GET', 'roleAssignmentScheduleInstances', listActiveSchedules),
  authorization('GET', 'roleAssignmentScheduleRequests/(?<name>[^/]+)', getScheduleRequest),
  authorization('PUT', 'roleAssignmentScheduleRequests/(?<name>[^/]+)', createScheduleRequest),
  authorization('GET', 'roleManagementPolicyAssignments', listRolePolicies),
];

export async function answerArm(arm: Arm, request: ServiceRequest): Promise<Answer> {
  const caller = await armCaller(request, arm.tokens, arm.state.tenantId, arm.now());
  requireMfa(request, caller, arm.state);
  const answer = await route(ROUTES, request, { state: arm.state, caller, now: arm.now });
  if (answer !== undefined) return withQuota(request, answer);
  throw armError(
    404,
    'InvalidResourceType',
    `The simulated tenant serves nothing at ${request.method} ${request.path}.`,
  );
}

/** A list of what belongs to an instance. */
function below(kind: string, answer: Operation): Route<ArmContext> {
  const type = `Microsoft.DigitalTwins/digitalTwinsInstances/${kind}`;
  return versioned('GET', `${GROUP}${INSTANCES}/(?<name>[^/]+)/${kind}`, type, answer);
}

/** An operation of Microsoft.Authorization, which can stand under any scope. */
function authorization(method: string, rest: string, answer: Operation): Route<ArmContext> {
  const type = `Microsoft.Authorization/${rest.split('/')[0]}`;
  return versioned(method, `(?<scope>.*)/providers/Microsoft\\.Authorization/${rest}`, type, answer);
}

function versioned(method: string, pattern: string, type: string, operation: Operation): Route<ArmContext> {
  return {
    method,
    pattern: new RegExp(`^${pattern}/?$`, 'i'),
    answer(request, params, context) {
      requireApiVersion(request, type);
      return operation(request, params, context);
    },
  };
}

function withQuota(request: ServiceRequest, answer: Answer): Answer {
  const [kind, left] =
    request.method === 'GET' ? ['reads', '249'] : request.method === 'DELETE' ? ['deletes', '199'] : ['writes', '199'];
  return { ...answer, headers: { [`x-ms-ratelimit-remaining-subscription-${kind}`]: left ?? '', ...answer.headers } };
}
