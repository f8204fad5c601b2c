import type { AccessRequest } from '../access/access-request.ts';
import { removeCommandFor } from '../access/commands.ts';
import type { Delivery, DeliveryStore } from '../access/delivery.ts';
import type { AccessPolicy } from '../access/policy.ts';
import { roleChoices } from '../access/roles.ts';
import { approverCard } from '../cards/approver-card.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { requesterCard } from '../cards/requester-card.ts';
import { subjectCard } from '../cards/subject-card.ts';
import { accessControlUrl, grantCommand } from '../diagnosis/remedies.ts';
import { lessChoices } from './less-choices.ts';

/** `subject`: the colleague for whom somebody else asked. */
export type RequestReader = 'requester' | 'subject' | 'approver';

/** The cards of a request as they stand now, for whoever looks. */
export interface RequestCards {
  /** `shared`: others read along, who were not told sign-in names and object ids. */
  cardFor(request: AccessRequest, reader: RequestReader, shared?: boolean): Promise<AdaptiveCard>;
}

/** `writer`: whose identity writes now. */
export function createRequestCards(
  deliveries: DeliveryStore,
  policy: AccessPolicy,
  writer: AccessRequest['writer'] = 'bot',
): RequestCards {
  return {
    async cardFor(request, reader, shared = false) {
      if (reader === 'subject') return subjectCard(request);
      const { tenantId, id, status, instance, subject, role } = request;
      const portalUrl = accessControlUrl({ ...instance, tenantId });
      const give = grantCommand(instance, subject, role.name);
      const sent = reader === 'requester' || status.state === 'pending' ? await deliveries.of(tenantId, id) : [];
      if (reader === 'requester') {
        const command = shared ? undefined : give;
        return requesterCard(request, { reachable: reachableOf(request, sent), command, portalUrl });
      }
      return approverCard(request, {
        roleAllows: roleChoices.find(({ id }) => id === role.id)?.allows ?? '',
        deciders: decidersOf(request, sent),
        less: lessChoices(request, policy),
        permanentTakesTwo: policy.secondApproverForPermanent,
        clickRemoves: writer === 'approver',
        command: status.state === 'granted' ? removeCommandFor(request) : give,
        portalUrl,
      });
    },
  };
}

/** Everybody who was asked: those who have no copy can still open the request from the list of approvals. */
function decidersOf({ approvers }: AccessRequest, sent: readonly Delivery[]): string[] {
  const channel = sent.some(({ audience }) => audience === 'approvals-channel');
  return [
    ...approvers.map(({ displayName }) => displayName),
    ...(channel ? ['whoever else may, in the approvals channel'] : []),
  ];
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
