/** What is left of things that named people, once nobody is to be found in them any more. */
import type { AccessRequest, Person } from '../access/access-request.ts';
import type { Case } from '../triage/case.ts';
import type { Incident, IncidentResolved } from '../triage/incident.ts';

/** Stands where a person was. */
export const SOMEBODY: Person = { objectId: 'forgotten', displayName: 'Somebody' };

/** What of a request's history has words of a person in its detail. */
export const WORDED = ['request', 'deny', 'revoke'] as const;

/**
 * The next version of a case: its number, times, causes and the instance's name stay. It is closed, for nobody is left who
 * could say whether the trouble is back.
 */
export function anonymousCase(one: Case, now: Date): Case {
  const { assignee: _, traits: __, wakeAt: ___, unseen: ____, unseenAt: _____, ...rest } = one;
  const { outcome, report, status } = one;
  const over = status.state === 'resolved' || status.state === 'closed';
  return {
    ...rest,
    version: one.version + 1,
    reporter: SOMEBODY,
    origin: placeOf(one.origin),
    report: { kind: report.kind, redacted: [] },
    ...(outcome && { outcome: anonymousOutcome(outcome) }),
    status: over
      ? { state: 'closed', at: status.at, how: status.how }
      : { state: 'closed', at: now.toISOString(), how: 'forgotten' },
  };
}

/** The id of a chat between two people is made of theirs. */
function placeOf({ how, conversationId }: Case['origin']): Case['origin'] {
  return { how, conversationId: how === 'channel' || how === 'group' ? conversationId : '' };
}

function anonymousOutcome({ causes, possible, instance, at }: NonNullable<Case['outcome']>): Case['outcome'] & object {
  return { headline: '', causes, possible, ...(instance && { instance: { id: '', name: instance.name } }), at };
}

/** The next version of an incident: of the people only how many they were. One that nobody has ended is over by now. */
export function anonymousIncident(incident: Incident, now: Date): Incident {
  const { assignee: _, examined: __, status, ...rest } = incident;
  const over: IncidentResolved =
    status.state === 'resolved' ? status : { state: 'resolved', at: now.toISOString(), withItsCases: true };
  const { at, withItsCases } = over;
  return {
    ...rest,
    version: incident.version + 1,
    affected: [],
    status: { state: 'resolved', at, ...(withItsCases && { withItsCases }) },
  };
}

/**
 * The next version of a request that is over. Ids stay, for the audit; names, addresses and words go. An app is no person:
 * its name stays.
 */
export function namelessRequest(request: AccessRequest): AccessRequest {
  const { because: _, requester, subject, status } = request;
  const { userPrincipalName: __, ...rest } = subject;
  return {
    ...request,
    version: request.version + 1,
    requester: nameless(requester),
    subject: subject.type === 'User' ? { ...rest, ...nameless(subject) } : rest,
    reason: '',
    approvers: [],
    status: namelessStatus(status),
  };
}

function nameless({ objectId }: Person): Person {
  return { objectId, displayName: SOMEBODY.displayName };
}

function namelessStatus(status: AccessRequest['status']): AccessRequest['status'] {
  switch (status.state) {
    case 'denied':
      return { ...status, by: nameless(status.by), reason: '' };
    case 'ended': {
      const { reason: _, ...rest } = status;
      return { ...rest, by: nameless(status.by) };
    }
    default:
      return status;
  }
}
