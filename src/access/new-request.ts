import type { AccessRequest, Because, Decision, Person, Work } from './access-request.ts';
import { type AskedSubject, objectionToAsking } from './asking.ts';
import { minutesAfter } from './clock.ts';
import { withWake } from './decide.ts';
import type { AccessPolicy } from './policy.ts';
import { invalid, readReason } from './refusal.ts';
import { tellColleague } from './transitions/moved.ts';

/** What a person asks for, as it came from the form and the diagnosis that the form belongs to. */
export interface RequestedAccess {
  tenantId: string;
  /** Random and opaque, made by the caller. */
  id: string;
  requester: Person;
  subject: AskedSubject;
  instance: { id: string; name: string; hostName: string };
  roleId: string;
  reason: string;
  durationMinutes: number | null;
  because?: Because;
  correlationId: string;
  /** The granted request that this one is to prolong. */
  extends?: string;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ADT_INSTANCE =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/?#%]{0,89}[^/?#%.]\/providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/[0-9a-z-]{1,63}$/i;

/**
 * The birth of a request: version 1, pending, with the work that starts it. Refused as 'invalid' when the reason is not 3
 * to 500 characters, the role or the duration is not the policy's, the subject is no object id or the scope anything but
 * one instance; as 'not-allowed' when it is for somebody whom the policy does not let this person ask for.
 */
export function newRequest(
  asked: RequestedAccess,
  now: Date,
  policy: AccessPolicy,
  writer: AccessRequest['writer'],
): Decision {
  const { subject } = asked;
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
  if (!GUID.test(subject.objectId)) return invalid('The directory has no such identity.');
  const objection = objectionToAsking(asked.requester, subject, policy);
  if (objection !== undefined) return objection;
  // Never true here; it only tells the compiler what the check above has seen to.
  if (subject.type === 'Group') return invalid('A role is never requested for a group.');
  const given = { role: { id: role.id, name: role.name }, durationMinutes: asked.durationMinutes };
  const next: AccessRequest = {
    tenantId: asked.tenantId,
    id: asked.id,
    version: 1,
    requester: asked.requester,
    subject: { ...subject, type: subject.type },
    instance: asked.instance,
    ...given,
    asked: given,
    reason,
    ...(asked.because && { because: clipped(asked.because) }),
    correlationId: asked.correlationId,
    writer,
    ...(asked.extends !== undefined && { extends: asked.extends }),
    createdAt: now.toISOString(),
    approvers: [],
    status: { state: 'pending', lapsesAt: minutesAfter(now, policy.lapseAfterMinutes), approversFound: false },
  };
  const work: Work[] = [{ kind: 'find-approvers' }, { kind: 'deliver' }, ...tellColleague(next, 'asked-for-you')];
  return withWake({}, { next, work }, policy);
}

/** A card has little room, and the diagnosis itself is kept elsewhere. */
const MOST_LINES = 6;
const LONGEST_LINE = 200;

function clipped({ diagnosisId, headline, confirmed, couldNotCheck }: Because): Because {
  const lines = (all: string[]) => all.slice(0, MOST_LINES).map(line);
  return { diagnosisId, headline: line(headline), confirmed: lines(confirmed), couldNotCheck: lines(couldNotCheck) };
}

function line(text: string): string {
  const one = text.replaceAll('\u0000', '').replaceAll(/\s+/g, ' ').trim();
  return one.length > LONGEST_LINE ? `${one.slice(0, LONGEST_LINE - 1)}…` : one;
}
