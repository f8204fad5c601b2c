/** An access request and the words of its life. The state machine itself is decide.ts. */
import type { TimeZones } from './time-zones.ts';

export interface Person {
  objectId: string;
  displayName: string;
}

/** Someone who was asked to decide. */
export interface Approver extends Person {
  /** IANA name, where it is known: quiet hours go by it. */
  timeZone?: string;
}

/** Whom the role is for. Never a group: what a whole group may do is for an Owner to decide in Azure. */
export interface Subject {
  objectId: string;
  displayName: string;
  type: 'User' | 'ServicePrincipal';
  /** Of an app registration's service principal. */
  appId?: string;
  /** Azure made it for a resource, and nobody owns it. */
  managedIdentity?: true;
  userPrincipalName?: string;
  /** Whether the requester owns the app registration; absent: not known. */
  ownedByRequester?: boolean;
}

/** What is given, and for how many minutes; null is permanent. */
export interface Grant {
  role: { id: string; name: string };
  durationMinutes: number | null;
}

/** What the diagnosis showed, for the approver to judge by. Plain text, clipped. */
export interface Because {
  diagnosisId: string;
  headline: string;
  confirmed: string[];
  couldNotCheck: string[];
}

export type Writer = 'bot' | 'approver';

export interface AccessRequest {
  tenantId: string;
  /** Random and opaque: the only thing a card carries, with `version`. */
  id: string;
  /** 1 at birth, one more with every transition. */
  version: number;
  requester: Person;
  subject: Subject;
  /** `id` is the ARM resource id, the only scope a role is ever granted at. */
  instance: { id: string; name: string; hostName: string };
  /** What is given if it is approved, or was. */
  role: { id: string; name: string };
  /** Minutes the role is held; null is permanent. */
  durationMinutes: number | null;
  /** What was asked for; `role` and `durationMinutes` are less where an approver gave less. */
  asked: Grant;
  /** Why, in the requester's own words; plain text, at most 500 characters. */
  reason: string;
  because?: Because;
  /** Of the click that asked; runs through the history, the logs and the jobs of this request. */
  correlationId: string;
  /**
   * Whose identity writes the role assignment: the bot's own, or the approver's during the click; as it was when it was
   * asked, and from an approval on as it was then. What an approver wrote the bot does not take away.
   */
  writer: Writer;
  /** The granted request that this one prolongs: its assignment is taken over, and it ends as 'extended'. */
  extends?: string;
  /** ISO 8601, like every time here. */
  createdAt: string;
  /** Who was asked. Empty until they are found. */
  approvers: Approver[];
  /** When a `wake` is due; absent where nothing waits for a time. A wake that comes before it changes nothing. */
  wakeAt?: string;
  status: AccessStatus;
}

export type AccessState = AccessStatus['state'];

export type AccessStatus =
  | Pending
  | Approved
  | Failed
  | Granted
  | { state: 'denied'; by: Person; at: string; reason: string }
  | { state: 'withdrawn'; at: string }
  | { state: 'lapsed'; at: string }
  | Ended;

export interface Pending {
  state: 'pending';
  lapsesAt: string;
  approversFound: boolean;
  /** When they were found: reminders are counted from here. */
  askedAt?: string;
  /** Reminders that were due until then have been sent. */
  remindedAt?: string;
  /** When the requester last had everybody reminded. */
  nudgedAt?: string;
  /** The first of two approvals that permanent access needs, and what it was for. */
  firstApproval?: Grant & {
    by: Person;
    at: string;
    /** Who had approved before and has lost the right since, so that it counts no more. */
    insteadOf?: Person;
  };
}

export interface Approved {
  state: 'approved';
  by: Person;
  at: string;
  /** Who had approved before, where it took two. */
  firstApprover?: Person;
  /** When the assignment was last attempted anew because nothing had been heard of it. */
  triedAgainAt?: string;
}

/** Approved, and the assignment could not be made. It can be approved again or withdrawn. */
export interface Failed {
  state: 'failed';
  by: Person;
  at: string;
  firstApprover?: Person;
  failure: Failure;
}

export interface Granted {
  state: 'granted';
  by: Person;
  at: string;
  firstApprover?: Person;
  assignment: StoredAssignment;
  expiresAt: string | null;
  access: 'checking' | 'effective' | 'late';
  /** When it was first seen to work. */
  worksSince?: string;
  /** The requester has been told of the notices that were due until then. */
  noticedAt?: string;
  /** It is to end. It stands, and is shown as standing, until Azure has confirmed that the assignment is gone. */
  ending?: Ending;
  /** Since when a person has to take it away in Azure, because the bot may not. Always with `ending`. */
  overdue?: string;
}

export interface Ending {
  how: 'expired' | 'revoked' | 'given-back';
  /** Who revoked it or gave it back. */
  by?: Person;
  at: string;
  reason?: string;
  /** When it is seen to again if it still stands. */
  nextTryAt: string;
  /** Why the bot could not take it away, and when the approver was told. */
  failed?: { failure: Failure; toldAt: string };
}

export interface Ended {
  state: 'ended';
  at: string;
  how: Ending['how'] | 'removed-outside' | 'changed-outside' | 'extended';
  /** Who revoked it or gave it back; else who had approved it. */
  by: Person;
  reason?: string;
}

/** `adopted`: Azure already had it, so the bot did not make it and never takes it away. */
export interface StoredAssignment {
  id: string;
  outcome: 'created' | 'adopted';
  /** Made through Privileged Identity Management: Azure itself ends it then. */
  scheduled?: { endsAt: string };
}

export interface Failure {
  /** Azure's error code, the TenantError's, or one of ours: 'needs-mfa', 'approve-again', 'gave-up', 'another-approver-needed'. */
  code: string;
  /** What happened and what to do next, for a person. Nothing secret, no claims. */
  message: string;
  /** One command that mends it, where there is one. */
  command?: string;
}

/** What an approver gives instead of what was asked: a smaller role, a shorter time, or both; never more. */
export interface Less {
  roleId?: string;
  durationMinutes?: number | null;
}

/** As found: of the address only whether it is a guest's is read. */
export interface FoundApprover extends Approver {
  userPrincipalName?: string;
}

/**
 * What can happen to a request. Whoever sends `approve`, `deny` or `revoke` has proven the clicker's right just before;
 * `guest` is what the directory says of the clicker.
 */
export type AccessEvent =
  | { type: 'approvers-found'; approvers: readonly FoundApprover[] }
  /** `lost`: earlier approvers who have lost the right since. `writer`: whose identity writes now; absent: as asked. */
  | { type: 'approve'; by: Person; less?: Less; guest?: boolean; lost?: readonly Person[]; writer?: Writer }
  | { type: 'deny'; by: Person; reason: string; guest?: boolean }
  | { type: 'withdraw'; by: Person }
  /** The requester has the approvers reminded. */
  | { type: 'remind'; by: Person }
  /** `writtenBy`: object id of the identity that wrote it; absent where Azure had it already. */
  | { type: 'assigned'; assignment: StoredAssignment; writtenBy?: string }
  | { type: 'assignment-failed'; failure: Failure }
  | { type: 'access-checked'; effective: boolean }
  /** `timeZones`: what is known by now of the approvers' clocks. */
  | { type: 'wake'; timeZones?: TimeZones }
  /** `writer`: whose identity writes now; absent: the same as then. */
  | { type: 'revoke'; by: Person; reason?: string; guest?: boolean; writer?: Writer }
  /** Whoever has the access gives it back before its time. */
  | { type: 'done'; by: Person }
  /** The removal that was wanted is confirmed. */
  | { type: 'revoked'; writtenBy?: string }
  /** The bot could not take it away; it goes on trying. */
  | { type: 'removal-failed'; failure: Failure }
  /** It is not there any more. */
  | { type: 'already-gone' }
  /** It is there and no longer what was granted. `what`: in words. */
  | { type: 'changed-outside'; what: string }
  /** Another request has taken its assignment over. */
  | { type: 'extended'; by: Person; requestId: string };

/** Work that follows from a transition, as data. Written in the same transaction as the transition. */
export type Work =
  | { kind: 'find-approvers' }
  /** Send or update every copy of the card to the request's current version. */
  | { kind: 'deliver' }
  /** `at`: not before, so that a click which writes the assignment itself comes first. */
  | { kind: 'grant'; at?: string }
  | { kind: 'verify'; at: string }
  | { kind: 'wake'; at: string }
  /** Take the assignment away; where the bot may not, look whether it is gone. */
  | { kind: 'revoke'; at?: string }
  /** Take away what a failed attempt may have left behind. */
  | { kind: 'clean-up' }
  /** Look whether an assignment that failed is there all the same: an answer got lost, or somebody ran the command. */
  | { kind: 'watch'; at: string }
  /** A new message to the requester, because an updated card rings no bell. */
  | { kind: 'tell-requester'; news: News }
  /** The same to the person the role is for, where a colleague asked. */
  | { kind: 'tell-subject'; news: SubjectNews }
  /** To one approver (object id), or to the approvals channel. */
  | { kind: 'tell-approver'; to: string; news: ApproverNews };

export type News =
  | 'denied'
  | 'failed'
  | 'granted'
  | 'effective'
  | 'late'
  | 'lapsed'
  | 'ended'
  | 'nobody-to-ask'
  | 'expires-in-a-day'
  | 'expires-in-an-hour';

export type SubjectNews =
  | 'asked-for-you'
  | Extract<News, 'granted' | 'effective' | 'ended' | 'expires-in-a-day' | 'expires-in-an-hour'>;

export type ApproverNews =
  | 'reminder'
  /** Permanent access has its first approval and needs another person's. */
  | 'second-approval'
  /** Time is up or it was given back, and the bot may not take it away: the approver has to. */
  | 'revoke-needed'
  | 'changed-outside';

/** `tell-approver` to the approvals channel rather than to a person. */
export const CHANNEL = 'channel';

export type Refusal = { message: string } & (
  | {
      refused: /** Somebody was first, or the state does not allow it. */
        | 'not-in-this-state'
        | 'requester-cannot-approve'
        | 'not-yours'
        | 'invalid'
        /** The policy does not allow it, or no longer. */
        | 'not-allowed'
        | 'guest'
        /** Permanent access needs two different people. */
        | 'another-approver-needed'
        | 'too-soon'
        /** A wake of an earlier plan. */
        | 'nothing-due';
    }
  /** The bot did not make this assignment and does not take it away; `command` does. */
  | { refused: 'not-ours'; command: string }
);

export type Decision = { next: AccessRequest; work: Work[] } | Refusal;
