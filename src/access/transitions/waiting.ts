/** Before somebody decides: the approvers are found, the requester has them reminded or takes the request back. */
import type { AccessRequest, Decision, FoundApprover, Person, Work } from '../access-request.ts';
import { minutesAfter } from '../clock.ts';
import type { AccessPolicy } from '../policy.ts';
import { notInThisState } from '../refusal.ts';
import { recipients } from '../schedule.ts';
import { isGuest } from './guest.ts';
import { deliver, isBefore, isParty, moved, samePerson, tellRequester } from './moved.ts';

const BETWEEN_NUDGES_MINUTES = 60;

export function approversFound(
  request: AccessRequest,
  found: readonly FoundApprover[],
  now: Date,
  policy: AccessPolicy,
): Decision {
  const { status } = request;
  if (status.state !== 'pending' || status.approversFound) return notInThisState(request);
  const byId = new Map(found.map((person) => [person.objectId.toLowerCase(), person]));
  const approvers = [...byId.values()]
    .filter((person) => !isParty(request, person) && (policy.guestsMayApprove || !isGuest(person)))
    // Of what the directory says of them, no more is kept than is needed.
    .map(({ objectId, displayName, timeZone }) => ({ objectId, displayName, ...(timeZone && { timeZone }) }));
  const next = moved({ ...request, approvers }, { ...status, approversFound: true, askedAt: now.toISOString() });
  return { next, work: [deliver, ...(approvers.length === 0 ? [tellRequester('nobody-to-ask')] : [])] };
}

/** The requester's own reminder: at most once an hour. A person asks for it, so quiet hours do not hold it back. */
export function remind(request: AccessRequest, by: Person, now: Date): Decision {
  const { status, requester } = request;
  if (status.state !== 'pending' || !status.approversFound || !isBefore(now, status.lapsesAt)) {
    return notInThisState(request);
  }
  if (!samePerson(requester, by)) {
    return { refused: 'not-yours', message: `Only ${requester.displayName} can send a reminder.` };
  }
  if (status.nudgedAt !== undefined && isBefore(now, minutesAfter(new Date(status.nudgedAt), BETWEEN_NUDGES_MINUTES))) {
    return { refused: 'too-soon', message: 'They were reminded less than an hour ago. Try again later.' };
  }
  const next = moved(request, { ...status, nudgedAt: now.toISOString() });
  const reminders = recipients(request).map(
    ({ objectId }): Work => ({ kind: 'tell-approver', to: objectId, news: 'reminder' }),
  );
  return { next, work: [deliver, ...reminders] };
}

export function withdraw(request: AccessRequest, by: Person, now: Date): Decision {
  const { state } = request.status;
  // A failed one still stands in the way of asking again.
  if (state !== 'pending' && state !== 'failed') return notInThisState(request);
  if (!samePerson(request.requester, by)) {
    return { refused: 'not-yours', message: `Only ${request.requester.displayName} can withdraw this request.` };
  }
  const next = moved(request, { state: 'withdrawn', at: now.toISOString() });
  // An attempt that got no answer may have been carried out all the same; only the bot's own can be the bot's to undo.
  const cleanUp = state === 'failed' && request.writer === 'bot';
  return { next, work: [deliver, ...(cleanUp ? [{ kind: 'clean-up' as const }] : [])] };
}
