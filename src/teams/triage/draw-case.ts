import type { AdaptiveCard } from '../../cards/card.ts';
import { caseCard } from '../../cards/case-card.ts';
import { incidentInWords } from '../../cards/incident-words.ts';
import type { Case } from '../../triage/case.ts';
import type { TriageStore } from '../../triage/store.ts';

/** The card of a case as it stands now, as the helpdesk's channel may see it. */
export type DrawCase = (one: Case) => Promise<AdaptiveCard>;

export function createDrawCase(store: Pick<TriageStore, 'incident' | 'history'>): DrawCase {
  return async function drawCase(one) {
    const { tenantId, id, incidentId, outcome } = one;
    const [incident, history] = await Promise.all([
      incidentId === undefined ? undefined : store.incident(tenantId, incidentId),
      store.history(tenantId, id),
    ]);
    return caseCard(one, {
      details: outcome !== undefined,
      history,
      ...(incident && { incident: { number: incident.number, label: incidentInWords(incident) } }),
    });
  };
}
