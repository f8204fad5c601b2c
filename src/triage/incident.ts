/** An incident: several people with the same trouble at the same time. The state machine itself is decide-incident.ts. */
import type { Person } from '../access/access-request.ts';
import type { FindingId, Remedy } from '../diagnosis/diagnosis.ts';
import type { Actor, Reopened } from './case.ts';
import type { Trait } from './traits.ts';

export interface Incident {
  tenantId: string;
  /** Random and opaque: the only thing a card carries, with `version`. */
  id: string;
  /** What people call it: counts up. */
  number: number;
  version: number;
  /** What its cases have in common: one open incident a trait. */
  trait: Trait;
  /** The cause that most of them share; absent where none was found. */
  cause?: FindingId;
  /** When the first of them was reported. */
  since: string;
  /** When the last of them was. */
  lastReportAt: string;
  cases: number;
  /** Who reported, each once, the first first; at most MOST_NAMED. */
  affected: Person[];
  /** How many people reported. */
  people: number;
  /** What was found out about all of them together; absent while it is looked up. */
  examined?: Examined;
  assignee?: Person;
  correlationId: string;
  createdAt: string;
  status: { state: 'open'; reopened?: Reopened & { at: string } } | IncidentResolved;
}

export interface IncidentResolved {
  state: 'resolved';
  at: string;
  by?: Person;
  note?: string;
  /** Nobody has resolved it: each of its cases was, whichever way. */
  withItsCases?: true;
}

export const MOST_NAMED = 20;

/** How long after its last report an incident answers another one without a look. */
export const FRESH_MS = 4 * 3_600_000;

/**
 * Whether what is reported at this time is most likely the same trouble. Four hours are half a shift: until then, what has
 * not been mended explains the next report. After that it may be anything, and is looked at before it is told anything.
 */
export function isFresh({ lastReportAt, status }: Pick<Incident, 'lastReportAt' | 'status'>, at: Date): boolean {
  // Whoever opens it again says that it is there.
  const heardOf = [lastReportAt, ...('reopened' in status && status.reopened ? [status.reopened.at] : [])];
  return heardOf.some((time) => at.getTime() - Date.parse(time) < FRESH_MS);
}

export interface Examined {
  at: string;
  /** What they have in common, the likeliest reason first. */
  common: Common[];
  /** What could not be looked at, each with what is lacking. Never read as "nothing there". */
  unseen: { what: string; why: string; remedy?: Remedy }[];
  /** The one thing to do. */
  fix?: Remedy & { title: string };
}

/** One thing they share, as the helpdesk reads it. */
export interface Common {
  kind:
    | 'network'
    | 'deny-assignment'
    | 'assignment-removed'
    | 'group-member-removed'
    | 'same-app'
    | 'same-error'
    | 'same-cause';
  /** 'The public network access of plant-a was closed.' Nobody's object id or e-mail. */
  text: string;
  /** When it happened, where that is known. */
  at?: string;
}

export type IncidentEvent =
  /** `again`: the case has been of it before. */
  | { type: 'case-joined'; reporter: Person; newReporter: boolean; reportedAt: string; again?: boolean }
  /**
   * A look at one of its cases has found another trouble. `reportedAt`: when that case was first. `others`: its other cases,
   * since when there are some and whether one is of the same reporter; absent where it has none.
   */
  | { type: 'case-left'; reporter: Person; reportedAt: string; others?: OtherCases }
  /** A further report of one of its cases. */
  | { type: 'reported-again'; reportedAt: string }
  | { type: 'examined'; examined: Examined }
  /** None of its cases is open; when the last of them ended. */
  | { type: 'cases-over'; lastEndAt: string }
  | { type: 'claim'; by: Actor }
  /** `forAll`: also for whoever has joined since its card was drawn. */
  | { type: 'resolve'; by: Actor; note?: string; forAll?: true }
  | { type: 'reopen'; by: Actor; note?: string };

export interface OtherCases {
  /** When the first of them was reported. */
  since: string;
  /** Whether this reporter has reported one of them. */
  his: boolean;
}

export type IncidentWork =
  | { kind: 'deliver' }
  /** Find out what they have in common; not before `at`. */
  | { kind: 'examine'; at?: string }
  /** Have its cases follow: they are resolved with it, and opened again. */
  | { kind: 'align-cases' }
  /** Look whether any of its cases is open. */
  | { kind: 'settle' }
  | { kind: 'announce'; event: 'incident.opened' | 'incident.resolved' | 'incident.reopened' };

export interface IncidentRefusal {
  refused: 'not-in-this-state' | 'not-yours' | 'no-change';
  message: string;
}

export type IncidentDecision = { next: Incident; work: IncidentWork[] } | IncidentRefusal;
