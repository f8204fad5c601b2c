/** Somebody approves or denies. */
import type {
  AccessRequest,
  Decision,
  Failed,
  Grant,
  Less,
  Pending,
  Person,
  Refusal,
  Work,
  Writer,
} from '../access-request.ts';
import { objectionToAsking } from '../asking.ts';
import { secondsAfter } from '../clock.ts';
import type { AccessPolicy } from '../policy.ts';
import { invalid, notInThisState, readReason } from '../refusal.ts';
import { roleChoices } from '../roles.ts';
import { recipients } from '../schedule.ts';
import { deliver, isBefore, isParty, moved, samePerson, tellRequester } from './moved.ts';

/** A click that writes the assignment itself is done by then; whoever looks earlier would find nothing yet. */
const CLICK_WRITES_WITHIN_SECONDS = 60;

interface Approval {
  by: Person;
  less?: Less;
  guest?: boolean;
  /** Earlier approvers whose approval counts no more. */
  lost?: readonly Person[];
  /** Whose identity writes now. */
  writer?: Writer;
}

/**
 * An approval, possibly of less than was asked. Permanent access takes two different people where the policy says so:
 * the first approval then leaves the request pending, and what both of them agreed to is given. An approval of somebody who
 * has lost the right since counts no more, nor what it was cut down to: then the next one is the first.
 */
export function approve(request: AccessRequest, approval: Approval, now: Date, policy: AccessPolicy): Decision {
  const { status } = request;
  if (status.state !== 'pending' && status.state !== 'failed') return notInThisState(request);
  if (status.state === 'pending' && !isBefore(now, status.lapsesAt)) return lapsedMeanwhile;
  const objection = objectionTo(request, approval, policy);
  if (objection !== undefined) return objection;
  const given = lessened(request, approval.less ?? {}, policy);
  if ('refused' in given) return given;
  return status.state === 'pending'
    ? approvePending(request, status, approval, given, now, policy)
    : approveAgain(request, status, approval, given, now, policy);
}

const lapsedMeanwhile: Refusal = {
  refused: 'not-in-this-state',
  message: 'Nobody decided in time, so this request can no longer be approved.',
};

function approvePending(
  request: AccessRequest,
  status: Pending,
  approval: Approval,
  given: Grant,
  now: Date,
  policy: AccessPolicy,
): Decision {
  const { by, lost = [] } = approval;
  const stood = status.firstApproval;
  const isLost = stood !== undefined && includes(lost, stood.by);
  // Whoever approves twice has changed his mind and not become two people.
  const first = stood === undefined || isLost || samePerson(stood.by, by) ? undefined : stood;
  const agreed = first === undefined ? given : smallerOf(first, given);
  const refusal = notAllowed(agreed, policy);
  if (refusal !== undefined) return refusal;
  if (first !== undefined || !needsTwo(agreed, policy)) return approved(request, approval, first?.by, agreed, now);
  if (stood !== undefined && !isLost) return needsAnother;
  const { role, durationMinutes } = agreed;
  const insteadOf = stood && { insteadOf: stood.by };
  const firstApproval = { by, at: now.toISOString(), role, durationMinutes, ...insteadOf };
  return { next: moved(request, { ...status, firstApproval }), work: [deliver, ...askOthers(request, by)] };
}

function askOthers(request: AccessRequest, by: Person): Work[] {
  return recipients(request)
    .filter((each) => !samePerson(each, by))
    .map(({ objectId }) => ({ kind: 'tell-approver', to: objectId, news: 'second-approval' }));
}

/** What was approved before stands: a second try needs a second person only if it never had one. */
function approveAgain(
  request: AccessRequest,
  status: Failed,
  approval: Approval,
  given: Grant,
  now: Date,
  policy: AccessPolicy,
): Decision {
  const { by, lost = [] } = approval;
  const refusal = notAllowed(given, policy);
  if (refusal !== undefined) return refusal;
  const earlier = [status.by, status.firstApprover].filter((person) => person !== undefined);
  const other = earlier.find((person) => !samePerson(person, by) && !includes(lost, person));
  if (other !== undefined || !needsTwo(given, policy)) {
    return approved(request, approval, needsTwo(given, policy) ? other : undefined, given, now);
  }
  const gone = earlier.filter((person) => includes(lost, person));
  return gone.length === 0 ? needsAnother : firstAgain(request, status, by, gone, given);
}

/** It stays failed, because what was attempted is still looked for. Whoever approved now is the only one who has. */
function firstAgain(
  request: AccessRequest,
  { at }: Failed,
  by: Person,
  gone: readonly Person[],
  { role, durationMinutes }: Grant,
): Decision {
  const names = gone.map(({ displayName }) => displayName).join(' and ');
  const failure = {
    code: 'another-approver-needed',
    message: `${names} can no longer decide about access to ${request.instance.name}, so that approval no longer counts. Permanent access takes two people. Somebody else has to approve after ${by.displayName}.`,
  };
  const next = moved({ ...request, role, durationMinutes }, { state: 'failed', by, at, failure });
  return { next, work: [deliver, ...askOthers(request, by)] };
}

function includes(people: readonly Person[], person: Person): boolean {
  return people.some((each) => samePerson(each, person));
}

const needsAnother: Refusal = {
  refused: 'another-approver-needed',
  message: 'Permanent access needs the approval of a second person. Somebody else has to approve too.',
};

function approved(
  request: AccessRequest,
  { by, writer = request.writer }: Approval,
  first: Person | undefined,
  given: Grant,
  now: Date,
): Decision {
  const status = { state: 'approved' as const, by, at: now.toISOString(), ...(first && { firstApprover: first }) };
  const { role, durationMinutes } = given;
  const grant: Work =
    writer === 'bot' ? { kind: 'grant' } : { kind: 'grant', at: secondsAfter(now, CLICK_WRITES_WITHIN_SECONDS) };
  return { next: moved({ ...request, role, durationMinutes, writer }, status), work: [deliver, grant] };
}

export function deny(
  request: AccessRequest,
  { by, reason: text, guest = false }: { by: Person; reason: string; guest?: boolean },
  now: Date,
  policy: AccessPolicy,
): Decision {
  if (request.status.state !== 'pending') return notInThisState(request);
  if (samePerson(request.requester, by)) {
    return { refused: 'requester-cannot-approve', message: 'This is your own request: withdraw it instead.' };
  }
  if (guest && !policy.guestsMayApprove) return guestRefused;
  const reason = readReason(text, 1);
  if (reason === undefined) return invalid('Say in 1 to 500 characters why the request is denied.');
  const next = moved(request, { state: 'denied', by, at: now.toISOString(), reason });
  return { next, work: [deliver, tellRequester('denied')] };
}

export const guestRefused: Refusal = {
  refused: 'guest',
  message: 'Guests of this tenant do not decide about access here. Somebody of the tenant itself has to.',
};

function objectionTo(
  request: AccessRequest,
  { by, guest = false }: Approval,
  policy: AccessPolicy,
): Refusal | undefined {
  const { requester, subject } = request;
  if (guest && !policy.guestsMayApprove) return guestRefused;
  if (!isParty(request, by)) return objectionToAsking(requester, subject, policy);
  const forHimself = samePerson(requester, by) && subject.type === 'User' && samePerson(subject, by);
  if (forHimself && policy.selfGrant) return objectionToAsking(requester, subject, policy);
  return {
    refused: 'requester-cannot-approve',
    message: 'Nobody can approve access for themselves or that they asked for. Somebody else has to decide.',
  };
}

/** What is given when an approver gives less; refused where it is not less. */
function lessened(current: Grant, less: Less, policy: AccessPolicy): Grant | Refusal {
  const { roleId } = less;
  const role =
    roleId === undefined ? current.role : policy.grantableRoles.find(({ id }) => id === roleId.toLowerCase());
  if (role === undefined) return invalid('This role cannot be granted here.');
  if (rank(role) > rank(current.role))
    return invalid('Only a smaller role than the one asked for can be given instead.');
  const durationMinutes = less.durationMinutes === undefined ? current.durationMinutes : less.durationMinutes;
  if (minutes(durationMinutes) > minutes(current.durationMinutes)) {
    return invalid('Only a shorter time than the one asked for can be given instead.');
  }
  return { role: { id: role.id, name: role.name }, durationMinutes };
}

function smallerOf(a: Grant, b: Grant): Grant {
  return {
    role: rank(a.role) < rank(b.role) ? a.role : b.role,
    durationMinutes: minutes(a.durationMinutes) < minutes(b.durationMinutes) ? a.durationMinutes : b.durationMinutes,
  };
}

/** The policy may have become narrower since the request was made. */
function notAllowed({ role, durationMinutes }: Grant, policy: AccessPolicy): Refusal | undefined {
  if (!policy.grantableRoles.some(({ id }) => id === role.id)) {
    return { refused: 'not-allowed', message: `${role.name} can no longer be granted here.` };
  }
  if (!policy.durations.some((offered) => offered.minutes === durationMinutes)) {
    return {
      refused: 'not-allowed',
      message: 'Access for so long can no longer be granted here. Choose a shorter time.',
    };
  }
  return undefined;
}

function needsTwo({ durationMinutes }: Grant, { secondApproverForPermanent }: AccessPolicy): boolean {
  return secondApproverForPermanent && durationMinutes === null;
}

/** The higher, the more the role allows. One that is not known allows the most. */
function rank({ id }: { id: string }): number {
  const found = roleChoices.findIndex((choice) => choice.id === id);
  return found < 0 ? roleChoices.length : found;
}

function minutes(durationMinutes: number | null): number {
  return durationMinutes ?? Number.POSITIVE_INFINITY;
}
