import { setTimeout as sleep } from 'node:timers/promises';
import { CardFactory, type CloudAdapter, type ConversationReference, type TurnContext } from 'botbuilder';
import type { Conversation } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { asMessengerError, MessengerError, refusedBy } from './messenger-error.ts';
import { repeatNothing } from './repeat-nothing.ts';
import { createSendLimits, type SendLimits } from './send-limits.ts';

export { MessengerError } from './messenger-error.ts';

/** A card, or what makes it once it is its turn: of what changes while it waits, only the newest is sent. */
export type CardToSend = AdaptiveCard | (() => AdaptiveCard | Promise<AdaptiveCard>);

/** Writes cards into conversations, at any time, outside of a turn. */
export interface Messenger {
  /** The new message's id. Throws MessengerError. */
  send(conversation: Conversation, card: CardToSend): Promise<string>;
  /** Replaces the card of a message in place. Throws MessengerError. */
  update(conversation: Conversation, activityId: string, card: CardToSend): Promise<void>;
}

export interface MessengerOptions {
  limits?: SendLimits;
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
  /** In [0, 1). */
  random?: () => number;
}

const attempts = 4;
/** All attempts and waits of one message together; a job has a minute. Longer waits are the queue's. */
const patienceMs = 40_000;

/**
 * Each message waits for its turn within Teams' limits and is tried again after 412, 429, 5xx and lost connections, with
 * growing waits, jitter and what Retry-After asks for. A repeated `send` whose first answer got lost may show twice.
 */
export function createMessenger(
  adapter: CloudAdapter,
  appId: string,
  { now = () => performance.now(), wait = sleep, random = Math.random, ...given }: MessengerOptions = {},
): Messenger {
  const limits = given.limits ?? createSendLimits({ now, sleep: wait });

  async function inConversation<T>(
    conversation: Conversation,
    card: CardToSend,
    write: (context: TurnContext, card: AdaptiveCard) => Promise<T>,
  ): Promise<T> {
    const until = now() + patienceMs;
    for (let attempt = 1; ; attempt += 1) {
      const turn = await limits.turn(conversation, until - now());
      if ('tooLongMs' in turn) {
        throw new MessengerError('Too much is being written there at once.', 'failed', {
          retryAfterMs: turn.tooLongMs,
        });
      }
      const current = await currentOf(card).catch((error: unknown) => {
        turn.answered();
        throw error;
      });
      try {
        return await once(conversation.reference as Partial<ConversationReference>, (context) =>
          write(context, current),
        ).finally(turn.answered);
      } catch (error) {
        const refused = refusedBy(error, Date.now());
        const waitMs = refused.retryAfterMs ?? 2 ** attempt * 250 * (0.5 + random());
        // Whatever else is to be written there would be turned away too.
        if (refused.status === 429) limits.pause(conversation, waitMs);
        if (!refused.passes || attempt === attempts || now() + waitMs > until) throw asMessengerError(error, refused);
        if (refused.status !== 429) await wait(waitMs);
      }
    }
  }

  async function once<T>(
    reference: Partial<ConversationReference>,
    write: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    const written: T[] = [];
    await adapter.continueConversationAsync(appId, reference, async (context) => {
      repeatNothing(context);
      written.push(await write(context));
    });
    const [result] = written;
    if (result === undefined) throw new Error('Teams did not say under which id the message was stored.');
    return result;
  }

  return {
    send: (conversation, card) =>
      inConversation(
        conversation,
        card,
        async (context, current) => (await context.sendActivity(asActivity(current)))?.id ?? '',
      ),
    async update(conversation, activityId, card) {
      await inConversation(conversation, card, async (context, current) => {
        await context.updateActivity({ ...asActivity(current), id: activityId });
        return true;
      });
    },
  };
}

async function currentOf(card: CardToSend): Promise<AdaptiveCard> {
  return typeof card === 'function' ? card() : card;
}

function asActivity(card: AdaptiveCard) {
  return { type: 'message', summary: card.fallbackText, attachments: [CardFactory.adaptiveCard(card)] };
}
