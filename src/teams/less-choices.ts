import type { AccessRequest } from '../access/access-request.ts';
import type { AccessPolicy } from '../access/policy.ts';
import { roleChoices } from '../access/roles.ts';
import type { LessChoices } from '../cards/approver-forms.ts';

/** What an approver can give of a request: what was asked and everything smaller that the policy has; undefined where nothing is. */
export function lessChoices({ role, durationMinutes }: AccessRequest, policy: AccessPolicy): LessChoices | undefined {
  const asked = roleChoices.findIndex(({ id }) => id === role.id);
  const roles = roleChoices.filter(
    ({ id }, at) => at <= asked && policy.grantableRoles.some((grantable) => grantable.id === id),
  );
  const durations = policy.durations
    .filter(({ minutes }) => durationMinutes === null || (minutes !== null && minutes <= durationMinutes))
    .toSorted((a, b) => (a.minutes ?? Number.POSITIVE_INFINITY) - (b.minutes ?? Number.POSITIVE_INFINITY));
  const [smallest] = roles;
  if (smallest === undefined || (roles.length < 2 && durations.length < 2)) return undefined;
  // The form opens with something less: the smaller role, or else the next shorter time.
  const shorter = durations.at(roles.length > 1 ? -1 : -2) ?? durations[0];
  return { roles, durations, preselected: { roleId: smallest.id, minutes: shorter?.minutes ?? null } };
}
