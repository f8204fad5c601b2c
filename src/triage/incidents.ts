/** Cases that have something in common become one incident, and what comes later joins it. */
import type { Person } from '../access/access-request.ts';
import { type Case, type CaseEvent, type CaseState, OPEN_STATES } from './case.ts';
import { applyToCase, caseStep, incidentStep, type TriageDependencies } from './cases.ts';
import { BY_THE_BOT, entryOf } from './doing.ts';
import { findsTheSame } from './finds-the-same.ts';
import { type Incident, MOST_NAMED } from './incident.ts';
import { isOpen } from './is-open.ts';
import { isAnotherTrouble } from './leaves-incident.ts';
import type { TriageEntry, TriageStep } from './store.ts';
import { commonTrait, INCIDENT_WINDOW_MS, type Trait, traitsOf } from './traits.ts';

/** The entries of a case's history that name its incident. */
const JOINS_OR_LEAVES: readonly TriageEntry['what'][] = ['joined', 'diagnosed'];
/** Cases that are compared at once; with more people than this in the window the incident is there already. */
const MOST_COMPARED = 100;
const PAGE = 50;
const ATTEMPTS = 5;

/** Joins the open incident that a case belongs to, or makes one if enough people share its trouble. Running twice changes nothing. */
export async function gather(tenantId: string, caseId: string, dependencies: TriageDependencies): Promise<void> {
  const { store } = dependencies;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const one = await store.case(tenantId, caseId);
    if (one === undefined || !isOpen(one) || one.incidentId !== undefined) return;
    const traits = traitsOf(one);
    const standing = await store.incidentsAbout(tenantId, traits);
    const its = standing.find((incident) => isPartOf(one, incident) && findsTheSame(one, incident));
    if (its !== undefined) {
      // One that has ended meanwhile is no reason not to belong to another.
      if ((await join(one, its.id, dependencies)) === 'missed') continue;
      return;
    }

    // One open incident a trait: what stands already begins no other one.
    const free = traits.filter(({ key }) => standing.every(({ trait }) => trait.key !== key));
    const others = await store.alike(one, aroundOf(one), MOST_COMPARED);
    const found = commonTrait({ ...countable(one), traits: free }, others.map(countable));
    if (found === undefined) return;
    const cases = [one, ...others].filter(({ id }) => found.caseIds.has(id));
    if ((await openIncident(found.trait, cases, dependencies)) === 'written') return;
    // A case moved on, or another process was first: look again.
  }
  throw new Error(`Case ${caseId} changes faster than it can be compared.`);
}

/** Nobody's trouble of days ago is part of what began just now, however alike it looks today. */
function isPartOf({ createdAt }: Case, { since }: Incident): boolean {
  return Date.parse(since) - Date.parse(createdAt) <= INCIDENT_WINDOW_MS;
}

/** When what belongs to one incident with it was reported. */
function aroundOf({ createdAt }: Case): { since: string; until: string } {
  const moved = (by: number) => new Date(Date.parse(createdAt) + by).toISOString();
  return { since: moved(-INCIDENT_WINDOW_MS), until: moved(INCIDENT_WINDOW_MS) };
}

/**
 * What became of a case that was to join an incident. 'missed': that is over or gone, and the case, which is open, never was
 * part of it. 'unchanged': the case is over, of an incident already, has left this one, or was found to have another
 * trouble.
 */
export type Joining = 'joined' | 'missed' | 'unchanged';

/**
 * A case becomes part of an incident that is there. What was resolved meanwhile stays as it is, and so does what was found
 * another trouble since. `reportedAt`: of the report that is part of it; absent: the case's first.
 */
export async function join(
  { tenantId, id: caseId }: Pick<Case, 'tenantId' | 'id'>,
  incidentId: string,
  { store, now }: TriageDependencies,
  reportedAt?: string,
): Promise<Joining> {
  for (;;) {
    const [one, incident, history] = await Promise.all([
      store.case(tenantId, caseId),
      store.incident(tenantId, incidentId),
      store.history(tenantId, caseId),
    ]);
    if (one === undefined || !isOpen(one) || one.incidentId !== undefined) return 'unchanged';
    const been = history.filter(({ what, detail }) => JOINS_OR_LEAVES.includes(what) && detail === incidentId);
    if (incident?.status.state !== 'open') return been.length > 0 ? 'unchanged' : 'missed';
    const at = reportedAt ?? one.createdAt;
    // What was said before he was looked at himself is told him no more.
    if (one.outcome !== undefined && one.outcome.at > at && isAnotherTrouble(one, incident)) return 'unchanged';
    const { reporter } = one;
    const newReporter = !(await store.othersOf(incidentId, one))?.his;
    const { trait } = incident;
    // Whoever was found to have another trouble is counted no more; who opened his case again still is.
    const again = been.at(-1)?.what === 'joined';
    const joins = caseStep(one, { type: 'joined', incidentId, trait }, now());
    const grows = incidentStep(incident, { type: 'case-joined', reporter, newReporter, reportedAt: at, again }, now());
    if ('refused' in joins || 'refused' in grows) return 'unchanged';
    if ((await store.transition([joins, grows])) === 'written') return 'joined';
  }
}

/**
 * Ends an incident of which no case is open any more, however each of them ended. What has its trait and is of no incident
 * (it was opened again, or is about to be looked at) is part of it first. Running twice changes nothing.
 */
export async function settleIncident(
  tenantId: string,
  incidentId: string,
  dependencies: TriageDependencies,
): Promise<void> {
  const { store, now } = dependencies;
  for (;;) {
    const incident = await store.incident(tenantId, incidentId);
    if (incident?.status.state !== 'open') return;
    // Cases that are to be open again with it are not over.
    if (incident.status.reopened !== undefined) await alignCases(tenantId, incidentId, dependencies);
    const cases = await store.ends(tenantId, incidentId);
    if (cases.open) return;
    const alike = { tenantId, id: incidentId, traits: [incident.trait.key] };
    const strays = await store.alike(alike, { since: incident.since }, MOST_COMPARED);
    const stray = strays.find((one) => findsTheSame(one, incident));
    if (stray !== undefined) {
      await join(stray, incidentId, dependencies);
      continue;
    }
    const over = incidentStep(incident, { type: 'cases-over', lastEndAt: cases.lastEndAt ?? incident.since }, now());
    if ('refused' in over || (await store.transition([over])) === 'written') return;
  }
}

async function openIncident(
  trait: Trait,
  cases: readonly Case[],
  { store, now, newId }: TriageDependencies,
): Promise<'written' | 'overtaken' | 'duplicate'> {
  const [first] = cases;
  if (first === undefined) throw new Error('An incident has cases.');
  const reported = cases.map(({ createdAt }) => createdAt).sort();
  const people = distinct(cases);
  const cause = mostCommon(cases.flatMap(({ outcome }) => outcome?.causes[0] ?? []));
  const at = now();
  const opened: Omit<Incident, 'number'> = {
    tenantId: first.tenantId,
    id: newId(),
    version: 1,
    trait,
    ...(cause !== undefined && { cause }),
    since: reported[0] ?? first.createdAt,
    lastReportAt: reported.at(-1) ?? first.createdAt,
    cases: cases.length,
    affected: people.slice(0, MOST_NAMED),
    people: people.length,
    correlationId: first.correlationId,
    createdAt: at.toISOString(),
    status: { state: 'open' },
  };
  const joined = cases.flatMap((one): Extract<TriageStep, { kind: 'case' }>[] => {
    const step = caseStep(one, { type: 'joined', incidentId: opened.id, trait }, at);
    return 'refused' in step ? [] : [step];
  });
  const work = [{ kind: 'deliver' }, { kind: 'examine' }, { kind: 'announce', event: 'incident.opened' }] as const;
  return store.openIncidentOf(opened, work, entryOf(opened, 'opened', at, BY_THE_BOT), joined);
}

/** Which cases of an incident in this state may not be where it is. */
const BEHIND = { resolved: OPEN_STATES, open: ['resolved'] } as const satisfies Record<string, readonly CaseState[]>;

/**
 * Has the cases of an incident follow it: they are resolved with it, and those that were are opened again with it. Goes by how
 * the incident stands when a case's turn comes, so that it may run twice, late, and beside another one.
 */
export async function alignCases(
  tenantId: string,
  incidentId: string,
  dependencies: TriageDependencies,
): Promise<void> {
  const { store } = dependencies;
  for (;;) {
    const incident = await store.incident(tenantId, incidentId);
    if (incident === undefined) return;
    const { state } = incident.status;
    const behind = { incidentId, states: BEHIND[state] };
    for (let cursor: string | undefined; ; ) {
      const page = await store.cases(tenantId, behind, { ...(cursor !== undefined && { cursor }), limit: PAGE });
      for (const one of page.items) await alignCase(one, dependencies);
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    // If it was resolved or opened again meanwhile, that one's run may have passed a case before this one changed it.
    if ((await store.incident(tenantId, incidentId))?.status.state === state) return;
  }
}

/** The same for one case. */
export async function alignCase({ tenantId, id, incidentId }: Case, dependencies: TriageDependencies): Promise<void> {
  const incident = incidentId === undefined ? undefined : await dependencies.store.incident(tenantId, incidentId);
  const event = incident && eventOf(incident);
  if (event !== undefined) await applyToCase(tenantId, id, event, dependencies);
}

function eventOf({ id: incidentId, status }: Incident): CaseEvent | undefined {
  if (status.state === 'resolved') {
    const { by, note, withItsCases } = status;
    // Whatever is open of it since has come back, and is not over with it.
    if (withItsCases) return undefined;
    return { type: 'incident-resolved', incidentId, ...(by && { by }), ...(note !== undefined && { note }) };
  }
  if (status.reopened === undefined) return undefined;
  const { by, note } = status.reopened;
  return { type: 'incident-reopened', incidentId, by, ...(note !== undefined && { note }) };
}

function countable(one: Case) {
  return { id: one.id, reporter: one.reporter, reportedAt: one.createdAt, traits: traitsOf(one) };
}

/** Who reported, each once, the first first. */
function distinct(cases: readonly Case[]): Person[] {
  const byId = new Map<string, Person>();
  for (const { reporter } of cases.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))) {
    const key = reporter.objectId.toLowerCase();
    if (!byId.has(key)) byId.set(key, reporter);
  }
  return [...byId.values()];
}

function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}
