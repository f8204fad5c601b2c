import type { Case, CaseEvent, CaseRefusal } from './case.ts';
import { decideCase } from './decide-case.ts';
import { decideIncident } from './decide-incident.ts';
import { BY_THE_BOT, type Doing, detailOf, entryOf } from './doing.ts';
import type { Incident, IncidentEvent, IncidentRefusal } from './incident.ts';
import { missedBy } from './missed.ts';
import type { TriageEntry, TriageStep, TriageStore } from './store.ts';

export interface TriageDependencies {
  store: TriageStore;
  now: () => Date;
  newId: () => string;
}

/** A click on a card: the case or incident by its opaque id, the version the card showed, who clicked and where. */
export interface TriageClick extends Doing {
  tenantId: string;
  id: string;
  version: number;
}

export type TriageClicked<T> =
  | { outcome: 'done'; subject: T }
  /** Nothing changed. `subject` is how it stands now; `missed`: what has to be seen before it is done, oldest first. */
  | { outcome: 'refused'; reason: Reason; message: string; subject: T; missed?: readonly TriageEntry[] }
  | { outcome: 'gone' };

export function clickOnCase(
  click: TriageClick,
  event: CaseEvent,
  dependencies: TriageDependencies,
): Promise<TriageClicked<Case>> {
  const { store, now } = dependencies;
  return clicked(click, event, dependencies, {
    read: () => store.case(click.tenantId, click.id),
    step: (before) => caseStep(before, event, now(), click),
    // Whoever takes a case has to have seen whether somebody else has.
    needsNewest: event.type === 'claim' || event.type === 'assign',
  });
}

export function clickOnIncident(
  click: TriageClick,
  event: IncidentEvent,
  dependencies: TriageDependencies,
): Promise<TriageClicked<Incident>> {
  const { store, now } = dependencies;
  return clicked(click, event, dependencies, {
    read: () => store.incident(click.tenantId, click.id),
    step: (before) => incidentStep(before, event, now(), click),
    // People join it all the time.
    needsNewest: false,
  });
}

type Step<T> = (TriageStep & { next: T }) | Refused;

/** From what is stored to its next version. */
interface Way<T> {
  read: () => Promise<T | undefined>;
  step: (before: T) => Step<T> | Promise<Step<T>>;
}

/** The same for a click. `needsNewest`: no older card will do. */
interface ClickWay<T> extends Way<T> {
  needsNewest: boolean;
}

async function clicked<T extends Case | Incident>(
  click: TriageClick,
  event: CaseEvent | IncidentEvent,
  { store, now }: TriageDependencies,
  { read, step, needsNewest }: ClickWay<T>,
): Promise<TriageClicked<T>> {
  // What a person wrote is not lost because the card moved on meanwhile.
  for (;;) {
    const subject = await read();
    if (subject === undefined) return { outcome: 'gone' };
    const refuse = async (reason: Reason, message: string, missed?: TriageEntry[]): Promise<TriageClicked<T>> => {
      await store.recordRefusal(entryOf(subject, `refused:${reason}`, now(), click, event.type));
      return { outcome: 'refused', reason, message, subject, ...(missed && { missed }) };
    };
    if (needsNewest ? click.version !== subject.version : click.version > subject.version) {
      return refuse('stale-card', OUT_OF_DATE);
    }
    const made = await step(subject);
    if ('refused' in made) return refuse(made.refused, made.message);
    const reporter = 'reporter' in subject ? subject.reporter : undefined;
    const missed = missedBy(event, await sinceCard(click, subject, store), reporter);
    if (missed.length > 0) return refuse('stale-card', OUT_OF_DATE, missed);
    const written = await store.transition([made]);
    if (written === 'written') return { outcome: 'done', subject: made.next };
    if (written === 'duplicate') return refuse('duplicate', 'Another incident for this is open by now.');
  }
}

const OUT_OF_DATE = 'This card was out of date. Here is how it stands now.';

/** What made of the version that a card showed the one that is stored, oldest first. */
async function sinceCard(
  { tenantId, id, version }: TriageClick,
  now: { version: number },
  store: Pick<TriageStore, 'history'>,
): Promise<TriageEntry[]> {
  if (version === now.version) return [];
  const all = await store.history(tenantId, id);
  return all.filter((entry) => entry.version > version && entry.version <= now.version);
}

/** A step that no click has asked for: retried on the newest version until it is written or no longer applies. */
export function applyToCase(
  tenantId: string,
  id: string,
  event: CaseEvent,
  { store, now }: TriageDependencies,
  doing: Doing = BY_THE_BOT,
): Promise<Case | undefined> {
  return applied(store, {
    read: () => store.case(tenantId, id),
    step: (before) => caseStep(before, event, now(), doing),
  });
}

/** The same for an incident. */
export function applyToIncident(
  tenantId: string,
  id: string,
  event: IncidentEvent,
  { store, now }: TriageDependencies,
): Promise<Incident | undefined> {
  return applied(store, {
    read: () => store.incident(tenantId, id),
    step: (before) => incidentStep(before, event, now()),
  });
}

async function applied<T extends Case | Incident>(store: TriageStore, { read, step }: Way<T>): Promise<T | undefined> {
  for (;;) {
    const before = await read();
    if (before === undefined) return undefined;
    const made = await step(before);
    if ('refused' in made) return before;
    if ((await store.transition([made])) === 'written') return made.next;
  }
}

type Refused = CaseRefusal | IncidentRefusal;
type Reason = Refused['refused'] | 'stale-card' | 'duplicate';

/** The step that an event makes, with its line of history, or why it does not apply. */
export function caseStep(
  before: Case,
  event: CaseEvent,
  now: Date,
  doing: Doing = BY_THE_BOT,
): Extract<TriageStep, { kind: 'case' }> | CaseRefusal {
  const decision = decideCase(before, event, now);
  if ('refused' in decision) return decision;
  const { next, work } = decision;
  return { kind: 'case', next, work, entry: entryOf(next, event.type, now, doing, detailOf(event, before, next)) };
}

export function incidentStep(
  before: Incident,
  event: IncidentEvent,
  now: Date,
  doing: Doing = BY_THE_BOT,
): Extract<TriageStep, { kind: 'incident' }> | IncidentRefusal {
  const decision = decideIncident(before, event, now);
  if ('refused' in decision) return decision;
  const { next, work } = decision;
  return { kind: 'incident', next, work, entry: entryOf(next, event.type, now, doing, detailOf(event, before, next)) };
}
