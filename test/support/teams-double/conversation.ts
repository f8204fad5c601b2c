/** One conversation with the bot, as somebody who reads it sees it. */
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { read } from '../../cards/walk.ts';
import type { Connector, Message } from './connector.ts';

export interface Conversation {
  id: string;
  /** As the activities from here carry it. */
  account: Record<string, unknown>;
  channelData: Record<string, unknown>;
  /** In a channel the bot hears only what mentions it. */
  mention: boolean;
}

/** How long anything may take to appear. */
const patienceMs = 15_000;

/** The bot's messages here, oldest first. A channel shows the messages of all its threads. */
export function messagesIn({ messages }: Connector, { id }: Conversation): Message[] {
  return messages.filter(
    ({ conversationId, deleted }) => !deleted && (conversationId === id || conversationId.startsWith(`${id};`)),
  );
}

export function shownBy(message: Message): AdaptiveCard | undefined {
  return message.versions.at(-1)?.card;
}

/** What a reader of the message sees now: the text of its card, or the plain text. */
export function textOf(message: Message): string {
  const shown = message.versions.at(-1);
  return shown?.card === undefined ? (shown?.text ?? '') : read(shown.card);
}

/** Waits until the newest message whose current content fits is there. Rejects with what there was instead. */
export async function see(
  connector: Connector,
  conversation: Conversation,
  text: RegExp,
  { not }: { not?: readonly Message[] } = {},
): Promise<Message> {
  const fits = (message: Message) => text.test(textOf(message)) && !not?.includes(message);
  return eventually(
    connector,
    () => messagesIn(connector, conversation).findLast(fits),
    () => {
      const there = messagesIn(connector, conversation).map((message) => `  ${JSON.stringify(textOf(message))}`);
      return `Nothing in ${conversation.id} says ${text}. It says:\n${there.join('\n')}`;
    },
  );
}

/** Waits until `look` finds something; it is asked after every call that the bot makes. */
export async function eventually<T>(
  { onCall }: Pick<Connector, 'onCall'>,
  look: () => T | undefined,
  otherwise: () => string,
): Promise<T> {
  const found = look();
  if (found !== undefined) return found;
  return new Promise<T>((resolve, reject) => {
    const stop = onCall(() => {
      const seen = look();
      if (seen === undefined) return;
      done();
      resolve(seen);
    });
    const timer = setTimeout(() => {
      done();
      reject(new Error(otherwise()));
    }, patienceMs);
    function done() {
      stop();
      clearTimeout(timer);
    }
  });
}
