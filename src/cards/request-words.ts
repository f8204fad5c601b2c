/** How an access request is spoken of, wherever it is. Plain text, short enough for a line. */
import type { AccessRequest, AccessStatus, Grant, Pending, Person } from '../access/access-request.ts';
import { forHowLong } from './duration.ts';
import { name, names, shortRole } from './names.ts';

/** Who reads: whoever asked, the colleague it is for, or somebody who decides. */
export type Reader = 'requester' | 'subject' | 'approver';

/** Whether it is for somebody or something other than whoever asked. */
export function isForAnother({ requester, subject }: AccessRequest): boolean {
  return subject.objectId.toLowerCase() !== requester.objectId.toLowerCase();
}

/** Whom the role is for, in the middle of a sentence: 'Lee Gu', 'the managed identity func-telemetry'. */
export function subjectInWords({ displayName, managedIdentity }: AccessRequest['subject']): string {
  return managedIdentity ? `the managed identity ${name(displayName)}` : name(displayName);
}

/** 'Data Reader on plant-a', and for whom where that is not the reader. */
export function accessInWords(request: AccessRequest, reader: Reader): string {
  const { role, instance, subject } = request;
  const whose = isForAnother(request) && reader !== 'subject' ? ` for ${subjectInWords(subject)}` : '';
  return `${shortRole(role.name)} on ${name(instance.name)}${whose}`;
}

/** What was asked, which may be more than what is given: 'Alex Wilber asks for Data Reader on plant-a'. */
export function askInWords(request: AccessRequest, verb: 'asks' | 'asked'): string {
  const { requester, asked, instance, subject } = request;
  const whose = isForAnother(request) ? ` for ${subjectInWords(subject)}` : '';
  return `${name(requester.displayName)} ${verb} for ${shortRole(asked.role.name)} on ${name(instance.name)}${whose}`;
}

/** 'Data Reader for 8 hours'. */
export function grantInWords({ role, durationMinutes }: Grant): string {
  return `${shortRole(role.name)} ${forHowLong(durationMinutes)}`;
}

/** The first of two approvals, and whose it stands in for, where that one's right is gone. */
export function firstApprovalInWords({ by, insteadOf, ...grant }: NonNullable<Pending['firstApproval']>): string {
  const approved = `${name(by.displayName)} approved ${grantInWords(grant)}.`;
  if (insteadOf === undefined) return approved;
  return `${approved} ${name(insteadOf.displayName)} had approved before and can no longer decide here, so that does not count.`;
}

/** Whether an approver gave less than was asked. */
export function isLess({ asked, role, durationMinutes }: AccessRequest): boolean {
  return asked.role.id !== role.id || asked.durationMinutes !== durationMinutes;
}

/** 'Megan Bowen', or both where it took two, the first one first. */
export function approvedBy({ by, firstApprover }: { by: Person; firstApprover?: Person }): string {
  return names(firstApprover === undefined ? [by.displayName] : [firstApprover.displayName, by.displayName]);
}

/** The state of a request in a word or two. */
export function inAWord(status: AccessStatus): string {
  switch (status.state) {
    case 'pending':
      return status.firstApproval === undefined ? 'waiting for approval' : 'waiting for a second approval';
    case 'approved':
      return 'approved, being assigned';
    case 'failed':
      return 'could not be assigned';
    case 'granted':
      if (status.overdue !== undefined) return 'time is up, not yet taken away';
      if (status.ending !== undefined) return 'being taken away';
      return { checking: 'assigned, being checked', effective: 'works', late: 'assigned, not working yet' }[
        status.access
      ];
    case 'ended':
      return {
        expired: 'ended',
        revoked: 'revoked',
        'given-back': 'given back',
        'removed-outside': 'removed in Azure',
        'changed-outside': 'changed in Azure',
        extended: 'extended',
      }[status.how];
    case 'lapsed':
      return 'nobody decided in time';
    default:
      return status.state;
  }
}
