/** What the life of a request needs of a store. Implemented in src/store. */
import type { AccessEvent, AccessRequest, Person, Work } from './access-request.ts';

/** Where something was done from. */
export type Place =
  | { kind: 'personal' | 'group' | 'channel'; conversationId: string }
  | { kind: 'job' }
  | { kind: 'cli' };

/** One line of a request's history; kept after the request has ended, and after it is deleted. */
export interface HistoryEntry {
  tenantId: string;
  requestId: string;
  /** Version of the request after the event. */
  version: number;
  at: string;
  /** Event type, 'request' for the birth, or 'refused:<reason>' for an attempt that changed nothing. */
  what: AccessEvent['type'] | 'request' | `refused:${string}`;
  /** Who clicked; absent for the bot's own steps. */
  by?: Person;
  /** Object id of the identity that wrote in Azure, where something was written. */
  writtenBy?: string;
  from: Place;
  /** Of the click; of the request itself for the bot's own steps. */
  correlationId: string;
  /** Short, plain: a reason, an assignment id, an error code. */
  detail?: string;
}

/** A line of history with what it is about, as far as the request is still there. */
export interface AuditEvent extends HistoryEntry {
  about?: Pick<AccessRequest, 'requester' | 'subject' | 'instance' | 'role' | 'durationMinutes'>;
}

export interface AuditQuery {
  /** Absent: every tenant. */
  tenantId?: string;
  /** ISO 8601, included. */
  since: string;
  /** ISO 8601, not included. */
  until?: string;
  /** Where the page before ended. */
  cursor?: string;
  /** Most events of a page. */
  limit?: number;
}

/** One change of one request, with the work it causes. */
export interface Step {
  next: AccessRequest;
  work: readonly Work[];
  entry: HistoryEntry;
}

/** `overtaken`: somebody was first. `duplicate`: another open request is for the same role, person and instance. */
export type Written = 'written' | 'overtaken' | 'duplicate';

/** At most `limit`, from the one behind `after` on. */
export interface ListPage {
  after?: Pick<AccessRequest, 'createdAt' | 'id'>;
  limit: number;
}

export interface AuditStore {
  /** Oldest first, by time; a page with a cursor may have more behind it. */
  auditSince(query: AuditQuery): Promise<{ events: AuditEvent[]; cursor?: string }>;
}

export interface AccessStore extends AuditStore {
  /**
   * Stores a new request with its work and first history entry, in one transaction.
   * Where an open one (pending, approved, failed or granted) exists for the same subject, role and instance, nothing is
   * written and that one is returned with `created: false`; the one that the new request prolongs does not count.
   */
  create(
    request: AccessRequest,
    work: readonly Work[],
    entry: HistoryEntry,
  ): Promise<{ request: AccessRequest; created: boolean }>;
  get(tenantId: string, id: string): Promise<AccessRequest | undefined>;
  /**
   * Writes each `next`, its work and its history entry, all in one transaction, if every stored version still is
   * `next.version - 1`; else nothing is written.
   */
  transition(steps: readonly Step[]): Promise<Written>;
  /** Records an attempt that was refused. */
  recordRefusal(entry: HistoryEntry): Promise<void>;
  history(tenantId: string, id: string): Promise<HistoryEntry[]>;
  /** What this person has asked for, and what others have asked for him: newest first. */
  ofPerson(tenantId: string, objectId: string, page: ListPage): Promise<AccessRequest[]>;
  /** Pending ones that were sent to this person to decide, oldest first. */
  toDecide(tenantId: string, objectId: string, page: ListPage): Promise<AccessRequest[]>;
  /** Pending ones, oldest first, at most `limit`. */
  pending(tenantId: string, limit: number): Promise<AccessRequest[]>;
  /** Open requests for the same subject, role and instance as this one, itself excluded. */
  alike(request: AccessRequest): Promise<AccessRequest[]>;
  /** Open requests by id, those after `after`, at most `limit`. */
  open(tenantId: string, page: { after?: string; limit: number }): Promise<AccessRequest[]>;
  /** Requests some copy of whose card is older than they are and can still be brought up to date; by id, as `open`. */
  withStaleCards(tenantId: string, page: { after?: string; limit: number }): Promise<AccessRequest[]>;
  /** Queues work again that a request waits for, without a change of the request. */
  queueAgain(request: AccessRequest, work: readonly Work[]): Promise<void>;
  /** Queues a reconciliation. Of those for the same `slot` only one is kept, whoever queues it. */
  queueReconcile(tenantId: string, reconcile: { at?: string; after?: string; slot?: string }): Promise<void>;
}
