import type { Conversation, ConversationStore, Delivery, DeliveryStore } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { type Messenger, MessengerError } from './messenger.ts';

export interface DeliveringDependencies {
  deliveries: DeliveryStore;
  conversations: ConversationStore;
  messenger: Messenger;
}

/** A card, and the version of the request that it shows. */
export interface Drawn {
  card: AdaptiveCard;
  version: number;
}

/**
 * Sends or updates one message, where it is due first, else to the person's own chat, and records the outcome: where it is
 * now, or why it cannot be delivered. `draw` is called when the message can go out. Throws MessengerError 'failed'.
 * A process that dies between sending and recording sends the message once more; what the first copy carries is only the
 * id and the version of the request, so a click on either does the same.
 */
export type Deliver = (
  delivery: Delivery,
  draw: (place: Conversation) => Promise<Drawn>,
) => Promise<'shown' | 'undeliverable'>;

export function createDeliver({ deliveries, conversations, messenger }: DeliveringDependencies): Deliver {
  return async function deliver(delivery, draw) {
    let why = 'The bot is not installed there.';
    for (const conversation of await addresses(delivery)) {
      try {
        await write(delivery, conversation, draw);
        return 'shown';
      } catch (error) {
        if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
        why = error.message;
      }
    }
    await deliveries.giveUp(delivery, why);
    return 'undeliverable';
  };

  async function write(
    delivery: Delivery,
    conversation: Conversation,
    draw: (place: Conversation) => Promise<Drawn>,
  ): Promise<void> {
    let version = 0;
    const card = async () => {
      const drawn = await draw(conversation);
      version = drawn.version;
      return drawn.card;
    };
    const known = delivery.conversationId === conversation.id ? delivery.activityId : undefined;
    const activityId = known ?? (await messenger.send(conversation, card));
    if (known !== undefined) await messenger.update(conversation, known, card);
    await deliveries.shown(delivery, { conversationId: conversation.id, activityId, version });
  }

  async function addresses({ tenantId, conversationId, personObjectId }: Delivery): Promise<Conversation[]> {
    const [there, own] = await Promise.all([
      conversationId === undefined ? undefined : conversations.get(tenantId, conversationId),
      personObjectId === undefined ? undefined : conversations.personal(tenantId, personObjectId),
    ]);
    return [there, own?.id === there?.id ? undefined : own].filter((each) => each !== undefined);
  }
}
