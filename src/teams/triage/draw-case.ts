import type { ConversationStore } from '../../access/delivery.ts';
import type { AccessStore } from '../../access/store.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { type CaseView, caseCard } from '../../cards/case-card.ts';
import { incidentInWords } from '../../cards/incident-words.ts';
import type { Case } from '../../triage/case.ts';
import type { TriageStore } from '../../triage/store.ts';

/** The card of a case as it stands now, as the helpdesk's channel may see it. */
export type DrawCase = (one: Case) => Promise<AdaptiveCard>;

export interface DrawCaseDependencies {
  store: Pick<TriageStore, 'incident' | 'history'>;
  requests: Pick<AccessStore, 'get'>;
  conversations: Pick<ConversationStore, 'approvalsChannel'>;
}

export function createDrawCase({ store, requests, conversations }: DrawCaseDependencies): DrawCase {
  /** What the case waits for the approval of, and whether that is shown in a channel. */
  async function approvalOf({ tenantId, requestId, status }: Case): Promise<Partial<CaseView>> {
    if (status.state !== 'waiting-for-approval' || requestId === undefined) return {};
    const [request, channel] = await Promise.all([
      requests.get(tenantId, requestId),
      conversations.approvalsChannel(tenantId),
    ]);
    return request === undefined ? {} : { request, approvalsChannel: channel !== undefined };
  }

  return async function drawCase(one) {
    const { tenantId, id, incidentId, outcome } = one;
    const [incident, history, approval] = await Promise.all([
      incidentId === undefined ? undefined : store.incident(tenantId, incidentId),
      store.history(tenantId, id),
      approvalOf(one),
    ]);
    return caseCard(one, {
      details: outcome !== undefined,
      history,
      ...approval,
      ...(incident && { incident: { number: incident.number, label: incidentInWords(incident) } }),
    });
  };
}
