import type { AdaptiveCard } from '../../cards/card.ts';
import { CASES_A_PAGE, triageCard } from '../../cards/triage-card.ts';
import type { TriageFilters } from '../../cards/triage-filters.ts';
import { incidentFits } from '../../triage/incident-fits.ts';
import { openCases } from '../../triage/open-cases.ts';
import type { TriageStore } from '../../triage/store.ts';
import type { Sender } from '../activity.ts';

/** The list of what is open, as this person of the helpdesk has asked for it. `after`: the page before, by its cursor. */
export type DrawTriage = (
  tenantId: string,
  reader: Pick<Sender, 'objectId'>,
  filters: TriageFilters,
  after?: string,
) => Promise<AdaptiveCard>;

/** Counting stops here. */
const MOST_COUNTED = 100;
/** Of these the ones that fit are chosen. */
const MOST_INCIDENTS = 100;

export function createDrawTriage({
  store,
  now,
  boardUrl,
}: {
  store: Pick<TriageStore, 'cases' | 'count' | 'openIncidents'>;
  now: () => Date;
  boardUrl?: string | undefined;
}): DrawTriage {
  return async function drawTriage(tenantId, reader, filters, after) {
    const { age, ...narrowing } = filters;
    const olderThanMs = age === undefined ? undefined : age * 60_000;
    const filter = openCases({ ...narrowing, olderThanMs }, reader, now());
    const page = { ...(after !== undefined && { cursor: after }), limit: CASES_A_PAGE };
    const [cases, found, unassigned, incidents] = await Promise.all([
      store.cases(tenantId, filter, page),
      store.count(tenantId, filter, MOST_COUNTED),
      filters.owner === undefined
        ? store.count(tenantId, { ...filter, unassigned: true }, MOST_COUNTED)
        : Promise.resolve(undefined),
      store.openIncidents(tenantId, MOST_INCIDENTS),
    ]);
    return triageCard({
      filters,
      incidents: incidents.filter((incident) => incidentFits(incident, filter)),
      cases: cases.items,
      found,
      unassigned,
      ...(cases.cursor !== undefined && { next: cases.cursor }),
      later: after !== undefined,
      boardUrl,
    });
  };
}
