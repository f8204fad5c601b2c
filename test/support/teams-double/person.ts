/** Somebody in front of Teams, in the words of what people do there. */
import { randomUUID } from 'node:crypto';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { read } from '../../cards/walk.ts';
import type { TokenFlaws } from './channel-token.ts';
import type { Connector, Message } from './connector.ts';
import { type Conversation, messagesIn, see, shownBy, textOf } from './conversation.ts';
import { press } from './press.ts';

export interface BotAnswer {
  status: number;
  body: unknown;
}

/** Sends an activity to the bot as Teams does. */
export type Post = (activity: Record<string, unknown>, token?: TokenFlaws | 'none') => Promise<BotAnswer>;

/** What the clicker sees in place of the card, or is told. */
export interface ClickResult {
  card?: AdaptiveCard;
  /** The text of the card, or what was said. */
  text: string;
  /** The answer as it came, where it is neither: a wish for a sign-in, or its refusal. */
  other?: { statusCode: number; type: string; value: unknown };
}

/** Teams' own sign-in: a token of the person for a resource, without a question. */
export type SingleSignOn = (resource: string) => Promise<string>;

export interface PersonInTeams {
  objectId: string;
  name: string;
  /** Adds the bot to the own chat. */
  installs(): Promise<void>;
  uninstalls(): Promise<void>;
  /** Writes in the own chat with the bot, or in a channel with a mention of it; with the id of one, the same message comes again. */
  says(text: string, place?: Conversation, id?: string): Promise<BotAnswer>;
  /** Writes in a channel without a mention: what a bot hears that may read all messages. */
  mutters(text: string, place: Conversation): Promise<BotAnswer>;
  /** Begins a thread in a channel, without a mention. Gives the thread; with the id of one, the same message comes again. */
  posts(text: string, channel: Conversation, id?: string): Promise<Conversation>;
  /** Writes in the own chat with things attached, as the activity carries them. */
  attaches(attachments: readonly Record<string, unknown>[], text?: string): Promise<BotAnswer>;
  /** Waits for a message that now says this: in the own chat, or where the person looks. */
  sees(text: RegExp, options?: { in?: Conversation; not?: readonly Message[] }): Promise<Message>;
  /** What stands in the own chat, or elsewhere, from top to bottom. */
  reads(place?: Conversation): string[];
  /** Presses a button of a message and fills the form that belongs to it. */
  clicks(message: Message, button: string, form?: Record<string, string>): Promise<ClickResult>;
  /** The same in a client that only knows Action.Submit. */
  submits(message: Message, button: string, form?: Record<string, string>): Promise<BotAnswer>;
  /** Sends a click as it is, as a client of one's own making could. */
  sendsClick(
    message: Message,
    verb: string,
    data: Record<string, unknown>,
    signIn?: Record<string, unknown>,
  ): Promise<ClickResult>;
  /** What a client sends that asks for an answer and is no click. */
  invokes(name: string, value: Record<string, unknown>, place?: Conversation): Promise<BotAnswer>;
  /** From now on this person's Teams answers a wish for a sign-in by itself, with such tokens; undefined: it does not. */
  signsOn(sso: SingleSignOn | undefined): void;
  chat: Conversation;
}

export function createPerson(
  { objectId, name, tenantId, botId }: { objectId: string; name: string; tenantId: string; botId: string },
  connector: Connector,
  post: Post,
  onAnswerCard: (card: AdaptiveCard) => void,
): PersonInTeams {
  const tenant = { tenant: { id: tenantId } };
  const chat: Conversation = {
    id: `a:chat-${objectId}`,
    account: { id: `a:chat-${objectId}`, conversationType: 'personal', tenantId },
    channelData: tenant,
    mention: false,
  };

  function activity(place: Conversation, what: Record<string, unknown>): Record<string, unknown> {
    return {
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      from: { id: `29:${objectId}`, name, aadObjectId: objectId },
      recipient: { id: botId, name: 'ADT Support' },
      conversation: place.account,
      channelData: place.channelData,
      locale: 'en-US',
      ...what,
    };
  }

  /** Where a message is; somebody in a channel clicks in its thread. */
  function placeOf({ conversationId }: Message): Conversation {
    if (conversationId === chat.id) return chat;
    const personal = conversationId.startsWith('a:');
    return {
      id: conversationId,
      account: { id: conversationId, conversationType: personal ? 'personal' : 'channel', tenantId },
      channelData: tenant,
      mention: !personal,
    };
  }

  function pressed(message: Message, button: string, form: Record<string, string>) {
    const card = shownBy(message);
    if (card === undefined) throw new Error(`There is no card to click on: ${textOf(message)}`);
    return press(card, button, form);
  }

  let sso: SingleSignOn | undefined;

  async function sendsClick(
    message: Message,
    verb: string,
    data: Record<string, unknown>,
    signIn: Record<string, unknown> = {},
  ): Promise<ClickResult> {
    const { status, body } = await post(
      activity(placeOf(message), {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: message.id,
        value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual', ...signIn },
      }),
    );
    if (status !== 200) throw new Error(`The bot answered the click with ${status} ${JSON.stringify(body)}`);
    const { statusCode, type, value } = body as { statusCode: number; type: string; value: unknown };
    if (
      type === 'application/vnd.microsoft.activity.loginRequest' &&
      sso !== undefined &&
      !('authentication' in signIn)
    ) {
      const { connectionName, tokenExchangeResource } = value as LoginRequest;
      const token = await sso(tokenExchangeResource.uri);
      const authentication = { id: tokenExchangeResource.id, connectionName, token };
      return sendsClick(message, verb, data, { authentication });
    }
    if (statusCode !== 200) return { text: '', other: { statusCode, type, value } };
    if (type === 'application/vnd.microsoft.activity.message') return { text: String(value) };
    const card = value as AdaptiveCard;
    onAnswerCard(card);
    return { card, text: read(card) };
  }

  async function installation(action: 'add' | 'remove'): Promise<void> {
    await post(activity(chat, { type: 'installationUpdate', action }));
  }

  return {
    objectId,
    name,
    chat,
    installs: () => installation('add'),
    uninstalls: () => installation('remove'),
    says(text, place = chat, id = newMessageId()) {
      const spoken = place.mention
        ? {
            text: `<at>ADT Support</at> ${text}`,
            entities: [
              { type: 'mention', text: '<at>ADT Support</at>', mentioned: { id: botId, name: 'ADT Support' } },
            ],
          }
        : { text };
      return post(activity(place, { id, type: 'message', textFormat: 'plain', ...spoken }));
    },
    mutters: (text, place) => post(activity(place, { type: 'message', textFormat: 'plain', text })),
    async posts(text, channel, id = newMessageId()) {
      const thread = { ...channel, id: `${channel.id};messageid=${id}` };
      const account = { ...channel.account, id: thread.id };
      await post(activity({ ...thread, account }, { id, type: 'message', textFormat: 'plain', text }));
      return { ...thread, account };
    },
    attaches: (attachments, text = '') =>
      post(activity(chat, { type: 'message', textFormat: 'plain', text, attachments: [...attachments] })),
    sees: (text, { in: place = chat, not } = {}) => see(connector, place, text, not ? { not } : {}),
    reads: (place = chat) => messagesIn(connector, place).map(textOf),
    clicks(message, button, form = {}) {
      const { action, data } = pressed(message, button, form);
      return sendsClick(message, action.verb, data);
    },
    submits(message, button, form = {}) {
      const { data } = pressed(message, button, form);
      return post(activity(placeOf(message), { type: 'message', replyToId: message.id, value: data }));
    },
    sendsClick,
    invokes: (name, value, place = chat) => post(activity(place, { type: 'invoke', name, value })),
    signsOn(given) {
      sso = given;
    },
  };
}

/** Of a message of a person, by which Teams also calls its thread. */
export function newMessageId(): string {
  return String(Math.ceil(Math.random() * 1e12));
}

interface LoginRequest {
  connectionName: string;
  tokenExchangeResource: { id: string; uri: string };
}
