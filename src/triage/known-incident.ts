import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Tenant } from '../tenant.ts';
import { OPEN_STATES } from './case.ts';
import { type Incident, isFresh } from './incident.ts';
import { isAboutPerson, needsNoMore } from './same-need.ts';
import type { TriageStore } from './store.ts';
import { instanceIdOf, instanceTrait, type Trait, traitsOf } from './traits.ts';

/** The open incident that a report belongs to, as far as its words tell: then nobody has to look into it once more. */
export type KnownIncident = (tenantId: string, report: SymptomReport) => Promise<Incident | undefined>;

/** How a report calls an instance: one of both. */
type Called = { hostName: string } | { name: string };

export interface KnownIncidentDependencies {
  store: Pick<TriageStore, 'incidentsAbout' | 'openIncidents' | 'cases'>;
  records: Pick<DiagnosisStore, 'get'>;
  tenant: Pick<Tenant, 'recallInstance'>;
  now: () => Date;
}

/** Causes that refuse everybody, whoever he is and whatever he does. */
const OF_THE_INSTANCE: ReadonlySet<FindingId> = new Set([
  'network.public-access-disabled',
  'network.private-endpoint',
  'instance.not-ready',
]);
/** Of the open incidents, those with the latest reports. */
const MOST_OPEN = 100;
/** The first cases of an incident are those that were diagnosed; the others were told of it. */
const MOST_CASES = 10;

/**
 * Asks nothing of Azure: an instance is known by its name where it was looked at before, also before a restart. Where the
 * last report of an incident is long ago it answers no other one: that is to be looked at.
 */
export function createKnownIncident({ store, records, tenant, now }: KnownIncidentDependencies): KnownIncident {
  return async function knownIncident(tenantId, report) {
    if (report.kind !== 'adt-403' && report.kind !== 'adt-other') return undefined;
    const ofInstance = await instanceTraitOf(tenantId, report);
    const traits = [...(ofInstance ? [ofInstance] : []), ...traitsOf({ report })];
    const standing = traits.length === 0 ? [] : await store.incidentsAbout(tenantId, traits);
    for (const incident of standing) {
      if (isFresh(incident, now()) && (await mayBeOf(incident, report))) return incident;
    }
    return undefined;
  };

  /**
   * By the instance alone it need not be the same trouble: an app is refused for want of its own role, and who does more needs
   * more than what lets the others in. That is looked at.
   */
  async function mayBeOf(
    { tenantId, id: incidentId, trait, cause }: Incident,
    report: SymptomReport,
  ): Promise<boolean> {
    if (trait.kind !== 'instance' || trait.status !== undefined) return true;
    if (cause !== undefined && OF_THE_INSTANCE.has(cause)) return true;
    if (!isAboutPerson(report)) return false;
    const { items } = await store.cases(tenantId, { incidentId, states: OPEN_STATES }, { limit: MOST_CASES });
    return items.some((one) => one.outcome && isAboutPerson(one.report) && needsNoMore(report, one.report));
  }

  /** Undefined where the instance is unknown, or the trouble need not be the instance's. */
  async function instanceTraitOf(tenantId: string, report: SymptomReport): Promise<{ key: string } | undefined> {
    const called = calledBy(report);
    if (called === undefined || instanceTrait(report, { id: '', name: '' }) === undefined) return undefined;
    const id = tenant.recallInstance(called) ?? (await diagnosedAs(tenantId, called));
    return id === undefined ? undefined : instanceTrait(report, { id, name: '' });
  }

  /** The instance with an open incident that was found under this name when its reports were diagnosed. */
  async function diagnosedAs(tenantId: string, called: Called): Promise<string | undefined> {
    const alike = (await store.openIncidents(tenantId, MOST_OPEN)).filter(({ trait }) => mayBe(trait, called));
    const ids = new Set(alike.map(({ trait }) => instanceIdOf(trait)));
    // Names are unique within a region only.
    if (ids.size > 1 && !('hostName' in called)) return undefined;
    for (const { id: incidentId, trait } of alike) {
      const { items } = await store.cases(tenantId, { incidentId, states: OPEN_STATES }, { limit: MOST_CASES });
      for (const { diagnosisId } of items) {
        const record = await records.get(tenantId, diagnosisId);
        const found = record && foundAs(record, called);
        if (found !== undefined && found.toLowerCase() === instanceIdOf(trait)) return found;
      }
    }
    return undefined;
  }
}

function calledBy({ instance: { hostName, name } = {} }: SymptomReport): Called | undefined {
  if (hostName !== undefined) return { hostName };
  return name === undefined ? undefined : { name };
}

/** Whether an incident's trait is an instance of this name: a host name begins with it. */
function mayBe(trait: Trait, called: Called): boolean {
  const name = 'hostName' in called ? called.hostName.split('.', 1)[0] : called.name;
  return instanceIdOf(trait)?.split('/').at(-1) === name?.toLowerCase();
}

/**
 * The instance that this diagnosis found under that name, a resource id. A host name means one instance for ever; a bare
 * name only where the name itself was looked up and the only one, not where somebody chose among several.
 */
function foundAs({ report, instanceId: chosen, diagnosis }: DiagnosisRecord, called: Called): string | undefined {
  const found = diagnosis?.instance;
  if (found === undefined) return undefined;
  if ('hostName' in called) return same(found.hostName, called.hostName) ? found.id : undefined;
  const { hostName, name } = report.instance ?? {};
  return chosen === undefined && hostName === undefined && same(name, called.name) ? found.id : undefined;
}

function same(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
