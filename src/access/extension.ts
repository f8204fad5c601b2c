import type { AccessRequest, AccessState, Person, Refusal } from './access-request.ts';
import type { RequestedAccess } from './new-request.ts';
import { notInThisState } from './refusal.ts';
import { samePerson } from './transitions/moved.ts';

const OVER: readonly AccessState[] = ['denied', 'withdrawn', 'lapsed', 'ended'];

/**
 * The same access once more, as a request of its own: while it is held it is prolonged, once it is over, or was not given,
 * it is asked for anew. What was given is asked for again, not what was asked then. Only whoever asked can ask again.
 */
export function extensionOf(
  request: AccessRequest,
  by: Person,
  ids: { id: string; correlationId: string },
): RequestedAccess | Refusal {
  const { tenantId, requester, subject, instance, role, reason, durationMinutes, because, status } = request;
  if (!samePerson(requester, by)) {
    return { refused: 'not-yours', message: `Only ${requester.displayName} can ask for this again.` };
  }
  const isHeld = status.state === 'granted' && status.expiresAt !== null;
  if (!isHeld && !OVER.includes(status.state)) return notInThisState(request);
  return {
    tenantId,
    ...ids,
    requester,
    subject,
    instance,
    roleId: role.id,
    reason,
    durationMinutes,
    ...(because && { because }),
    ...(isHeld && { extends: request.id }),
  };
}
