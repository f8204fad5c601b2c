/** What is written in Azure as the approver: a role that Azure ends by itself where it can, a plain assignment else. */
import type { AccessRequest, Failure, Person, StoredAssignment } from '../access/access-request.ts';
import { minutesAfter } from '../access/clock.ts';
import { assignmentName, isOwnAssignment, scheduleEndName, scheduleNames } from '../access/grants.ts';
import type { AccessDependencies, Click } from '../access/requests.ts';
import { keepsRoleOf, policyFailure, scheduledAssignment, scheduleFailure } from '../access/scheduled.ts';
import type { CallOptions, NewRoleAssignment } from '../tenant.ts';
import type { ApproverAzure, NeedsSignIn } from './approver-azure.ts';

/** `under-way`: Azure has taken it and not said yet what becomes of it. */
type WrittenRole = { assignment: StoredAssignment } | { failure: Failure } | NeedsSignIn | 'under-way';

/** Makes what was approved, or finds that it is there. Throws TenantError. */
export async function writeRole(
  azure: ApproverAzure,
  request: AccessRequest,
  by: Person,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<WrittenRole> {
  const { id, instance, subject, role, durationMinutes } = request;
  const wanted: NewRoleAssignment = {
    scope: instance.id,
    roleId: role.id,
    principalId: subject.objectId,
    principalType: subject.type,
    description: `Requested through ADT Support (${id}), approved by ${by.objectId}.`,
  };
  if (durationMinutes !== null) {
    const scheduled = await schedule(azure, request, { ...wanted, minutes: durationMinutes }, dependencies, options);
    if (scheduled !== 'unavailable') return scheduled;
  }
  const name = assignmentName(instance.id, subject.objectId, role.id);
  const written = await azure.createRoleAssignment(name, wanted, options);
  if ('needs' in written) return written;
  return { assignment: ownOrAdopted(written.id, request, written.outcome) };
}

/** Takes away what was granted. Throws TenantError. */
export async function takeRole(
  azure: ApproverAzure,
  request: AccessRequest,
  { by, correlationId }: Click,
  options: CallOptions,
): Promise<'gone' | 'under-way' | NeedsSignIn> {
  const { id, instance, subject, role, status } = request;
  if (status.state !== 'granted') return 'under-way';
  const { assignment } = status;
  if (assignment.scheduled === undefined) {
    const deleted = await azure.deleteRoleAssignment(assignment.id, options);
    return deleted === 'deleted' ? 'gone' : deleted;
  }
  const description = `Ended through ADT Support (${id}) by ${by.objectId}.`;
  const end = { scope: instance.id, roleId: role.id, principalId: subject.objectId, description };
  const ended = await azure.endScheduledRole(scheduleEndName(request, correlationId), end, options);
  return ended === 'ended' ? 'gone' : ended;
}

async function schedule(
  azure: ApproverAzure,
  request: AccessRequest,
  wanted: NewRoleAssignment & { minutes: number },
  { store, now }: AccessDependencies,
  options: CallOptions,
): Promise<WrittenRole | 'unavailable'> {
  const former = request.extends === undefined ? undefined : await store.get(request.tenantId, request.extends);
  const prolongs = former !== undefined && keepsRoleOf(former, request);
  const answer = await azure.scheduleRole(
    scheduleNames(request),
    { ...wanted, ...(prolongs && { prolongUntil: minutesAfter(now(), wanted.minutes) }) },
    options,
  );
  if ('needs' in answer) return answer;
  switch (answer.outcome) {
    case 'unavailable':
      return 'unavailable';
    case 'against-policy':
      return { failure: policyFailure(answer, request) };
    case 'adopted':
      return { assignment: ownOrAdopted(answer.id, request, 'adopted') };
    case 'scheduled': {
      const { state } = answer.schedule;
      if (state === 'made') return { assignment: scheduledAssignment(answer.schedule) };
      return state === 'under-way' ? 'under-way' : { failure: scheduleFailure(answer.schedule, request) };
    }
  }
}

/** One of the bot's own name was written by an earlier click, whose answer got lost or before there was PIM. */
function ownOrAdopted(
  id: string,
  { instance, subject, role }: AccessRequest,
  outcome: StoredAssignment['outcome'],
): StoredAssignment {
  const own = isOwnAssignment(id, instance.id, subject.objectId, role.id);
  return { id, outcome: own ? 'created' : outcome };
}
