import type { TenantState } from './records.ts';

/** What Privileged Identity Management takes away on its own: an activated or scheduled assignment and an eligibility. */
export function removeEnded(state: TenantState, now: Date): void {
  const goesOn = (end: string | undefined) => end === undefined || Date.parse(end) > now.getTime();
  keep(state.roleAssignments, ({ activatedUntil, scheduledUntil }) => goesOn(activatedUntil) && goesOn(scheduledUntil));
  keep(state.eligibleRoles, ({ endDateTime }) => goesOn(endDateTime));
}

/** In place, since the tenant's lists are handed out live. */
function keep<T>(records: T[], stays: (record: T) => boolean): void {
  if (records.every(stays)) return;
  records.splice(0, records.length, ...records.filter(stays));
}
