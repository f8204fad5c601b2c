import type { ConversationStore, DeliveryStore } from '../../access/delivery.ts';
import type { AccessStore } from '../../access/store.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { type CaseView, caseCard } from '../../cards/case-card.ts';
import { incidentInWords } from '../../cards/incident-words.ts';
import type { Case } from '../../triage/case.ts';
import type { TriageStore } from '../../triage/store.ts';
import { messageLink } from '../../triage/thread-link.ts';
import { sameId } from '../same-id.ts';

/** The card of a case as it stands now, as the helpdesk's channel may see it. */
export type DrawCase = (one: Case) => Promise<AdaptiveCard>;

export interface DrawCaseDependencies {
  store: Pick<TriageStore, 'incident' | 'history' | 'channel'>;
  requests: Pick<AccessStore, 'get'>;
  conversations: Pick<ConversationStore, 'approvalsChannel' | 'approvalsUse'>;
  deliveries: Pick<DeliveryStore, 'of'>;
}

export function createDrawCase({ store, requests, conversations, deliveries }: DrawCaseDependencies): DrawCase {
  /** What the case waits for the approval of, and whether that is shown in a channel. */
  async function approvalOf({ tenantId, requestId, status }: Case): Promise<Partial<CaseView>> {
    if (status.state !== 'waiting-for-approval' || requestId === undefined) return {};
    const [request, channel, requestUrl] = await Promise.all([
      requests.get(tenantId, requestId),
      conversations.approvalsChannel(tenantId),
      requestLink(tenantId, requestId),
    ]);
    if (request === undefined) return {};
    return { request, approvalsChannel: channel !== undefined, ...(requestUrl !== undefined && { requestUrl }) };
  }

  /** Of the helpdesk only those see the channel of another team who are there as well, and nobody sees another's chat. */
  async function requestLink(tenantId: string, requestId: string): Promise<string | undefined> {
    const [approvals, helpdesk] = await Promise.all([conversations.approvalsUse(tenantId), store.channel(tenantId)]);
    if (approvals === undefined || helpdesk === undefined || !sameId(approvals.groupId, helpdesk.groupId))
      return undefined;
    const posted = (await deliveries.of(tenantId, requestId)).find(
      ({ audience, conversationId }) => audience === 'approvals-channel' && conversationId === approvals.conversationId,
    );
    if (posted?.activityId === undefined || posted.undeliverable !== undefined) return undefined;
    return messageLink(approvals.conversationId, posted.activityId);
  }

  return async function drawCase(one) {
    const { tenantId, id, incidentId, outcome } = one;
    const [incident, history, approval] = await Promise.all([
      incidentId === undefined ? undefined : store.incident(tenantId, incidentId),
      store.history(tenantId, id),
      approvalOf(one),
    ]);
    return caseCard(one, {
      // Of what names nobody any more no diagnosis is kept.
      details: outcome !== undefined && outcome.headline !== '',
      history,
      ...approval,
      ...(incident && { incident: { number: incident.number, label: incidentInWords(incident) } }),
    });
  };
}
