import type { AccessRequest } from '../access/access-request.ts';
import type { Delivery, DeliveryStore } from '../access/delivery.ts';
import { roleChoices } from '../access/roles.ts';
import { approverCard } from '../cards/approver-card.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { requesterCard } from '../cards/requester-card.ts';
import { accessControlUrl, grantCommand } from '../diagnosis/remedies.ts';

/** The cards of a request as they stand now, for whoever looks. */
export interface RequestCards {
  cardFor(request: AccessRequest, audience: 'requester' | 'approver'): Promise<AdaptiveCard>;
}

export function createRequestCards(deliveries: DeliveryStore): RequestCards {
  return {
    async cardFor(request, audience) {
      if (audience === 'approver') {
        return approverCard(request, {
          roleAllows: roleChoices.find(({ id }) => id === request.role.id)?.allows ?? '',
          others: request.approvers.map(({ displayName }) => displayName),
        });
      }
      return requesterCard(request, {
        reachable: reachableOf(request, await deliveries.of(request.tenantId, request.id)),
        command: grantCommand(request.instance, request.subject, request.role.name),
        portalUrl: accessControlUrl({ ...request.instance, tenantId: request.tenantId }),
      });
    },
  };
}

/** Who has the card in front of them: only copies that were really sent count. */
function reachableOf({ approvers }: AccessRequest, sent: readonly Delivery[]): string[] {
  const has = (delivery: Delivery) => delivery.activityId !== undefined && delivery.undeliverable === undefined;
  const people = approvers.filter(({ objectId }) =>
    sent.some((each) => each.audience === 'approver' && each.personObjectId === objectId && has(each)),
  );
  const channel = sent.some((each) => each.audience === 'approvals-channel' && has(each));
  return [...people.map(({ displayName }) => displayName), ...(channel ? ['the approvals channel'] : [])];
}
