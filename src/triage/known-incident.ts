import type { SymptomReport } from '../symptoms/report.ts';
import type { Tenant } from '../tenant.ts';
import type { Incident } from './incident.ts';
import type { TriageStore } from './store.ts';
import { instanceTraitKey, traitsOf } from './traits.ts';

/** The open incident that a report belongs to, as far as its words tell: then nobody has to look into it once more. */
export type KnownIncident = (tenantId: string, report: SymptomReport) => Promise<Incident | undefined>;

/** Asks nothing of Azure: an instance is known by its name where it was looked at before. */
export function createKnownIncident({
  store,
  tenant,
}: {
  store: Pick<TriageStore, 'openIncident'>;
  tenant: Pick<Tenant, 'recallInstance'>;
}): KnownIncident {
  return async function knownIncident(tenantId, report) {
    if (report.kind !== 'adt-403' && report.kind !== 'adt-other') return undefined;
    const { hostName, name } = report.instance ?? {};
    const by = hostName !== undefined ? { hostName } : name !== undefined ? { name } : undefined;
    const instanceId = by && tenant.recallInstance(by);
    const keys = [
      ...(instanceId === undefined ? [] : [{ key: instanceTraitKey(instanceId) }]),
      ...traitsOf({ report }),
    ];
    return keys.length === 0 ? undefined : store.openIncident(tenantId, keys);
  };
}
