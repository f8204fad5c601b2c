/** Cases that have something in common become one incident, and what comes later joins it. */
import type { Person } from '../access/access-request.ts';
import { type Case, OPEN_STATES } from './case.ts';
import { applyToCase, caseStep, incidentStep, type TriageDependencies } from './cases.ts';
import { isOpen } from './decide-case.ts';
import { BY_THE_BOT, entryOf } from './doing.ts';
import { type Incident, MOST_NAMED } from './incident.ts';
import type { TriageStep } from './store.ts';
import { commonTrait, INCIDENT_WINDOW_MS, type Trait, traitsOf } from './traits.ts';

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
    const standing = await store.openIncident(tenantId, traitsOf(one));
    if (standing !== undefined) return join(one, standing, dependencies);

    const since = new Date(Date.parse(one.createdAt) - INCIDENT_WINDOW_MS).toISOString();
    const others = (await store.alike(one, since, MOST_COMPARED)).filter(({ id }) => id !== one.id);
    const trait = commonTrait(countable(one), others.map(countable));
    if (trait === undefined) return;
    const cases = [one, ...others.filter((other) => traitsOf(other).some(({ key }) => key === trait.key))];
    if ((await openIncident(trait, cases, dependencies)) === 'written') return;
    // A case moved on, or another process was first: look again.
  }
  throw new Error(`Case ${caseId} changes faster than it can be compared.`);
}

/** A case becomes part of an incident that is there. What was resolved meanwhile stays as it is. */
export async function join(
  { tenantId, id: caseId }: Case,
  { id: incidentId }: Incident,
  { store, now }: TriageDependencies,
): Promise<void> {
  for (;;) {
    const [one, incident] = await Promise.all([store.case(tenantId, caseId), store.incident(tenantId, incidentId)]);
    if (one === undefined || incident === undefined) return;
    const { reporter, createdAt: reportedAt } = one;
    const newReporter = !(await store.hasReported(tenantId, incidentId, reporter.objectId));
    const joins = caseStep(one, { type: 'joined', incidentId }, now());
    const grows = incidentStep(incident, { type: 'case-joined', reporter, newReporter, reportedAt }, now());
    if ('refused' in joins || 'refused' in grows) return;
    if ((await store.transition([joins, grows])) === 'written') return;
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
    const step = caseStep(one, { type: 'joined', incidentId: opened.id }, at);
    return 'refused' in step ? [] : [step];
  });
  const work = [{ kind: 'deliver' }, { kind: 'examine' }, { kind: 'announce', event: 'incident.opened' }] as const;
  return store.openIncidentOf(opened, work, entryOf(opened, 'opened', at, BY_THE_BOT), joined);
}

/** Every case of a resolved incident is resolved with it. Running twice changes nothing. */
export async function resolveCases(
  tenantId: string,
  incidentId: string,
  dependencies: TriageDependencies,
): Promise<void> {
  const { store } = dependencies;
  const incident = await store.incident(tenantId, incidentId);
  if (incident?.status.state !== 'resolved') return;
  const { by, note } = incident.status;
  for (;;) {
    // Those resolved here drop out of the list, so the first page is always what is left.
    const { items } = await store.cases(tenantId, { incidentId, states: OPEN_STATES }, { limit: PAGE });
    for (const { id } of items) {
      const event = { type: 'incident-resolved', ...(by && { by }), ...(note !== undefined && { note }) } as const;
      await applyToCase(tenantId, id, event, dependencies);
    }
    if (items.length < PAGE) return;
  }
}

function countable(one: Case) {
  return { id: one.id, reporter: one.reporter, traits: traitsOf(one) };
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
