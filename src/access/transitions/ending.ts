/** Access comes to its end: somebody ends it, or Azure shows that it has ended. */
import {
  type AccessRequest,
  type ApproverNews,
  CHANNEL,
  type Decision,
  type Ended,
  type Ending,
  type Failure,
  type Granted,
  type Person,
  type Refusal,
  type Work,
  type Writer,
} from '../access-request.ts';
import { minutesAfter, secondsAfter } from '../clock.ts';
import { removeCommandFor } from '../commands.ts';
import type { AccessPolicy } from '../policy.ts';
import { invalid, notInThisState, readReason } from '../refusal.ts';
import { askAgainAt } from '../schedule.ts';
import { guestRefused } from './deciding.ts';
import { deliver, isBefore, isParty, moved, tellBoth } from './moved.ts';

/** A removal that failed for good is tried again; a second one finds nothing left to remove. */
export const RETRY_REMOVAL_MINUTES = 60;
/** The click of an approver takes the assignment away itself; if it still stands after this, the approver is asked. */
const CLICK_REMOVES_WITHIN_SECONDS = 120;
const BETWEEN_TELLING_MINUTES = 1440;
const CLOCKS_DIFFER_MINUTES = 5;

interface Revocation {
  by: Person;
  reason?: string;
  guest?: boolean;
  /** Whose identity writes now. */
  writer?: Writer;
}

/** An approver ends it before its time. What the bot may not take away itself, the approver's own click does. */
export function revoke(
  request: AccessRequest,
  { by, reason: text = '', guest = false, writer = request.writer }: Revocation,
  now: Date,
  policy: AccessPolicy,
): Decision {
  const { status } = request;
  if (status.state !== 'granted') return notInThisState(request);
  if (guest && !policy.guestsMayApprove) return guestRefused;
  if (status.assignment.outcome === 'adopted') return notOurs(request);
  const reason = text.trim() === '' ? undefined : readReason(text, 1);
  if (text.trim() !== '' && reason === undefined) return invalid('Say in at most 500 characters why it is revoked.');
  const botRemoves = removesItself(request, status);
  if (status.ending !== undefined && botRemoves) return notInThisState(request);
  // An access whose time is up has expired, whoever takes it away in the end.
  const how = status.ending?.how ?? 'revoked';
  const end = { how, by, at: now.toISOString(), ...(reason !== undefined && { reason }) };
  // No click takes away any more what a click made.
  if (!botRemoves && writer === 'bot') return askToRemove(request, status, end, now, policy);
  const ending: Ending = {
    ...end,
    nextTryAt: botRemoves ? minutesAfter(now, RETRY_REMOVAL_MINUTES) : secondsAfter(now, CLICK_REMOVES_WITHIN_SECONDS),
  };
  return toEnd(request, status, ending, botRemoves ? [{ kind: 'revoke' }] : []);
}

/** Whoever has the access, or asked for it, gives it back. */
export function giveBack(request: AccessRequest, by: Person, now: Date, policy: AccessPolicy): Decision {
  const { status } = request;
  if (status.state !== 'granted' || status.ending !== undefined) return notInThisState(request);
  if (!isParty(request, by)) {
    return { refused: 'not-yours', message: `Only ${request.requester.displayName} can give this access back.` };
  }
  if (status.assignment.outcome === 'adopted') return notOurs(request);
  if (removesItself(request, status)) {
    const nextTryAt = minutesAfter(now, RETRY_REMOVAL_MINUTES);
    return toEnd(request, status, { how: 'given-back', by, at: now.toISOString(), nextTryAt }, [{ kind: 'revoke' }]);
  }
  return askToRemove(request, status, { how: 'given-back', by, at: now.toISOString() }, now, policy);
}

/** The bot's own to take away: it wrote it, and no schedule of Azure's ends it. */
export function removesItself({ writer }: AccessRequest, { assignment }: Granted): boolean {
  return writer === 'bot' && assignment.outcome === 'created' && assignment.scheduled === undefined;
}

/** The bot may not take it away, so the approver is asked to, now and every day until it is gone. */
export function askToRemove(
  request: AccessRequest,
  status: Granted,
  ending: Omit<Ending, 'nextTryAt'>,
  now: Date,
  policy: AccessPolicy,
): Decision {
  const nextTryAt = askAgainAt(now, request, status.by.objectId, policy);
  const overdue = status.overdue ?? now.toISOString();
  return toEnd(request, { ...status, overdue }, { ...ending, nextTryAt }, tellApprover(status, 'revoke-needed'));
}

/** To whoever approved it, and to the approvals channel, in case that person is gone. */
function tellApprover({ by }: Granted, news: ApproverNews): Work[] {
  return [by.objectId, CHANNEL].map((to): Work => ({ kind: 'tell-approver', to, news }));
}

export function toEnd(request: AccessRequest, status: Granted, ending: Ending, work: Work[]): Decision {
  return { next: moved(request, { ...status, ending }), work: [deliver, ...work] };
}

/** The bot goes on trying by itself, and once a day a person is told that what should have ended still stands. */
export function removalFailed(request: AccessRequest, failure: Failure, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'granted' || status.ending === undefined) return notInThisState(request);
  const { failed } = status.ending;
  if (failed !== undefined && isBefore(now, minutesAfter(new Date(failed.toldAt), BETWEEN_TELLING_MINUTES))) {
    return { refused: 'nothing-due', message: 'This has been told.' };
  }
  const at = now.toISOString();
  const ending = {
    ...status.ending,
    failed: { failure, toldAt: at },
    // A person has just been told, and is not asked again in a minute.
    ...(!removesItself(request, status) && { nextTryAt: minutesAfter(now, RETRY_REMOVAL_MINUTES) }),
  };
  return toEnd(request, { ...status, overdue: status.overdue ?? at }, ending, tellApprover(status, 'revoke-needed'));
}

/** Azure has confirmed the removal that was wanted. */
export function revoked(request: AccessRequest, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'granted' || status.ending === undefined) return notInThisState(request);
  return gone(request, status, now);
}

/** The assignment is not there: as was wanted, or because somebody else removed it. */
export function alreadyGone(request: AccessRequest, now: Date): Decision {
  const { status } = request;
  return status.state === 'granted' ? gone(request, status, now) : notInThisState(request);
}

function gone(request: AccessRequest, { ending, by, assignment: { scheduled } }: Granted, now: Date): Decision {
  const at = now.toISOString();
  if (ending === undefined) {
    // Azure has ended what it had scheduled, by its own clock.
    const isOver =
      scheduled !== undefined && !isBefore(now, minutesAfter(new Date(scheduled.endsAt), -CLOCKS_DIFFER_MINUTES));
    return ended(request, { state: 'ended', at, how: isOver ? 'expired' : 'removed-outside', by });
  }
  const { how, reason } = ending;
  return ended(request, { state: 'ended', at, how, by: ending.by ?? by, ...(reason !== undefined && { reason }) });
}

/** What stands there now is somebody else's doing, and no longer the bot's to take away: the approver has to know. */
export function changedOutside(request: AccessRequest, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'granted') return notInThisState(request);
  const decision = ended(request, { state: 'ended', at: now.toISOString(), how: 'changed-outside', by: status.by });
  return { ...decision, work: [...decision.work, ...tellApprover(status, 'changed-outside')] };
}

/** Its assignment has passed to another request, which was told of instead. */
export function extended(request: AccessRequest, by: Person, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'granted') return notInThisState(request);
  // One that the bot is taking away cannot be taken over: it is made anew once it is gone.
  if (status.ending !== undefined && removesItself(request, status)) return notInThisState(request);
  const next = moved(request, { state: 'ended', at: now.toISOString(), how: 'extended', by });
  return { next, work: [deliver] };
}

function ended(request: AccessRequest, status: Ended): { next: AccessRequest; work: Work[] } {
  return { next: moved(request, status), work: [deliver, ...tellBoth(request, 'ended')] };
}

function notOurs(request: AccessRequest): Refusal {
  const command = removeCommandFor(request);
  return {
    refused: 'not-ours',
    command,
    message: `This role was there before the request, so I do not take it away. Whoever may can run ${command} in a terminal.`,
  };
}
