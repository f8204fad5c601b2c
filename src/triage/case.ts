/** A case: one report that the helpdesk follows, and the words of its life. The state machine itself is decide-case.ts. */
import type { Person } from '../access/access-request.ts';
import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { LookedIncident } from './leaves-incident.ts';
import type { Trait } from './traits.ts';

export interface Case {
  tenantId: string;
  /** Random and opaque: the only thing a card carries, with `version`. */
  id: string;
  /** What people call it: counts up. */
  number: number;
  /** 1 at birth, one more with every transition. */
  version: number;
  reporter: Person;
  origin: Origin;
  /** The diagnosis that answers it: of several, the latest. A diagnosis is of one case. */
  diagnosisId: string;
  /** As understood, secrets removed. */
  report: SymptomReport;
  /** What the diagnosis found last; absent while it runs. */
  outcome?: Outcome;
  /** Keys of what it may have in common with others, by that outcome. */
  traits?: readonly string[];
  /** Why nothing has been found out yet, where the helpdesk can have it looked at. */
  unseen?: Unseen;
  /** When the look was begun that said so: of several the latest. */
  unseenAt?: string;
  assignee?: Person;
  incidentId?: string;
  /** Name of the instance that an incident it joined is about; stays when the case leaves that. */
  incidentInstance?: string;
  /** The access request that was made because of its diagnoses, the latest; where that let nobody in, the latest still open. */
  requestId?: string;
  /** When the latest was made: news of an older one may come later. */
  requestedAt?: string;
  /** It has come to no end yet. */
  requestOpen?: true;
  /** Runs through the history, the logs and the jobs of this case. */
  correlationId: string;
  /** ISO 8601, like every time here. */
  createdAt: string;
  /** When the reporter first had an answer: a diagnosis, or the incident it belongs to. */
  answeredAt?: string;
  /** When the role that was asked for last began to work. */
  accessAt?: string;
  /** When a `wake` is due; absent where nothing waits for a time. */
  wakeAt?: string;
  status: CaseStatus;
}

/** Where it was reported, and who may have read it there. */
export interface Origin {
  /** 'handed-over': by the person himself, out of his own chat. 'message-action': somebody else pointed at the message. */
  how: 'channel' | 'group' | 'handed-over' | 'message-action';
  /** Of the conversation with the answer; of a channel, its thread. */
  conversationId: string;
  /** Of the conversation with the report, where the answer is in another one. */
  saidIn?: string;
  /** Who handed it to the helpdesk, where that was not the reporter. */
  by?: Person;
}

/** 'not-shown': who asked may not see that access. 'failed': the check did, on the bot's side. */
export type Unseen = 'not-shown' | 'failed';

/** What is kept of a diagnosis for triage: no assignments, no ids of others. */
export interface Outcome {
  /** Empty once the case names nobody any more. */
  headline: string;
  /** Confirmed causes, the likeliest first. */
  causes: FindingId[];
  /** Possible ones, where none is confirmed. */
  possible: FindingId[];
  instance?: { id: string; name: string };
  /** The app whose access was looked at, or that called, where it is known. In lower case. */
  appId?: string;
  at: string;
}

export type CaseState = CaseStatus['state'];

export type CaseStatus =
  | { state: 'new'; at: string; reopened?: Reopened; unreached?: Unreached }
  /** It was asked something: by the bot, or by whoever of the helpdesk is named with the question. */
  | { state: 'waiting-for-reporter'; at: string; by?: Person; note?: string }
  | { state: 'waiting-for-approval'; at: string; reopened?: Reopened; unreached?: Unreached }
  | Resolved
  /** Resolved for so long that it is not opened again. 'forgotten': whoever reported it was, while it was open. */
  | (Omit<Resolved, 'state' | 'how'> & { state: 'closed'; how: Resolved['how'] | 'forgotten' });

export interface Resolved {
  state: 'resolved';
  at: string;
  /** 'not-helpful': the bot had answered unasked what was no report, or was no help. */
  how: 'access-works' | 'by-hand' | 'incident' | 'no-answer' | 'not-helpful';
  by?: Person;
  note?: string;
}

/** What the helpdesk wanted to know of the reporter, whom the bot could get it to nowhere. */
export interface Unreached {
  question: string;
}

/** Who opened it again, and what is still wrong. */
export interface Reopened {
  by: Person;
  note?: string;
}

/** States in which somebody still has something to do. */
export const OPEN_STATES = ['new', 'waiting-for-reporter', 'waiting-for-approval'] as const satisfies CaseState[];

/** Who does something to a case, as proven before: of the helpdesk, the reporter himself, or both. */
export interface Actor extends Person {
  helpdesk: boolean;
}

/** What can happen to a case. */
export type CaseEvent =
  /** `incident`: the one that the case belongs to. */
  | { type: 'diagnosed'; outcome: Outcome; diagnosisId: string; report: SymptomReport; incident?: LookedIncident }
  /** The bot asked the reporter something, of a diagnosis that was begun then. */
  | { type: 'question-asked'; begunAt: string }
  /** A diagnosis that was begun then came to its end without a finding. */
  | { type: 'unseen'; why: Unseen; diagnosisId: string; begunAt: string }
  /** `prolongs`: access that is held already. `over`: what became of it follows. */
  | { type: 'requested'; requestId: string; madeAt: string; prolongs?: boolean; over?: boolean }
  /** The request came to an end that lets nobody in, or is waited for no more. `next`: the latest of the others still open. */
  | { type: 'request-failed'; requestId: string; how: string; next?: string }
  | { type: 'access-works'; requestId: string; worksSince?: string }
  | { type: 'joined'; incidentId: string; trait: Trait }
  | { type: 'incident-resolved'; incidentId: string; by?: Person; note?: string }
  | ({ type: 'incident-reopened'; incidentId: string } & Reopened)
  | { type: 'claim'; by: Actor }
  | { type: 'assign'; by: Actor; to: Person; note?: string }
  /** `askedAt`: of the question that whoever asks has seen pending, which this one takes the place of. */
  | { type: 'ask-reporter'; by: Actor; note: string; askedAt?: string }
  /** What was asked at that time could be told the reporter nowhere, or the queue has given up trying. */
  | { type: 'question-unreached'; askedAt: string }
  /** The reporter wrote where he was asked. What he wrote is for people to read, and is not kept. */
  | { type: 'reporter-wrote'; by: Person }
  /** The reporter, or the helpdesk, says that the question is answered that was asked at that time, where the card knows it. */
  | { type: 'answered'; by: Actor; askedAt?: string }
  | { type: 'resolve'; by: Actor; note?: string }
  /** What the bot had answered unasked. */
  | { type: 'not-helpful'; by: Actor }
  | { type: 'reopen'; by: Actor; note?: string }
  | { type: 'wake' };

/** Work that follows from a transition, as data. Written in the same transaction as the transition. */
export type CaseWork =
  /** Bring the case's card up to date, or post it. */
  | { kind: 'deliver' }
  /** Look whether others have the same trouble. `reportedAt`: of a further report of it, which its incident hears of. */
  | { kind: 'gather'; reportedAt?: string }
  | { kind: 'wake'; at: string }
  /** A message in the thread of the report, or in the reporter's chat. */
  | { kind: 'tell-reporter'; news: 'asked' | 'resolved' | 'incident-resolved' | 'no-answer' | 'reopened' }
  /** To whom the case was given by somebody else. */
  | { kind: 'tell-assignee' }
  /** Look whether this was the last open case of its incident. */
  | { kind: 'settle-incident'; incidentId: string }
  /** Tell the ticket system, where there is one. */
  | { kind: 'announce'; event: Announced };

/** What a ticket system hears of. */
export type Announced =
  | 'case.opened'
  | 'case.diagnosed'
  | 'case.joined'
  | 'case.assigned'
  | 'case.waiting'
  | 'case.resumed'
  | 'case.resolved'
  | 'case.reopened'
  | 'case.closed';

export interface CaseRefusal {
  refused: 'not-in-this-state' | 'not-yours' | 'invalid' | 'nothing-due' | 'no-change' | 'asked-meanwhile';
  message: string;
}

export type CaseDecision = { next: Case; work: CaseWork[] } | CaseRefusal;
