/** What the life of a request needs of a store. Implemented in src/store. */
import type { AccessEvent, AccessRequest, Person, Work } from './access-request.ts';

/** One line of a request's history; kept after the request has ended. */
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
  /** Short, plain: a reason, an assignment id, an error code. */
  detail?: string;
}

export interface AccessStore {
  /**
   * Stores a new request with its work and first history entry, in one transaction.
   * Where an open one (pending, approved, failed or granted) exists for the same subject, role and instance, nothing is
   * written and that one is returned with `created: false`.
   */
  create(request: AccessRequest, work: readonly Work[]): Promise<{ request: AccessRequest; created: boolean }>;
  get(tenantId: string, id: string): Promise<AccessRequest | undefined>;
  /**
   * Writes `next`, its work and its history entry in one transaction, if the stored version still is `next.version - 1`.
   * False when somebody else was first; then nothing is written.
   */
  transition(next: AccessRequest, work: readonly Work[], entry: HistoryEntry): Promise<boolean>;
  /** Records an attempt that was refused. */
  recordRefusal(entry: HistoryEntry): Promise<void>;
  history(tenantId: string, id: string): Promise<HistoryEntry[]>;
  /** Newest first, at most `limit`. */
  byRequester(tenantId: string, objectId: string, limit: number): Promise<AccessRequest[]>;
  /** Pending ones, oldest first, at most `limit`. */
  pending(tenantId: string, limit: number): Promise<AccessRequest[]>;
}
