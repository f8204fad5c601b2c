/** A time has come. What is due follows from what is stored, so waking early or twice changes nothing. */
import type { AccessRequest, Approved, Decision, Granted, Pending, Work } from '../access-request.ts';
import { minutesAfter } from '../clock.ts';
import type { AccessPolicy } from '../policy.ts';
import { notInThisState } from '../refusal.ts';
import { dueNotice, dueReminders } from '../schedule.ts';
import { type TimeZones, withTimeZones } from '../time-zones.ts';
import { askToRemove, RETRY_REMOVAL_MINUTES, removesItself, toEnd } from './ending.ts';
import { deliver, isBefore, moved, tellBoth, tellRequester } from './moved.ts';

/** Azure may be late with ending what it has scheduled itself. */
const SCHEDULE_LATE_MINUTES = 60;
const LOOK_AGAIN_MINUTES = 15;

/** A time zone that was learnt since the approvers were found counts from here on: for what is due now, and the next wake. */
export function wake(
  stored: AccessRequest,
  timeZones: TimeZones | undefined,
  now: Date,
  policy: AccessPolicy,
): Decision {
  const request =
    timeZones === undefined ? stored : { ...stored, approvers: withTimeZones(stored.approvers, timeZones) };
  const { status, wakeAt } = request;
  if (wakeAt !== undefined && isBefore(now, wakeAt)) {
    return { refused: 'nothing-due', message: 'Nothing is due yet.' };
  }
  switch (status.state) {
    case 'pending':
      return wakePending(request, status, now, policy);
    case 'approved':
      return wakeApproved(request, status, now);
    case 'granted':
      return status.expiresAt === null && status.ending === undefined
        ? notInThisState(request)
        : wakeGranted(request, status, now, policy);
    default:
      return notInThisState(request);
  }
}

function wakePending(request: AccessRequest, status: Pending, now: Date, policy: AccessPolicy): Decision {
  const at = now.toISOString();
  if (!isBefore(now, status.lapsesAt)) {
    return { next: moved(request, { state: 'lapsed', at }), work: [deliver, tellRequester('lapsed')] };
  }
  const reminders = dueReminders(request, status, now, policy).map(
    (to): Work => ({ kind: 'tell-approver', to, news: 'reminder' }),
  );
  // The buttons of a card belong to the version it shows, so it is shown again with every version.
  return { next: moved(request, { ...status, remindedAt: at }), work: [deliver, ...reminders] };
}

/** Nothing was heard of the assignment, whose attempts have long been used up: it is attempted anew. */
function wakeApproved(request: AccessRequest, status: Approved, now: Date): Decision {
  const next = moved(request, { ...status, triedAgainAt: now.toISOString() });
  return { next, work: [deliver, { kind: 'grant' }] };
}

function wakeGranted(request: AccessRequest, status: Granted, now: Date, policy: AccessPolicy): Decision {
  const { expiresAt, ending, assignment } = status;
  const at = now.toISOString();
  if (ending === undefined && expiresAt !== null && isBefore(now, expiresAt)) {
    const news = dueNotice(status, now);
    const next = moved(request, { ...status, noticedAt: at });
    return { next, work: [deliver, ...(news === undefined ? [] : tellBoth(request, news))] };
  }
  const goal = ending ?? { how: 'expired' as const, at };
  if (removesItself(request, status)) {
    const nextTryAt = minutesAfter(now, RETRY_REMOVAL_MINUTES);
    return toEnd(request, status, { ...goal, nextTryAt }, [{ kind: 'revoke' }]);
  }
  const { scheduled } = assignment;
  const azureEndsIt =
    goal.how === 'expired' &&
    scheduled !== undefined &&
    isBefore(now, minutesAfter(new Date(scheduled.endsAt), SCHEDULE_LATE_MINUTES));
  if (azureEndsIt) {
    const nextTryAt = minutesAfter(now, LOOK_AGAIN_MINUTES);
    return toEnd(request, status, { ...goal, nextTryAt }, [{ kind: 'revoke' }]);
  }
  return askToRemove(request, status, goal, now, policy);
}
