import type { AccessRequest } from '../access/access-request.ts';
import type { Tidings } from '../access/delivery.ts';

/**
 * Whether there is still a reason to send it. A message can be hours late, and what has happened meanwhile is told by
 * itself; "it ends in an hour" is no news once it has ended.
 */
export function isStillNews({ status }: AccessRequest, { what }: Pick<Tidings, 'what'>): boolean {
  const held = status.state === 'granted' && status.ending === undefined;
  switch (what) {
    case 'denied':
    case 'failed':
    case 'lapsed':
    case 'ended':
      return status.state === what;
    case 'granted':
    case 'expires-in-a-day':
    case 'expires-in-an-hour':
      return held;
    case 'effective':
    case 'late':
      return held && status.access === what;
    case 'nobody-to-ask':
    case 'reminder':
      return status.state === 'pending';
    case 'second-approval':
      return status.state === 'pending'
        ? status.firstApproval !== undefined
        : status.state === 'failed' && status.failure.code === 'another-approver-needed';
    case 'asked-for-you':
      return status.state === 'pending' || status.state === 'approved';
    case 'revoke-needed':
      return status.state === 'granted' && status.ending !== undefined;
    case 'changed-outside':
      return status.state === 'ended' && status.how === 'changed-outside';
  }
}
