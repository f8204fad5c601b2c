import type {
  AccessEvent,
  AccessRequest,
  AccessStatus,
  Decision,
  Failure,
  Person,
  StoredAssignment,
  Work,
} from './access-request.ts';
import { minutesAfter } from './clock.ts';
import type { AccessPolicy } from './policy.ts';
import { invalid, notInThisState, readReason } from './refusal.ts';
import { firstCheckAt, nextCheckAt } from './verification.ts';

const RETRY_REVOKE_AFTER_MINUTES = 60;

/**
 * What an event makes of a request: its next version with the work that follows, or why nothing changes. Pure; whoever
 * stores `next` compares and swaps on the version. Events that come late or twice are refusals, never errors.
 */
export function decide(request: AccessRequest, event: AccessEvent, now: Date, policy: AccessPolicy): Decision {
  switch (event.type) {
    case 'approvers-found':
      return approversFound(request, event.approvers);
    case 'approve':
      return approve(request, event.by, now, policy);
    case 'deny':
      return deny(request, event.by, event.reason, now);
    case 'withdraw':
      return withdraw(request, event.by, now);
    case 'assigned':
      return assigned(request, event.assignment, now);
    case 'assignment-failed':
      return assignmentFailed(request, event.failure, now);
    case 'access-checked':
      return accessChecked(request, event.effective, now);
    case 'wake':
      return wake(request, now);
    case 'revoked':
      return revoked(request, now);
    case 'already-gone':
      return alreadyGone(request, now);
  }
}

function approversFound(request: AccessRequest, found: Person[]): Decision {
  const { status } = request;
  if (status.state !== 'pending' || status.approversFound) return notInThisState(request);
  const byId = new Map(found.map((person) => [person.objectId.toLowerCase(), person]));
  const approvers = [...byId.values()].filter((person) => !isParty(request, person));
  const next = moved({ ...request, approvers }, { ...status, approversFound: true });
  const nobody: Work[] = approvers.length === 0 ? [{ kind: 'tell-requester', news: 'nobody-to-ask' }] : [];
  return { next, work: [{ kind: 'deliver' }, ...nobody] };
}

function approve(request: AccessRequest, by: Person, now: Date, policy: AccessPolicy): Decision {
  const { state } = request.status;
  if (state !== 'pending' && state !== 'failed') return notInThisState(request);
  if (isParty(request, by)) {
    const message = 'Nobody can approve access for themselves or that they asked for. Somebody else has to decide.';
    return { refused: 'requester-cannot-approve', message };
  }
  // The policy may have become narrower since the request was made.
  if (!policy.grantableRoles.some(({ id }) => id === request.role.id)) {
    return invalid(`${request.role.name} can no longer be granted here.`);
  }
  const next = moved(request, { state: 'approved', by, at: now.toISOString() });
  return { next, work: [{ kind: 'deliver' }, { kind: 'grant' }] };
}

function deny(request: AccessRequest, by: Person, text: string, now: Date): Decision {
  if (request.status.state !== 'pending') return notInThisState(request);
  if (samePerson(request.requester, by)) {
    return { refused: 'requester-cannot-approve', message: 'This is your own request: withdraw it instead.' };
  }
  const reason = readReason(text, 1);
  if (reason === undefined) return invalid('Say in 1 to 500 characters why the request is denied.');
  const next = moved(request, { state: 'denied', by, at: now.toISOString(), reason });
  return { next, work: [{ kind: 'deliver' }, { kind: 'tell-requester', news: 'denied' }] };
}

function withdraw(request: AccessRequest, by: Person, now: Date): Decision {
  const { state } = request.status;
  // A failed one still stands in the way of asking again.
  if (state !== 'pending' && state !== 'failed') return notInThisState(request);
  if (!samePerson(request.requester, by)) {
    return { refused: 'not-yours', message: `Only ${request.requester.displayName} can withdraw this request.` };
  }
  return { next: moved(request, { state: 'withdrawn', at: now.toISOString() }), work: [{ kind: 'deliver' }] };
}

function assigned(request: AccessRequest, assignment: StoredAssignment, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'approved') return notInThisState(request);
  if (assignment.id === '') return invalid('An access without the id of its role assignment cannot be granted.');
  // What was there before the bot came is not the bot's to take away.
  const minutes = assignment.outcome === 'created' ? request.durationMinutes : null;
  const expiresAt = minutes === null ? null : minutesAfter(now, minutes);
  const at = now.toISOString();
  const next = moved(request, { state: 'granted', by: status.by, at, assignment, expiresAt, access: 'checking' });
  const work: Work[] = [
    { kind: 'deliver' },
    { kind: 'tell-requester', news: 'granted' },
    { kind: 'verify', at: firstCheckAt(now) },
  ];
  if (expiresAt !== null) work.push({ kind: 'wake', at: expiresAt });
  return { next, work };
}

function assignmentFailed(request: AccessRequest, failure: Failure, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'approved') return notInThisState(request);
  const next = moved(request, { state: 'failed', by: status.by, at: now.toISOString(), failure });
  return { next, work: [{ kind: 'deliver' }, { kind: 'tell-requester', news: 'failed' }] };
}

function accessChecked(request: AccessRequest, effective: boolean, now: Date): Decision {
  const { status } = request;
  // A late one can still become effective when somebody checks again.
  if (status.state !== 'granted' || status.access === 'effective') return notInThisState(request);
  if (effective) {
    const next = moved(request, { ...status, access: 'effective' });
    return { next, work: [{ kind: 'deliver' }, { kind: 'tell-requester', news: 'effective' }] };
  }
  if (status.access === 'late') return notInThisState(request);
  const at = nextCheckAt(status.at, now);
  if (at !== undefined) return { next: moved(request, status), work: [{ kind: 'verify', at }] };
  const next = moved(request, { ...status, access: 'late' });
  return { next, work: [{ kind: 'deliver' }, { kind: 'tell-requester', news: 'late' }] };
}

function wake(request: AccessRequest, now: Date): Decision {
  const { status } = request;
  if (status.state === 'pending') {
    // The buttons of a card belong to the version it shows, so a pending one is shown again with every version.
    if (isBefore(now, status.lapsesAt)) return wokenTooEarly(request, status.lapsesAt, [{ kind: 'deliver' }]);
    const next = moved(request, { state: 'lapsed', at: now.toISOString() });
    return { next, work: [{ kind: 'deliver' }, { kind: 'tell-requester', news: 'lapsed' }] };
  }
  if (status.state === 'granted' && status.expiresAt !== null) {
    if (isBefore(now, status.expiresAt)) return wokenTooEarly(request, status.expiresAt);
    // Still granted until Azure has confirmed the removal. Waking again makes sure that a revocation which failed for
    // good is tried again; a second one finds nothing left to remove.
    const again = minutesAfter(now, RETRY_REVOKE_AFTER_MINUTES);
    return { next: moved(request, status), work: [{ kind: 'revoke' }, { kind: 'wake', at: again }] };
  }
  return notInThisState(request);
}

function wokenTooEarly(request: AccessRequest, at: string, work: Work[] = []): Decision {
  return { next: moved(request, request.status), work: [...work, { kind: 'wake', at }] };
}

function revoked(request: AccessRequest, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'granted' || status.expiresAt === null) return notInThisState(request);
  return ended(request, { state: 'ended', at: now.toISOString(), how: 'expired', by: status.by });
}

function alreadyGone(request: AccessRequest, now: Date): Decision {
  const { status } = request;
  if (status.state !== 'granted') return notInThisState(request);
  return ended(request, { state: 'ended', at: now.toISOString(), how: 'removed-outside', by: status.by });
}

function ended(request: AccessRequest, status: AccessStatus): Decision {
  return { next: moved(request, status), work: [{ kind: 'deliver' }, { kind: 'tell-requester', news: 'ended' }] };
}

function moved(request: AccessRequest, status: AccessStatus): AccessRequest {
  return { ...request, version: request.version + 1, status };
}

/** Whoever asked, or the person the role is for. */
function isParty({ requester, subject }: AccessRequest, person: Person): boolean {
  return samePerson(requester, person) || (subject.type === 'User' && samePerson(subject, person));
}

function samePerson(a: { objectId: string }, b: { objectId: string }): boolean {
  return a.objectId.toLowerCase() === b.objectId.toLowerCase();
}

function isBefore(now: Date, at: string): boolean {
  return now.getTime() < Date.parse(at);
}
