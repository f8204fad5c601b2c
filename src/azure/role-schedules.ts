/** Roles that end by themselves: schedule requests of Privileged Identity Management (Azure docs, "PIM ARM REST API"). */
import type { AuthorizationManagementClient, RoleAssignmentScheduleRequest } from '@azure/arm-authorization';
import {
  type CallOptions,
  type NewRoleSchedule,
  type RoleSchedule,
  type RoleScheduleEnd,
  type ScheduledRole,
  TenantError,
} from '../tenant.ts';
import { operationOptions, unreadable } from './arm-client.ts';
import { MFA_RULE } from './claims-challenge.ts';
import type { Cloud } from './clouds.ts';
import { asTenantCall, type CallDescription } from './errors.ts';
import { assertGuid, assertScope, roleDefinitionId } from './ids.ts';
import { isoMinutes } from './iso-duration.ts';
import { deleteRoleAssignment, findExisting } from './role-assignments.ts';
import { failedRules, longestActiveMinutes } from './role-policy.ts';

const readCall = {
  call: 'ARM: read role schedule request',
  permission: 'Microsoft.Authorization/roleAssignmentScheduleRequests/read',
};
const createCall = { call: 'ARM: schedule role', permission: 'Microsoft.Authorization/roleAssignments/write' };
const endCall = { call: 'ARM: end scheduled role', permission: 'Microsoft.Authorization/roleAssignments/delete' };

/** No licence for PIM, or a cloud that does not serve it. */
const NO_PIM = new Set(['AadPremiumLicenseRequired', 'InvalidResourceType', 'NoRegisteredProviderFound']);
/** Something is there already: the role, a request for it that is still open, or a request of this very name. */
const ALREADY = new Set(['RoleAssignmentExists', 'PendingRoleAssignmentRequest', 'RoleAssignmentRequestExists']);

const MADE = new Set(['Provisioned', 'Granted', 'ScheduleCreated']);
const WAITS = new Set(['PendingApproval', 'PendingAdminDecision']);
const REFUSED = new Set([
  'Denied',
  'AdminDenied',
  'Canceled',
  'Failed',
  'FailedAsResourceIsLocked',
  'TimedOut',
  'Invalid',
  'Revoked',
  'PendingRevocation',
]);

/** Of the requests with these names the last that was not refused, else the last; undefined where there is none. */
export async function readRoleSchedule(
  client: AuthorizationManagementClient,
  scope: string,
  names: readonly string[],
  options: CallOptions,
): Promise<RoleSchedule | undefined> {
  const { known } = await readAll(client, scope, names, options);
  return holding(known);
}

/**
 * Asks PIM for the role, under the first of `names` that is still free: Azure takes a name once, also where the request
 * then came to nothing. What an earlier attempt left under one of them is taken up.
 */
export async function createRoleSchedule(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  names: readonly string[],
  wanted: NewRoleSchedule,
  options: CallOptions,
): Promise<ScheduledRole> {
  try {
    const { known, free, pim } = await readAll(client, wanted.scope, names, options);
    if (!pim) return { outcome: 'unavailable' };
    const open = known.findLast(({ state }) => state === 'under-way' || state === 'waits-for-approval');
    if (open !== undefined) return { outcome: 'scheduled', schedule: open };
    if (free === undefined) throw usedUp(known);
    return { outcome: 'scheduled', schedule: await put(client, free, wanted, options) };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    const { azureCode = '', code } = error;
    if (ALREADY.has(azureCode)) return takeUp(client, cloud, names, wanted, error, options);
    // Whoever may only write plain assignments shall not be kept from it; what Azure thinks of that it says then.
    if (NO_PIM.has(azureCode) || code === 'forbidden') return { outcome: 'unavailable' };
    return againstPolicy(client, cloud, wanted, error, options);
  }
}

/**
 * Ends a scheduled role before its time, by a request under this name. `under-way`: Azure has not said that the role is
 * gone; neither has it where PIM knows of no such role, since it may not know yet what it has just made.
 */
export async function endRoleSchedule(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  name: string,
  end: RoleScheduleEnd,
  options: CallOptions,
): Promise<'ended' | 'under-way'> {
  try {
    const { status = '' } = await ask(client, endCall, name, end, { requestType: 'AdminRemove' }, options);
    if (status === 'Revoked') return 'ended';
    if (stateOf(status) !== 'refused' || status === 'PendingRevocation') return 'under-way';
    const message = `${endCall.call}: Azure answered ${status}.`;
    throw new TenantError(message, { code: 'rejected', call: endCall.call, azureCode: status });
  } catch (error) {
    const azureCode = error instanceof TenantError ? (error.azureCode ?? '') : '';
    if (azureCode === 'RoleAssignmentDoesNotExist' || azureCode === 'RoleAssignmentRequestExists') return 'under-way';
    if (!NO_PIM.has(azureCode)) throw error;
    // Without PIM nothing ends by itself any more: what it made is an assignment like any other.
    await deleteRoleAssignment(client, await findExisting(client, cloud, end, options), options);
    return 'ended';
  }
}

interface Known {
  /** In the order of their names. */
  known: RoleSchedule[];
  /** The first name that no request bears. */
  free?: string;
  pim: boolean;
}

async function readAll(
  client: AuthorizationManagementClient,
  scope: string,
  names: readonly string[],
  options: CallOptions,
): Promise<Known> {
  const known: RoleSchedule[] = [];
  for (const name of names) {
    try {
      const read = () =>
        client.roleAssignmentScheduleRequests.get(
          assertScope(scope, readCall.call),
          assertGuid(name, readCall.call),
          operationOptions(options),
        );
      known.push(scheduleOf(await asTenantCall(readCall, read), readCall));
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      if (NO_PIM.has(error.azureCode ?? '')) return { known, pim: false };
      if (error.code === 'not-found') return { known, free: name, pim: true };
      throw error;
    }
  }
  return { known, pim: true };
}

function holding(known: readonly RoleSchedule[]): RoleSchedule | undefined {
  return known.findLast(({ state }) => state !== 'refused') ?? known.at(-1);
}

/** What stands in the way is an earlier attempt of this very request, or a role that somebody else has assigned. */
async function takeUp(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  names: readonly string[],
  wanted: NewRoleSchedule,
  refusal: TenantError,
  options: CallOptions,
): Promise<ScheduledRole> {
  const schedule = await readRoleSchedule(client, wanted.scope, names, options);
  if (schedule !== undefined && schedule.state !== 'refused') return { outcome: 'scheduled', schedule };
  if (refusal.azureCode !== 'RoleAssignmentExists') throw refusal;
  return { outcome: 'adopted', id: await findExisting(client, cloud, wanted, options) };
}

/** What is scheduled already is given another end; where it has ended in the meantime it is scheduled anew. */
async function put(
  client: AuthorizationManagementClient,
  name: string,
  wanted: NewRoleSchedule,
  options: CallOptions,
): Promise<RoleSchedule> {
  const { minutes, prolongUntil } = wanted;
  const asked = async (requestType: string, expiration: Expiration) =>
    scheduleOf(
      await ask(client, createCall, name, wanted, { requestType, scheduleInfo: { expiration } }, options),
      createCall,
    );
  // A duration, not a time: by Azure's clock it is never longer than the tenant allows.
  const anew = () => asked('AdminAssign', { type: 'AfterDuration', duration: `PT${minutes}M` });
  if (prolongUntil === undefined) return anew();
  try {
    return await asked('AdminUpdate', { type: 'AfterDateTime', endDateTime: new Date(prolongUntil) });
  } catch (error) {
    if (!(error instanceof TenantError) || error.azureCode !== 'RoleAssignmentDoesNotExist') throw error;
    return anew();
  }
}

type Expiration = NonNullable<NonNullable<RoleAssignmentScheduleRequest['scheduleInfo']>['expiration']>;

function ask(
  client: AuthorizationManagementClient,
  description: CallDescription,
  name: string,
  { scope, roleId, principalId, description: justification }: RoleScheduleEnd,
  request: Pick<RoleAssignmentScheduleRequest, 'requestType' | 'scheduleInfo'>,
  options: CallOptions,
): Promise<RoleAssignmentScheduleRequest> {
  const { call } = description;
  return asTenantCall(description, () =>
    client.roleAssignmentScheduleRequests.create(
      assertScope(scope, call),
      assertGuid(name, call),
      {
        ...request,
        roleDefinitionId: roleDefinitionId(scope, assertGuid(roleId, call)),
        principalId: assertGuid(principalId, call),
        justification: justification.slice(0, 500),
      },
      operationOptions(options),
    ),
  );
}

function usedUp(known: readonly RoleSchedule[]): TenantError {
  const message = `${createCall.call}: every request for this came to nothing, the last one as ${known.at(-1)?.status}.`;
  return new TenantError(message, { code: 'conflict', call: createCall.call });
}

/** The rules of the tenant that are in the way; throws the refusal where there are none, or a sign-in satisfies them. */
async function againstPolicy(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  { scope, roleId }: NewRoleSchedule,
  refusal: TenantError,
  options: CallOptions,
): Promise<ScheduledRole> {
  const rules = failedRules(refusal.cause);
  if (rules.every((rule) => rule === MFA_RULE)) throw refusal;
  if (!rules.includes('ExpirationRule')) return { outcome: 'against-policy', rules };
  const longest = await longestActiveMinutes(client, cloud, scope, roleId, options);
  return { outcome: 'against-policy', rules, ...(longest !== undefined && { longestMinutes: longest }) };
}

function scheduleOf(
  { id, status = '', scheduleInfo }: RoleAssignmentScheduleRequest,
  description: CallDescription,
): RoleSchedule {
  const { startDateTime, expiration } = scheduleInfo ?? {};
  const minutes = isoMinutes(expiration?.duration ?? undefined);
  const end =
    expiration?.endDateTime ??
    (startDateTime && minutes !== undefined && new Date(startDateTime.getTime() + minutes * 60_000));
  if (!id || !end || Number.isNaN(end.getTime())) throw unreadable(description);
  return { id, state: stateOf(status), status, endsAt: end.toISOString() };
}

/** A status that is not known is no verdict. */
function stateOf(status: string): RoleSchedule['state'] {
  if (MADE.has(status)) return 'made';
  if (WAITS.has(status)) return 'waits-for-approval';
  return REFUSED.has(status) ? 'refused' : 'under-way';
}
