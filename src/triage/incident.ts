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
  status:
    | { state: 'open'; reopened?: Reopened & { at: string } }
    | { state: 'resolved'; at: string; by?: Person; note?: string };
}

export const MOST_NAMED = 20;

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
  | { type: 'case-joined'; reporter: Person; newReporter: boolean; reportedAt: string }
  | { type: 'examined'; examined: Examined }
  | { type: 'claim'; by: Actor }
  | { type: 'resolve'; by: Actor; note?: string }
  | { type: 'reopen'; by: Actor; note?: string };

export type IncidentWork =
  | { kind: 'deliver' }
  /** Find out what they have in common; not before `at`. */
  | { kind: 'examine'; at?: string }
  /** Have its cases follow: they are resolved with it, and opened again. */
  | { kind: 'align-cases' }
  | { kind: 'announce'; event: 'incident.opened' | 'incident.resolved' };

export interface IncidentRefusal {
  refused: 'not-in-this-state' | 'not-yours' | 'no-change';
  message: string;
}

export type IncidentDecision = { next: Incident; work: IncidentWork[] } | IncidentRefusal;
