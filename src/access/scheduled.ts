/** Access whose end Azure itself keeps: the approver's identity has it scheduled by Privileged Identity Management (PIM). */
import type { RoleSchedule, Tenant } from '../tenant.ts';
import type { AccessRequest, Failure, StoredAssignment } from './access-request.ts';
import { scheduleNames } from './grants.ts';

/** Only a person's own identity schedules, and only what has an end. */
export function maySchedule({ writer, durationMinutes }: AccessRequest): boolean {
  return writer === 'approver' && durationMinutes !== null;
}

/** What this request has left in PIM, as the bot reads it, and whether its time is not over. Throws TenantError. */
export async function scheduleOf(
  request: AccessRequest,
  { tenant, now }: { tenant: Tenant; now: () => Date },
): Promise<RoleSchedule | undefined> {
  if (!maySchedule(request)) return undefined;
  const schedule = await tenant.roleSchedule(request.instance.id, scheduleNames(request));
  return schedule !== undefined && Date.parse(schedule.endsAt) > now().getTime() ? schedule : undefined;
}

/** `id` is that of the request to PIM, which makes the role assignment itself, under a name of its own. */
export function scheduledAssignment({ id, endsAt }: RoleSchedule): StoredAssignment {
  return { id, outcome: 'created', scheduled: { endsAt } };
}

/**
 * Whether what Azure keeps for this granted request is the one role that `other` asks for: PIM has one schedule for a role
 * at a scope, whatever number of requests made it what it is.
 */
export function keepsRoleOf({ status, role }: AccessRequest, other: AccessRequest): boolean {
  return (
    status.state === 'granted' &&
    status.assignment.scheduled !== undefined &&
    role.id.toLowerCase() === other.role.id.toLowerCase()
  );
}

/** PIM has taken the request and not made the role. */
export function scheduleFailure({ state, status }: RoleSchedule, { instance }: AccessRequest): Failure {
  if (state === 'waits-for-approval') {
    return {
      code: status,
      message:
        'Privileged Identity Management wants an approval of its own before it makes the role: in the Azure portal, Privileged Identity Management, Approve requests. I look for a day whether it has been given.',
    };
  }
  const why = status === 'FailedAsResourceIsLocked' ? `A lock on ${instance.name} forbids it.` : `It says ${status}.`;
  return {
    code: status,
    message: `Privileged Identity Management did not make the role. ${why} Approve again, or run the command instead.`,
  };
}

/** The role's settings in PIM are in the way. */
export function policyFailure(
  { rules, longestMinutes }: { rules: readonly string[]; longestMinutes?: number },
  { role, instance }: AccessRequest,
): Failure {
  const [code = 'Rule'] = rules;
  const settings = `The tenant’s Privileged Identity Management`;
  if (rules.includes('ExpirationRule')) {
    const most = longestMinutes === undefined ? 'only a shorter time' : `at most ${inWords(longestMinutes)}`;
    return {
      code: 'ExpirationRule',
      message: `${settings} allows ${most} for ${role.name} on ${instance.name}. Approve a shorter time, or have its settings for this role changed.`,
    };
  }
  if (rules.includes('TicketingRule')) {
    return {
      code: 'TicketingRule',
      message: `${settings} wants a ticket with every assignment of ${role.name}, and I have none to give. Assign it in the Azure portal, or have its settings for this role changed and approve again.`,
    };
  }
  return {
    code,
    message: `${settings} does not allow this: ${rules.join(', ')}. Have its settings for this role changed and approve again, or run the command instead.`,
  };
}

function inWords(minutes: number): string {
  const [count, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
