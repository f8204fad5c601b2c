import type { AccessRequest, Decision, Person, Subject } from './access-request.ts';
import { minutesAfter } from './clock.ts';
import type { AccessPolicy } from './policy.ts';
import { invalid, readReason } from './refusal.ts';

/** What a person asks for, as it came from the form and the diagnosis that the form belongs to. */
export interface RequestedAccess {
  tenantId: string;
  /** Random and opaque, made by the caller. */
  id: string;
  requester: Person;
  subject: Subject;
  instance: { id: string; name: string; hostName: string };
  roleId: string;
  reason: string;
  durationMinutes: number | null;
}

const ADT_INSTANCE =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/?#%]{0,89}[^/?#%.]\/providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/[0-9a-z-]{1,63}$/i;

/**
 * The birth of a request: version 1, pending, with the work that starts it. Refused as 'invalid' when the reason is not 3
 * to 500 characters, the role or the duration is not the policy's, or the scope is anything but one instance.
 */
export function newRequest(asked: RequestedAccess, now: Date, policy: AccessPolicy): Decision {
  const reason = readReason(asked.reason, 3);
  if (reason === undefined) return invalid('Say in 3 to 500 characters why the access is needed.');
  const role = policy.grantableRoles.find(({ id }) => id === asked.roleId.toLowerCase());
  if (!role) return invalid('This role cannot be requested here.');
  if (!policy.durations.some(({ minutes }) => minutes === asked.durationMinutes)) {
    return invalid('Choose one of the durations offered.');
  }
  if (!ADT_INSTANCE.test(asked.instance.id)) {
    return invalid('Access can only be requested for one Azure Digital Twins instance.');
  }
  const lapsesAt = minutesAfter(now, policy.lapseAfterMinutes);
  const next: AccessRequest = {
    tenantId: asked.tenantId,
    id: asked.id,
    version: 1,
    requester: asked.requester,
    subject: asked.subject,
    instance: asked.instance,
    role: { id: role.id, name: role.name },
    reason,
    durationMinutes: asked.durationMinutes,
    createdAt: now.toISOString(),
    approvers: [],
    status: { state: 'pending', lapsesAt, approversFound: false },
  };
  return { next, work: [{ kind: 'find-approvers' }, { kind: 'deliver' }, { kind: 'wake', at: lapsesAt }] };
}
