/** An access request and the words of its life. The state machine itself is decide.ts. */

export interface Person {
  objectId: string;
  displayName: string;
}

/** Whom the role is for. */
export interface Subject {
  objectId: string;
  displayName: string;
  type: 'User' | 'ServicePrincipal';
}

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
  role: { id: string; name: string };
  /** Why, in the requester's own words; plain text, at most 500 characters. */
  reason: string;
  /** Minutes the role is held; null is permanent. */
  durationMinutes: number | null;
  /** ISO 8601, like every time here. */
  createdAt: string;
  /** Who was asked. Empty until they are found. */
  approvers: Person[];
  status: AccessStatus;
}

export type AccessState = AccessStatus['state'];

export type AccessStatus =
  | { state: 'pending'; lapsesAt: string; approversFound: boolean }
  | { state: 'approved'; by: Person; at: string }
  | { state: 'failed'; by: Person; at: string; failure: Failure }
  | {
      state: 'granted';
      by: Person;
      at: string;
      assignment: StoredAssignment;
      expiresAt: string | null;
      access: 'checking' | 'effective' | 'late';
    }
  | { state: 'denied'; by: Person; at: string; reason: string }
  | { state: 'withdrawn'; at: string }
  | { state: 'lapsed'; at: string }
  | { state: 'ended'; at: string; how: 'expired' | 'removed-outside'; by: Person };

/** `adopted`: Azure already had it, so the bot did not make it and never takes it away. */
export interface StoredAssignment {
  id: string;
  outcome: 'created' | 'adopted';
}

export interface Failure {
  /** Azure's error code or the TenantError's. */
  code: string;
  /** What happened and what to do next, for a person. */
  message: string;
}

/** What can happen to a request. Whoever sends `approve` or `deny` has proven the clicker's right just before. */
export type AccessEvent =
  | { type: 'approvers-found'; approvers: Person[] }
  | { type: 'approve'; by: Person }
  | { type: 'deny'; by: Person; reason: string }
  | { type: 'withdraw'; by: Person }
  | { type: 'assigned'; assignment: StoredAssignment }
  | { type: 'assignment-failed'; failure: Failure }
  | { type: 'access-checked'; effective: boolean }
  | { type: 'wake' }
  | { type: 'revoked' }
  | { type: 'already-gone' };

/** Work that follows from a transition, as data. Written in the same transaction as the transition. */
export type Work =
  | { kind: 'find-approvers' }
  /** Send or update every copy of the card to the request's current version. */
  | { kind: 'deliver' }
  | { kind: 'grant' }
  | { kind: 'verify'; at: string }
  | { kind: 'wake'; at: string }
  | { kind: 'revoke' }
  /** A new message to the requester, because an updated card rings no bell. */
  | { kind: 'tell-requester'; news: News };

export type News = 'denied' | 'failed' | 'granted' | 'effective' | 'late' | 'lapsed' | 'ended' | 'nobody-to-ask';

export type Refusal =
  /** Somebody was first, or the state does not allow it. `request` is what stands now. */
  | { refused: 'not-in-this-state'; message: string }
  | { refused: 'requester-cannot-approve'; message: string }
  | { refused: 'not-yours'; message: string }
  | { refused: 'invalid'; message: string };

export type Decision = { next: AccessRequest; work: Work[] } | Refusal;
