import { setTimeout as sleep } from 'node:timers/promises';
import { CardFactory, type CloudAdapter, type ConversationReference, type TurnContext } from 'botbuilder';
import type { Conversation } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';

/** Writes cards into conversations, at any time, outside of a turn. */
export interface Messenger {
  /** The new message's id. Throws MessengerError. */
  send(conversation: Conversation, card: AdaptiveCard): Promise<string>;
  /** Replaces the card of a message in place. Throws MessengerError. */
  update(conversation: Conversation, activityId: string, card: AdaptiveCard): Promise<void>;
}

/** `unreachable`: the bot is not there any more, or was blocked; trying again does not help. */
export class MessengerError extends Error {
  override readonly name = 'MessengerError';
  readonly code: 'unreachable' | 'failed';

  constructor(message: string, code: 'unreachable' | 'failed', cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The connector package itself repeats 500, 502–504 and a 429 that says when; these it does not (Teams docs, "Rate limiting"). */
const worthRepeating = new Set([412, 429]);
const attempts = 4;

export function createMessenger(adapter: CloudAdapter, appId: string): Messenger {
  async function inConversation<T>(
    { reference }: Conversation,
    write: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(reference as Partial<ConversationReference>, write);
      } catch (error) {
        const status = statusOf(error);
        if (attempt === attempts || status === undefined || !worthRepeating.has(status))
          throw asMessengerError(error, status);
        await sleep(2 ** attempt * 250 * (0.5 + Math.random()));
      }
    }
  }

  async function once<T>(
    reference: Partial<ConversationReference>,
    write: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    const written: T[] = [];
    await adapter.continueConversationAsync(appId, reference, async (context) => {
      written.push(await write(context));
    });
    const [result] = written;
    if (result === undefined) throw new Error('Teams did not say under which id the message was stored.');
    return result;
  }

  return {
    send: (conversation, card) =>
      inConversation(conversation, async (context) => (await context.sendActivity(asActivity(card)))?.id ?? ''),
    async update(conversation, activityId, card) {
      await inConversation(conversation, async (context) => {
        await context.updateActivity({ ...asActivity(card), id: activityId });
        return true;
      });
    },
  };
}

function asActivity(card: AdaptiveCard) {
  return { type: 'message', summary: card.fallbackText, attachments: [CardFactory.adaptiveCard(card)] };
}

function asMessengerError(error: unknown, status: number | undefined): MessengerError {
  // 403 BotNotInConversationRoster / BotDisabledByAdmin, 404 ConversationNotFound (Teams docs, "Proactive messages").
  const code = status === 403 || status === 404 ? 'unreachable' : 'failed';
  const said = status === undefined ? '' : ` (HTTP ${status})`;
  return new MessengerError(`Teams did not take the message${said}.`, code, error);
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
