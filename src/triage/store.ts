/** What cases and incidents need of a store. Implemented in src/store. */
import type { Person } from '../access/access-request.ts';
import type { ChannelInUse, ChannelLeft } from '../access/delivery.ts';
import type { Place, Written } from '../access/store.ts';
import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { Case, CaseEvent, CaseState, CaseWork } from './case.ts';
import type { Incident, IncidentEvent, IncidentWork, OtherCases } from './incident.ts';
import type { Trait } from './traits.ts';

/** One line of the history of a case or an incident. */
export interface TriageEntry {
  tenantId: string;
  /** Id of the case or the incident. */
  subjectId: string;
  version: number;
  at: string;
  what: CaseEvent['type'] | IncidentEvent['type'] | 'opened' | `refused:${string}`;
  by?: Person;
  from: Place;
  correlationId: string;
  /** Short, plain: a note; to whom it was given, with the note on the lines below; of what happened by itself an id. */
  detail?: string;
}

/** One change of one case or incident, with the work it causes. */
export type TriageStep = TriageWork & { entry: TriageEntry };

/** Work for a case or an incident as it is now. */
export type TriageWork =
  | { kind: 'case'; next: Case; work: readonly CaseWork[] }
  | { kind: 'incident'; next: Incident; work: readonly IncidentWork[] };

/** What becomes of a resolved case that is reported again; without a step it stays as it is. */
export interface Returning {
  step?: Extract<TriageStep, { kind: 'case' }>;
}

/** Which case of the same reporter a new report may be one more of. */
export interface AlsoOf {
  isSame?: (open: Case) => boolean;
  mayBeSame?: (open: Case) => boolean;
  /** Asked of the one that was resolved last first. */
  returning?: (resolved: Case) => Returning | undefined;
}

/** What a list shows. What is left out does not narrow. */
export interface CaseFilter {
  states?: readonly CaseState[];
  /** Object id. */
  assignee?: string;
  unassigned?: true;
  reporter?: string;
  /** Part of the instance's name, without case. */
  instance?: string;
  /** Named as confirmed, or as possible where none is. */
  cause?: FindingId;
  /** ISO 8601: reported before. */
  before?: string;
  incidentId?: string;
}

/** A page, and where the next begins. */
export interface Page<T> {
  items: T[];
  cursor?: string;
}

/**
 * Which card is where, and what it shows. One for each case and incident, from its birth on. A conversation that is not
 * remembered any more has no card, whatever is said here.
 */
export interface TriageCard {
  tenantId: string;
  subject: { kind: 'case' | 'incident'; id: string };
  /** The channel it is in, or its thread there; of one that cannot be delivered, where it should have been. */
  conversationId?: string;
  activityId?: string;
  /** 0 before it is sent, and where it has to be sent anew. */
  shownVersion: number;
  /** Why it cannot be delivered; taken back when there is another place for it, or the bot is heard there again. */
  undeliverable?: string;
}

/** A message with buttons besides the one card. It loses them when their time is over, and is forgotten then. */
export interface SideMessage {
  conversationId: string;
  activityId: string;
  /** What the reporter was asked at that time. Absent: a card that was left behind when another one took its place. */
  askedAt?: string;
}

/** The message that is a card. */
export type CardPlace = Required<Pick<TriageCard, 'conversationId' | 'activityId'>>;

/** The channel of the helpdesk; who belongs to its team is of the helpdesk. */
export interface TriageChannel extends ChannelInUse {
  tenantId: string;
  /** Nobody wants the daily digest. */
  digestOff: boolean;
  /** Of the time until then nothing is left to tell in a digest; ISO 8601. Absent before the first. */
  digestUntil?: string;
}

/** What the board's figures are made of; times are in milliseconds, medians, absent where there is nothing to measure. */
export interface Figures {
  since: string;
  /** Cases reported since, by the day (ISO date, UTC) and their first cause; 'none' where no cause was confirmed. */
  causesByDay: { day: string; cause: FindingId | 'none'; cases: number }[];
  reported: number;
  /** Cases that were resolved since, whenever they were reported. */
  resolved: number;
  /** Of the cases reported since. */
  msToAnswer?: number;
  msToAccess?: number;
}

/** `counted` cases; `more` where counting stopped there. */
export interface Count {
  counted: number;
  more: boolean;
}

export interface TriageStore {
  /**
   * Stores a new case with its number, its work and its first history entry; or, where `isSame` says so of an open case of
   * the same reporter, or else `returning` of a resolved one, or else `mayBeSame` of an open one, makes the diagnosis one of
   * that, with the work `again` for it if it is open then. Either way the requests made because of the diagnosis are queued to
   * be followed, all in one transaction, and for one reporter after the other. What is of a case already stays there, but for
   * the one it is `leaving`: an id.
   */
  open(
    opened: Omit<Case, 'number'>,
    work: readonly CaseWork[],
    entry: TriageEntry,
    also?: AlsoOf & { again?: readonly CaseWork[]; leaving?: string },
  ): Promise<{ case: Case; created: boolean }>;
  case(tenantId: string, id: string): Promise<Case | undefined>;
  byDiagnosis(tenantId: string, diagnosisId: string): Promise<Case | undefined>;
  /** Ids of the diagnoses that are of this case; `Case.diagnosisId` is the latest. */
  diagnosesOf(tenantId: string, caseId: string): Promise<string[]>;
  /** Ids of the access requests made because of any of them, the oldest first. */
  requestsOf(tenantId: string, caseId: string): Promise<string[]>;
  incident(tenantId: string, id: string): Promise<Incident | undefined>;
  /** The open incidents with one of these traits, in the order of the traits. */
  incidentsAbout(tenantId: string, traits: readonly Pick<Trait, 'key'>[]): Promise<Incident[]>;
  /** Whether any case of the incident is open, and when the last of the others ended. */
  ends(tenantId: string, incidentId: string): Promise<{ open: boolean; lastEndAt?: string }>;
  /** Open incidents without an open case, by id; those after `after`. */
  withoutOpenCases(tenantId: string, page: { after?: string; limit: number }): Promise<Incident[]>;
  /**
   * Stores a new incident and joins these cases to it, all in one transaction, if every case is as it was and no open
   * incident has its trait; else nothing is written.
   */
  openIncidentOf(
    opened: Omit<Incident, 'number'>,
    work: readonly IncidentWork[],
    entry: TriageEntry,
    joined: readonly Extract<TriageStep, { kind: 'case' }>[],
  ): Promise<Written>;
  /**
   * Writes each `next`, its work and its history entry in one transaction, if every stored version is `next.version - 1`.
   * `duplicate`: an incident cannot be opened again, because another one has its trait now.
   */
  transition(steps: readonly TriageStep[]): Promise<Written>;
  recordRefusal(entry: TriageEntry): Promise<void>;
  history(tenantId: string, subjectId: string): Promise<TriageEntry[]>;
  /**
   * Other open cases without an incident that share a trait with this one and were reported from `since` on, and not after
   * `until`; at most `limit`, the newest first.
   */
  alike(
    one: Pick<Case, 'tenantId' | 'id' | 'traits'>,
    reported: { since: string; until?: string },
    limit: number,
  ): Promise<Case[]>;
  /** The cases of the incident besides this one; undefined where there are none. */
  othersOf(incidentId: string, one: Pick<Case, 'tenantId' | 'id' | 'reporter'>): Promise<OtherCases | undefined>;
  /** Oldest first where they are open, else newest first. */
  cases(tenantId: string, filter: CaseFilter, page: { cursor?: string; limit: number }): Promise<Page<Case>>;
  /** Counts to `most` and no further. */
  count(tenantId: string, filter: CaseFilter, most: number): Promise<Count>;
  /** Open ones, the latest report first. */
  openIncidents(tenantId: string, limit: number): Promise<Incident[]>;
  /**
   * The case of this number ('12', '#12', 'case 12'), then those with every word of the text in the reporter's name, the
   * instance or the headline, newest first; of the last word its beginning will do. `of`: only those this person reported.
   */
  search(tenantId: string, text: string, scope: { of?: string; limit: number }): Promise<Case[]>;
  /** `until`: not of what came then or later; absent: all there is. */
  figures(tenantId: string, since: string, until?: string): Promise<Figures>;
  card(tenantId: string, subject: TriageCard['subject']): Promise<TriageCard | undefined>;
  /** `left`: the one that it takes the place of, which is beside it from then on. */
  saveCard(card: TriageCard, left?: SideMessage): Promise<void>;
  /** The oldest first. */
  beside(tenantId: string, subject: TriageCard['subject']): Promise<SideMessage[]>;
  putBeside(tenantId: string, subject: TriageCard['subject'], message: SideMessage): Promise<void>;
  dropBeside(tenantId: string, subject: TriageCard['subject'], message: SideMessage): Promise<void>;
  /** Version of the case that its cards in people's own chats show, 0 before they do; undefined where none is known. */
  shownInChats(tenantId: string, caseId: string): Promise<number | undefined>;
  saveShownInChats(tenantId: string, caseId: string, version: number): Promise<void>;
  /**
   * What has a card that is out of date, or is open and has one that was never sent, but not where it cannot be delivered; and
   * what has messages beside it that can be reached, or cards in people's own chats that are out of date. By id; those after
   * `after`.
   */
  staleCards(tenantId: string, page: { after?: string; limit: number }): Promise<TriageCard['subject'][]>;
  /** By the id of the case or the incident; of those that were sent and can be reached. */
  cardPlaces(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, CardPlace>>;
  /** Queues the cards of these to be brought up to date. */
  queueDeliver(tenantId: string, subjects: readonly TriageCard['subject'][]): Promise<void>;
  /** Queues a reconciliation, as AccessStore's: of those for the same `slot` only one is kept, whoever queues it. */
  queueReconcile(tenantId: string, reconcile: { at?: string; after?: string; slot?: string }): Promise<void>;
  /** Queues work again that a case or an incident waits for, without a change of it. */
  queueAgain(work: readonly TriageWork[]): Promise<void>;
  /** Queues the digest of a day (ISO date); one a day is kept, whoever queues it. */
  queueDigest(tenantId: string, digest: { day: string; at?: string }): Promise<void>;
  /**
   * Ids of diagnoses that the helpdesk follows (DiagnosisRecord `triaged`) and no case was opened of; only those begun from
   * `since` on and before `until` (ISO 8601), the oldest first, at most `limit`.
   */
  withoutCase(tenantId: string, begun: { since: string; until: string; limit: number }): Promise<string[]>;
  /** Queues these diagnoses to be followed. */
  queueFollow(tenantId: string, diagnosisIds: readonly string[]): Promise<void>;
  /** Queues a look at what is too old to keep, with slots as queueReconcile. */
  queueRetain(tenantId: string, retain: { at?: string; slot?: string }): Promise<void>;
  /** Absent where none was chosen, or the bot is not in it any more. */
  channel(tenantId: string): Promise<TriageChannel | undefined>;
  /**
   * Instead of the one that is left, or where none is used: else it is 'overtaken', and nothing changes. The conversation
   * has to be remembered. What is open is delivered there, queued in the same transaction.
   */
  useChannel(channel: Omit<TriageChannel, 'digestUntil'>, left?: ChannelLeft): Promise<Written>;
  setDigest(tenantId: string, on: boolean): Promise<void>;
  /** Keeps the later one, whoever comes last. `until`: as TriageChannel `digestUntil`. */
  digestTold(tenantId: string, until: string): Promise<void>;
  /** In this thread nothing is answered unasked any more. */
  mute(tenantId: string, conversationId: string): Promise<void>;
  isMuted(tenantId: string, conversationId: string): Promise<boolean>;
}
