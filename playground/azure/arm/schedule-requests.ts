/** PUT and GET of the requests by which Privileged Identity Management gives an active role, and takes it away. */
import { derivedGuid } from '../derived-guid.ts';
import type { RoleAssignmentRecord, ScheduleRequestRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, recordId, requireScope, scopeOf } from './context.ts';
import { requireRole, requireRoom, sameGrant, typeInDirectory } from './create-role-assignment.ts';
import { armError } from './errors.ts';
import { requirePim, requireRules } from './pim.ts';
import { sharedProperties } from './schedule-instances.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const SHORTEST_MINUTES = 5;

interface Wanted extends Pick<ScheduleRequestRecord, 'scope' | 'roleDefinitionId' | 'principalId' | 'requestType'> {
  justification: string | null;
  expiration: ScheduleRequestRecord['expiration'];
  ticket: boolean;
}

export function getScheduleRequest(_: ServiceRequest, params: Params, { state, caller }: ArmContext): Answer {
  requirePim(state);
  const scope = scopeOf(state, params.scope);
  requireAction(state, caller, 'Microsoft.Authorization/roleAssignments/read', scope);
  const found = state.scheduleRequests.find(({ name }) => name === params.name?.toLowerCase());
  if (found === undefined) {
    throw armError(404, 'ResourceNotFound', `The role assignment schedule request '${params.name}' is not found.`);
  }
  return { status: 200, body: requestJson(found, state) };
}

/**
 * 201 with what became of it. A name is taken once and for all: not even the same request can be made twice (bicep-types-az
 * issue 1431). AdminUpdate gives an existing assignment another end, and makes one where there is none.
 */
export function createScheduleRequest(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller, now } = context;
  requirePim(state);
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, true);
  const name = (params.name ?? '').toLowerCase();
  const wanted = wantedRequest(request, scope);
  const { requestType } = wanted;
  const principalType = typeInDirectory(state, wanted.principalId);
  const right = requestType === 'AdminRemove' ? 'delete' : 'write';
  requireAction(state, caller, `Microsoft.Authorization/roleAssignments/${right}`, scope, {
    roleDefinitionId: wanted.roleDefinitionId,
    principalId: wanted.principalId,
    principalType: principalType ?? '',
  });
  if (!GUID.test(name) || state.scheduleRequests.some((one) => one.name === name)) {
    throw armError(409, 'RoleAssignmentRequestExists', `A role assignment request with Id: ${name} already exists.`);
  }
  requireRole(state, wanted.roleDefinitionId);
  if (principalType === undefined) throw armError(400, 'SubjectNotFound', 'The subject is not found.');

  const started = now();
  const existing = state.roleAssignments.find((one) => sameGrant(one, wanted));
  if (requestType === 'AdminRemove') remove(existing, state, started);
  else {
    if (requestType === 'AdminAssign' && existing !== undefined) {
      throw armError(400, 'RoleAssignmentExists', 'The Role assignment already exists.');
    }
    const end = endOf(wanted.expiration, started);
    const minutes = end === undefined ? Number.POSITIVE_INFINITY : (Date.parse(end) - started.getTime()) / 60_000;
    if (minutes < SHORTEST_MINUTES) throw tooShort();
    requireRules(state, caller, { minutes, ticket: wanted.ticket });
    assign(existing, { ...wanted, name, principalType, end, createdBy: caller.objectId }, state, started);
  }
  const { ticket: _, ...asked } = wanted;
  const made: ScheduleRequestRecord = {
    ...asked,
    name,
    principalType,
    status: requestType === 'AdminRemove' ? 'Revoked' : 'Provisioned',
    startDateTime: started.toISOString(),
    requestorId: caller.objectId,
  };
  state.scheduleRequests.push(made);
  return { status: 201, body: requestJson(made, state) };
}

function wantedRequest(request: ServiceRequest, scope: string): Wanted {
  const properties = recordOf(jsonBody(request)?.properties);
  const schedule = recordOf(properties.scheduleInfo);
  const expiration = recordOf(schedule.expiration);
  const role = text(properties.roleDefinitionId)?.split('/').at(-1) ?? '';
  const principalId = text(properties.principalId) ?? '';
  const requestType = text(properties.requestType) ?? '';
  if (!GUID.test(role) || !GUID.test(principalId) || !/^Admin(Assign|Update|Remove)$/.test(requestType)) {
    throw armError(400, 'InvalidRoleAssignmentRequest', 'The role assignment request is not valid.');
  }
  return {
    scope,
    roleDefinitionId: role.toLowerCase(),
    principalId: principalId.toLowerCase(),
    requestType,
    justification: text(properties.justification) ?? null,
    expiration: {
      type: text(expiration.type) ?? 'NoExpiration',
      endDateTime: text(expiration.endDateTime) ?? null,
      duration: text(expiration.duration) ?? null,
    },
    ticket: text(recordOf(properties.ticketInfo).ticketNumber) !== undefined,
  };
}

/** ISO 8601; undefined: never. Throws ARM's 400 where the schedule says nothing of the kind. */
function endOf({ type, endDateTime, duration }: Wanted['expiration'], start: Date): string | undefined {
  if (type === 'NoExpiration') return undefined;
  if (type === 'AfterDateTime' && !Number.isNaN(Date.parse(endDateTime ?? ''))) {
    return new Date(endDateTime ?? '').toISOString();
  }
  const [, days = '0', hours = '0', minutes = '0'] = DURATION.exec(duration ?? '') ?? [];
  const length = (Number(days) * 1_440 + Number(hours) * 60 + Number(minutes)) * 60_000;
  if (type === 'AfterDuration' && length > 0) return new Date(start.getTime() + length).toISOString();
  throw armError(400, 'InvalidRoleAssignmentRequestSchedule', 'The schedule of the request is not valid.');
}

/** PIM makes the assignment under a name of its own. */
function assign(
  existing: RoleAssignmentRecord | undefined,
  asked: Pick<
    RoleAssignmentRecord,
    'name' | 'scope' | 'roleDefinitionId' | 'principalId' | 'principalType' | 'createdBy'
  > & {
    end: string | undefined;
  },
  state: TenantState,
  now: Date,
): void {
  const time = now.toISOString();
  if (existing !== undefined) {
    existing.updatedOn = time;
    delete existing.scheduledUntil;
    if (asked.end !== undefined) existing.scheduledUntil = asked.end;
    return;
  }
  const { name, scope, roleDefinitionId, principalId, principalType, createdBy, end } = asked;
  requireRoom(state, scope);
  state.roleAssignments.push({
    name: derivedGuid(`assignment of ${name}`),
    scope,
    roleDefinitionId,
    principalId,
    principalType,
    createdOn: time,
    updatedOn: time,
    createdBy,
    ...(end !== undefined && { scheduledUntil: end }),
  });
}

function remove(existing: RoleAssignmentRecord | undefined, state: TenantState, now: Date): void {
  if (existing === undefined) {
    throw armError(400, 'RoleAssignmentDoesNotExist', 'The Role assignment does not exist.');
  }
  if (now.getTime() - Date.parse(existing.createdOn) < SHORTEST_MINUTES * 60_000) throw tooShort();
  state.roleAssignments.splice(state.roleAssignments.indexOf(existing), 1);
}

function tooShort() {
  // The misspelling is the service's own.
  const message = 'The Active duration is too short. Miniumum Required is 5 minutes.';
  return armError(400, 'ActiveDurationTooShort', message);
}

function requestJson(one: ScheduleRequestRecord, state: TenantState) {
  const id = recordId(one.scope, 'RoleAssignmentScheduleRequests', one.name);
  return {
    properties: {
      targetRoleAssignmentScheduleId: recordId(
        one.scope,
        'RoleAssignmentSchedules',
        derivedGuid(`schedule of ${one.name}`),
      ),
      targetRoleAssignmentScheduleInstanceId: null,
      ...sharedProperties(one, undefined, state),
      requestType: one.requestType,
      status: one.status,
      approvalId: null,
      scheduleInfo: { startDateTime: one.startDateTime, expiration: one.expiration },
      ticketInfo: { ticketNumber: null, ticketSystem: null },
      justification: one.justification,
      requestorId: one.requestorId,
      createdOn: one.startDateTime,
    },
    name: one.name,
    id,
    type: 'Microsoft.Authorization/RoleAssignmentScheduleRequests',
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
