/** The assignment is made, or not; and what it lets the subject do is looked at. */
import type { AccessRequest, Decision, Failure, Granted, StoredAssignment, Work } from '../access-request.ts';
import { minutesAfter } from '../clock.ts';
import { invalid, notInThisState } from '../refusal.ts';
import { firstCheckAt, nextCheckAt } from '../verification.ts';
import { deliver, moved, tellBoth, tellRequester } from './moved.ts';

/**
 * The assignment is there. A failed request takes it too: an attempt without an answer may have been carried out, and an
 * approver may have run the command; either way what stands in Azure has to be shown and to end in time.
 */
export function assigned(request: AccessRequest, assignment: StoredAssignment, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'approved' && status.state !== 'failed') return notInThisState(request);
  if (assignment.id === '') return invalid('An access without the id of its role assignment cannot be granted.');
  const { by, firstApprover } = status;
  const next: Granted = {
    state: 'granted',
    by,
    at: now.toISOString(),
    ...(firstApprover && { firstApprover }),
    assignment,
    expiresAt: expiryOf(request, assignment, now),
    access: 'checking',
  };
  const verify: Work = { kind: 'verify', at: firstCheckAt(now) };
  return { next: moved(request, next), work: [deliver, ...tellBoth(request, 'granted'), verify] };
}

function expiryOf({ durationMinutes }: AccessRequest, assignment: StoredAssignment, now: Date): string | null {
  if (assignment.scheduled !== undefined) return assignment.scheduled.endsAt;
  // What was there before the bot came is not the bot's to take away.
  if (assignment.outcome === 'adopted' || durationMinutes === null) return null;
  return minutesAfter(now, durationMinutes);
}

export function assignmentFailed(request: AccessRequest, failure: Failure, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'approved') return notInThisState(request);
  const { by, firstApprover } = status;
  const failed = {
    state: 'failed' as const,
    by,
    at: now.toISOString(),
    ...(firstApprover && { firstApprover }),
    failure,
  };
  const watch: Work = { kind: 'watch', at: minutesAfter(now, 1) };
  // The approver is on the way through a stronger sign-in; the card says so, and a bell would alarm the requester.
  const bell = failure.code === 'needs-mfa' ? [] : [tellRequester('failed')];
  return { next: moved(request, failed), work: [deliver, ...bell, watch] };
}

export function accessChecked(request: AccessRequest, effective: boolean, now: Date): Decision {
  const { status } = request;
  // A late one can still become effective when somebody checks again.
  if (status.state !== 'granted' || status.access === 'effective') return notInThisState(request);
  // What is being taken away is no news any more.
  if (status.ending !== undefined) return notInThisState(request);
  if (effective) {
    return {
      next: moved(request, { ...status, access: 'effective', worksSince: now.toISOString() }),
      work: [deliver, ...tellBoth(request, 'effective')],
    };
  }
  if (status.access === 'late') return notInThisState(request);
  const at = nextCheckAt(status.at, now);
  if (at !== undefined) return { next: moved(request, status), work: [{ kind: 'verify', at }] };
  const next = moved(request, { ...status, access: 'late' });
  return { next, work: [deliver, tellRequester('late')] };
}
