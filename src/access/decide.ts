import type { AccessEvent, AccessRequest, Decision } from './access-request.ts';
import type { AccessPolicy } from './policy.ts';
import { nextWakeAt } from './schedule.ts';
import { approve, deny } from './transitions/deciding.ts';
import {
  alreadyGone,
  changedOutside,
  extended,
  giveBack,
  removalFailed,
  revoke,
  revoked,
} from './transitions/ending.ts';
import { accessChecked, assigned, assignmentFailed } from './transitions/granting.ts';
import { approversFound, remind, withdraw } from './transitions/waiting.ts';
import { wake } from './transitions/waking.ts';

/**
 * What an event makes of a request: its next version with the work that follows, or why nothing changes. Pure; whoever
 * stores `next` compares and swaps on the version. Events that come late or twice are refusals, never errors.
 */
export function decide(request: AccessRequest, event: AccessEvent, now: Date, policy: AccessPolicy): Decision {
  const decision = react(request, event, now, policy);
  return 'refused' in decision ? decision : withWake(request, decision, policy);
}

function react(request: AccessRequest, event: AccessEvent, now: Date, policy: AccessPolicy): Decision {
  switch (event.type) {
    case 'approvers-found':
      return approversFound(request, event.approvers, now, policy);
    case 'approve':
      return approve(request, event, now, policy);
    case 'deny':
      return deny(request, event, now, policy);
    case 'withdraw':
      return withdraw(request, event.by, now);
    case 'remind':
      return remind(request, event.by, now);
    case 'assigned':
      return assigned(request, event.assignment, now);
    case 'assignment-failed':
      return assignmentFailed(request, event.failure, now);
    case 'access-checked':
      return accessChecked(request, event.effective, now);
    case 'wake':
      return wake(request, event.timeZones, now, policy);
    case 'revoke':
      return revoke(request, event, now, policy);
    case 'done':
      return giveBack(request, event.by, now, policy);
    case 'revoked':
      return revoked(request, now);
    case 'removal-failed':
      return removalFailed(request, event.failure, now);
    case 'already-gone':
      return alreadyGone(request, now);
    case 'changed-outside':
      return changedOutside(request, now);
    case 'extended':
      return extended(request, event.by, now);
  }
}

/** Every step that changes when the request is next due queues a wake for it: so no time is ever forgotten. */
export function withWake(
  before: Pick<AccessRequest, 'wakeAt'>,
  { next, work }: Exclude<Decision, { refused: string }>,
  policy: AccessPolicy,
): Exclude<Decision, { refused: string }> {
  const { wakeAt: _, ...rest } = next;
  const at = nextWakeAt(rest, policy);
  if (at === undefined) return { next: rest, work };
  const changed = at !== before.wakeAt;
  return { next: { ...rest, wakeAt: at }, work: changed ? [...work, { kind: 'wake', at }] : work };
}
