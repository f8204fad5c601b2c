import type { AccessRequest, News } from '../access/access-request.ts';
import type { RequestRef } from '../access/carry-out.ts';
import type { Conversation, ConversationStore, Delivery, DeliveryStore } from '../access/delivery.ts';
import type { AccessStore } from '../access/store.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { newsCard } from '../cards/news-card.ts';
import { type Messenger, MessengerError } from './messenger.ts';
import type { RequestCards } from './request-cards.ts';

export interface NotifierDependencies {
  store: AccessStore;
  deliveries: DeliveryStore;
  conversations: ConversationStore;
  requestCards: RequestCards;
  messenger: Messenger;
  newId: () => string;
}

export interface Notifier {
  /** Sends or updates every copy of the request's card that does not show its current version. */
  deliver(ref: RequestRef): Promise<void>;
  /** Sends one new message to the requester, once. */
  tellRequester(ref: RequestRef & { news: News }): Promise<void>;
}

/**
 * Brings what people see in line with the store. Each copy is looked at by itself: one that fails does not hold the others
 * back, and is thrown at the end so that the job is tried again.
 */
export function createNotifier(dependencies: NotifierDependencies): Notifier {
  const { store, deliveries, conversations, requestCards, messenger, newId } = dependencies;

  async function deliver({ tenantId, requestId }: RequestRef): Promise<void> {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return;
    await deliveries.add(await approverCopies(request));
    // The requester's copy says who was reached, so it comes last.
    const copies = (await deliveries.of(tenantId, requestId)).filter(({ audience }) => audience !== 'news');
    const inOrder = [
      ...copies.filter(({ audience }) => audience !== 'requester'),
      ...copies.filter(({ audience }) => audience === 'requester'),
    ];
    const faults: unknown[] = [];
    for (const copy of inOrder) {
      if (!isDue(copy, request)) continue;
      const audience = copy.audience === 'requester' ? 'requester' : 'approver';
      const card = await requestCards.cardFor(request, audience);
      await write(copy, card, request.version).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  }

  async function tellRequester({ tenantId, requestId, news }: RequestRef & { news: News }): Promise<void> {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return;
    // Nobody by name, and still somebody: whoever reads the channel.
    if (news === 'nobody-to-ask' && (await conversations.approvalsChannel(tenantId)) !== undefined) return;
    const own = (await deliveries.of(tenantId, requestId)).find(({ audience }) => audience === 'requester');
    await deliveries.add([
      {
        tenantId,
        id: newId(),
        requestId,
        audience: 'news',
        news,
        personObjectId: request.requester.objectId,
        ...(own?.conversationId !== undefined && { conversationId: own.conversationId }),
        shownVersion: 0,
      },
    ]);
    const message = (await deliveries.of(tenantId, requestId)).find(
      (each) => each.audience === 'news' && each.news === news,
    );
    if (message === undefined || message.activityId !== undefined || message.undeliverable !== undefined) return;
    await write(message, newsCard(request, news), request.version);
  }

  /** Approvers get a copy while there is something to decide; nobody is sent one that was settled before he saw it. */
  async function approverCopies(request: AccessRequest): Promise<Delivery[]> {
    const { tenantId, id: requestId, status } = request;
    if (status.state !== 'pending' || !status.approversFound) return [];
    const channel = await conversations.approvalsChannel(tenantId);
    const copy = { tenantId, requestId, shownVersion: 0 };
    return [
      ...request.approvers.map(
        ({ objectId }): Delivery => ({ ...copy, id: newId(), audience: 'approver', personObjectId: objectId }),
      ),
      ...(channel === undefined
        ? []
        : [{ ...copy, id: newId(), audience: 'approvals-channel' as const, conversationId: channel.id }]),
    ];
  }

  async function write(delivery: Delivery, card: AdaptiveCard, version: number): Promise<void> {
    const conversation = await addressOf(delivery);
    if (conversation === undefined) return deliveries.giveUp(delivery, 'The bot is not installed there.');
    try {
      let { activityId } = delivery;
      if (activityId === undefined) activityId = await messenger.send(conversation, card);
      else await messenger.update(conversation, activityId, card);
      await deliveries.shown(delivery, { conversationId: conversation.id, activityId, version });
    } catch (error) {
      if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
      await deliveries.giveUp(delivery, error.message);
    }
  }

  function addressOf({ tenantId, conversationId, personObjectId }: Delivery): Promise<Conversation | undefined> {
    if (conversationId !== undefined) return conversations.get(tenantId, conversationId);
    return conversations.personal(tenantId, personObjectId ?? '');
  }

  return { deliver, tellRequester };
}

function isDue(
  { shownVersion, undeliverable, activityId, audience }: Delivery,
  { version, status }: AccessRequest,
): boolean {
  if (undeliverable !== undefined || shownVersion >= version) return false;
  return activityId !== undefined || audience === 'requester' || status.state === 'pending';
}
