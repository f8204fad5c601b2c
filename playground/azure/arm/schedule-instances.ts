/** Privileged Identity Management: eligible roles, and active ones with how they came about. Version 2020-10-01. */
import { principalAndGroups } from '../access.ts';
import type { EligibleRoleRecord, PrincipalType, RoleAssignmentRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { covers, foldScope } from '../scopes.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, recordId, requireScope, roleDefinitionId, scopeOf } from './context.ts';
import { inReach, readScopeFilter, type ScopeFilter } from './filters.ts';
import { page } from './paging.ts';
import { requirePim } from './pim.ts';

const READ = 'Microsoft.Authorization/roleAssignments/read';

export function listEligibilities(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const now = context.now().getTime();
  const begun = context.state.eligibleRoles.filter(({ startDateTime }) => Date.parse(startDateTime) <= now);
  return list(request, params, context, begun, eligibilityJson);
}

export function listActiveSchedules(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  return list(request, params, context, context.state.roleAssignments, activeJson);
}

function list<T extends { scope: string; principalId: string }>(
  request: ServiceRequest,
  params: Params,
  { state, caller }: ArmContext,
  records: readonly T[],
  toJson: (record: T, memberType: string, state: TenantState) => unknown,
): Answer {
  requirePim(state);
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  const filterText = request.query.get('$filter');
  // Everyone may see his own, others need the right to read role assignments.
  if (!/^asTarget\(\)$/i.test(filterText ?? '')) requireAction(state, caller, READ, scope);
  const filter: ScopeFilter = readScopeFilter(filterText, state, caller.objectId);
  const found = records.filter(
    (one) =>
      inReach(filter, one.scope, scope, state) && (filter.principals?.has(one.principalId.toLowerCase()) ?? true),
  );
  return page(
    request,
    found.map((one) => toJson(one, memberType(one, scope, state), state)),
    state.pageSize,
  );
}

/** 'Inherited' from a scope above, through a 'Group', or 'Direct'. */
function memberType(one: { scope: string; principalId: string }, scope: string, state: TenantState): string {
  if (foldScope(one.scope) !== foldScope(scope) && covers(one.scope, scope, state)) return 'Inherited';
  return state.groups.some((group) => group.id === one.principalId) ? 'Group' : 'Direct';
}

function eligibilityJson(one: EligibleRoleRecord, memberType: string, state: TenantState) {
  return {
    properties: {
      roleEligibilityScheduleId: recordId(one.scope, 'roleEligibilitySchedules', one.name),
      ...sharedProperties(one, memberType, state),
      status: 'Provisioned',
      startDateTime: one.startDateTime,
      ...(one.endDateTime === undefined ? {} : { endDateTime: one.endDateTime }),
      createdOn: one.startDateTime,
    },
    name: one.name,
    id: recordId(one.scope, 'roleEligibilityScheduleInstances', one.name),
    type: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
  };
}

function activeJson(one: RoleAssignmentRecord, memberType: string, state: TenantState) {
  const activated = one.activatedUntil === undefined ? undefined : eligibilityOf(one, state);
  const endDateTime = one.activatedUntil ?? one.scheduledUntil;
  const linkedTo = (kind: string) => activated && recordId(activated.scope, kind, activated.name);
  return {
    properties: {
      ...(activated && {
        linkedRoleEligibilityScheduleId: linkedTo('roleEligibilitySchedules'),
        linkedRoleEligibilityScheduleInstanceId: linkedTo('roleEligibilityScheduleInstances'),
      }),
      roleAssignmentScheduleId: recordId(one.scope, 'roleAssignmentSchedules', one.name),
      originRoleAssignmentId: recordId(one.scope, 'roleAssignments', one.name),
      ...sharedProperties(one, memberType, state),
      status: 'Provisioned',
      assignmentType: one.activatedUntil === undefined ? 'Assigned' : 'Activated',
      startDateTime: one.createdOn,
      ...(endDateTime === undefined ? {} : { endDateTime }),
      createdOn: one.createdOn,
    },
    name: one.name,
    id: recordId(one.scope, 'roleAssignmentScheduleInstances', one.name),
    type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
  };
}

/** The eligibility that was activated: of the principal itself or of a group it is in, at the same scope or above. */
function eligibilityOf(one: RoleAssignmentRecord, state: TenantState): EligibleRoleRecord | undefined {
  const identities = principalAndGroups(state.groups, one.principalId);
  return state.eligibleRoles.find(
    (eligible) =>
      eligible.roleDefinitionId === one.roleDefinitionId &&
      identities.has(eligible.principalId) &&
      covers(eligible.scope, one.scope, state),
  );
}

export function sharedProperties(
  one: { scope: string; roleDefinitionId: string; principalId: string; principalType: PrincipalType },
  memberType: string | undefined,
  state: TenantState,
) {
  const role = state.roleDefinitions.find((definition) => definition.name === one.roleDefinitionId);
  const principal = [...state.users, ...state.groups, ...state.servicePrincipals].find(
    (record) => record.id === one.principalId,
  );
  return {
    scope: one.scope,
    roleDefinitionId: roleDefinitionId(one.scope, one.roleDefinitionId),
    principalId: one.principalId,
    principalType: one.principalType,
    ...(memberType !== undefined && { memberType }),
    expandedProperties: {
      principal: { id: one.principalId, displayName: principal?.displayName ?? null, type: one.principalType },
      roleDefinition: {
        id: roleDefinitionId(one.scope, one.roleDefinitionId),
        displayName: role?.roleName ?? null,
        type: role?.type ?? null,
      },
      scope: { id: one.scope, displayName: one.scope.split('/').at(-1) ?? '', type: scopeType(one.scope) },
    },
  };
}

function scopeType(scope: string): string {
  if (/^\/providers\/Microsoft\.Management/i.test(scope)) return 'managementgroup';
  if (/^\/subscriptions\/[^/]+$/i.test(scope)) return 'subscription';
  return /\/resourceGroups\/[^/]+$/i.test(scope) ? 'resourcegroup' : 'resource';
}
