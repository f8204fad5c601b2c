/** A diagnosis that was asked for: what its card's buttons refer to, and what a restart picks up again. */
import type { SymptomKind, SymptomReport } from '../symptoms/report.ts';
import type { Diagnosis } from './diagnosis.ts';

export interface DiagnosisRecord {
  tenantId: string;
  /** Random and opaque: the only thing the card carries. */
  id: string;
  askedBy: { objectId: string; displayName: string };
  report: SymptomReport;
  /** Where the card is, so that it can be updated after a restart. */
  conversationId: string;
  activityId?: string;
  /** When it was begun last; a restart takes up only what somebody may still be waiting for. */
  begunAt: string;
  state: 'running' | 'waiting-for-answer' | 'done';
  /** Resource id of the instance, where the person chose it from a list. */
  instanceId?: string;
  /** Names of the instances that the person was asked to choose from. */
  offered?: string[];
  /** Of a long text, or one with a file that was not read yet, only some parts were read. */
  readInPart?: boolean;
  /** Nobody had spoken to the bot: it was heard in a channel. */
  unasked?: true;
  /** Who wrote the message, where somebody else has pointed at it: `askedBy`. */
  writtenBy?: { objectId: string; displayName: string };
  /** Id of the conversation with that message (of a channel, its thread), where the answer is in another one. */
  saidIn?: string;
  /** The helpdesk follows it as a case. */
  triaged?: true;
  /** The open incident that this report belongs to, told instead of a diagnosis. */
  joins?: string;
  /** It came to its end without a finding: its asker may not see that access, or the check failed on the bot's side. */
  unseen?: 'not-shown' | 'failed';
  /** Once known: what the card shows, and what a request for access refers to. */
  diagnosis?: Diagnosis;
}

/** A message that somebody is about to answer. Times in ISO 8601. */
export interface Taking {
  tenantId: string;
  conversationId: string;
  messageId: string;
  at: string;
  /** From then on it is as if nobody had answered it. */
  until: string;
}

export interface DiagnosisStore {
  /** Inserts or replaces by tenant and id; what is followed as a case stays so. */
  save(record: DiagnosisRecord): Promise<void>;
  /** The same for what answers messages, unless each of them is taken: then false, and nothing is stored. */
  saveFor(record: DiagnosisRecord, takings: readonly Taking[]): Promise<boolean>;
  /** Of all who try at once, on whatever replica, one is told true. */
  take(taking: Taking): Promise<boolean>;
  /** Gives back what came to nothing. */
  release(taking: Taking): Promise<void>;
  isTaken(taking: Omit<Taking, 'until'>): Promise<boolean>;
  /**
   * Writes what a run has come to, a question or a result, and nothing else of the record; from now on it is to be shown,
   * unless `isShown`. Gives the record as it is stored by then. Undefined where it is not this run's any more: begun anew, ended, or gone.
   */
  conclude(record: DiagnosisRecord, isShown?: boolean): Promise<DiagnosisRecord | undefined>;
  /** The card shows what this run has come to. Gives the record as it is now; undefined where it is not this run's any more. */
  shown(record: DiagnosisRecord): Promise<DiagnosisRecord | undefined>;
  /**
   * The card of this run is out: writes where, and nothing else of the record. Gives the record as it is stored by then;
   * undefined where it is not this run's any more: begun anew, taken up by another, or gone.
   */
  posted(record: DiagnosisRecord & { activityId: string }): Promise<DiagnosisRecord | undefined>;
  /** Nobody looks any more, and nothing of it is to be shown, whoever is at it. */
  end(record: Pick<DiagnosisRecord, 'tenantId' | 'id'>): Promise<void>;
  /** From here on the helpdesk follows it. Undefined where it is gone. */
  handOver(record: Pick<DiagnosisRecord, 'tenantId' | 'id'>): Promise<DiagnosisRecord | undefined>;
  /**
   * Lets one of those who try at once run again what a stop has left; a card that it comes with is its card from then on.
   * Undefined for the others, and where it has another card by now.
   */
  takeUp(record: DiagnosisRecord): Promise<DiagnosisRecord | undefined>;
  get(tenantId: string, id: string): Promise<DiagnosisRecord | undefined>;
  /**
   * Begins anew what was told of an incident (`joins`) instead of being looked at, at this time (ISO 8601), and as part of that
   * no more. Undefined where it was begun since, or has changed: of all who try only one is given it.
   */
  beginTold(told: DiagnosisRecord, begunAt: string): Promise<DiagnosisRecord | undefined>;
  /** Records still running that were begun from `since` on and not after `until` (ISO 8601), of every tenant. */
  unfinished(since: string, until: string): Promise<DiagnosisRecord[]>;
  /** The same of records that have come to something which their card does not show. */
  unshown(since: string, until: string): Promise<DiagnosisRecord[]>;
  /**
   * What this person asked last in this conversation (in a channel: in this thread), begun from `since` on (ISO 8601);
   * of all kinds, or of these.
   */
  latest(
    tenantId: string,
    conversationId: string,
    personObjectId: string,
    since: string,
    kinds?: readonly SymptomKind[],
  ): Promise<DiagnosisRecord | undefined>;
  /** The resource id of the instance this person asked about last. */
  lastInstance(tenantId: string, personObjectId: string): Promise<string | undefined>;
  rememberInstance(tenantId: string, personObjectId: string, instanceId: string): Promise<void>;
}
