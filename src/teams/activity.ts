import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import type { Conversation } from '../access/delivery.ts';
import { isTimeZone } from '../access/quiet-hours.ts';
import { type AttachedFile, filesOf, hasPicture } from './attached-files.ts';
import { channelIdOf } from './channel-id.ts';
import { isRecord } from './is-record.ts';
import type { ClickSignIn } from './sign-in.ts';

/** A person as Teams vouches for him: the object id comes from the authenticated activity, never from a card. */
export interface Sender {
  objectId: string;
  displayName: string;
}

export interface IncomingMessage {
  conversation: Conversation;
  from: Sender;
  /** By which Teams calls it, also where it delivers it again. */
  id?: string;
  /** Without the mention of the bot. */
  text: string;
  /** Written to the bot: in its own chat, or with a mention of it. */
  addressed: boolean;
  /** The first message of a thread in a channel. */
  beginsThread?: boolean;
  files: readonly AttachedFile[];
  /** A picture came with it, which says nothing to the bot. */
  picture: boolean;
  /** The team, where it was written in a channel. */
  teamId?: string;
}

export interface CardClick {
  conversation: Conversation;
  from: Sender;
  verb: string;
  /** What the button and its form carry. Not trusted: only ids are read, and what they refer to is re-read. */
  data: Readonly<Record<string, unknown>>;
  /** The message the card is in. */
  activityId?: string;
  /** Where people sign in on cards, and the client can. */
  signIn?: ClickSignIn;
}

/** The conversation an activity belongs to. Throws nothing; what is missing is left out. */
export function conversationOf(activity: Activity): Conversation {
  const { conversation, from } = activity;
  const kind = kindOf(conversation.conversationType);
  const timeZone = kind === 'personal' ? timeZoneOf(activity) : undefined;
  const teamId = kind === 'channel' ? teamIdOf(activity) : undefined;
  const seenAt = sentAt(activity);
  return {
    tenantId: tenantOf(activity),
    id: conversation.id,
    kind,
    ...(kind === 'personal' && from.aadObjectId && { userObjectId: from.aadObjectId.toLowerCase() }),
    ...(timeZone !== undefined && { timeZone }),
    ...(teamId !== undefined && { teamId }),
    ...(seenAt !== undefined && { seenAt }),
    reference: referenceOf(activity, kind),
  };
}

/** ISO 8601. Teams' own clock, where it says: unlike `localTimestamp` no client's. */
function sentAt({ timestamp }: Activity): string | undefined {
  // As it came, it is a text, whatever its type says.
  const at = timestamp === undefined ? Number.NaN : new Date(timestamp).getTime();
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** What the adapter needs to write there later. Nobody is kept with a conversation of several people. */
function referenceOf(activity: Activity, kind: Conversation['kind']): Conversation['reference'] {
  // Later messages are new ones, not replies to this one.
  const { activityId: _, ...reference } = TurnContext.getConversationReference(activity);
  if (kind === 'personal') return reference;
  const { user: __, ...rest } = reference;
  // A chat without a topic may be named for who is in it.
  const { name: ___, ...conversation } = activity.conversation;
  return { ...rest, conversation };
}

/** Longer than any name of a time zone. */
const LONGEST_TIME_ZONE = 64;

/**
 * The clock the person's client goes by, where Teams tells it (Bot Framework docs, "Activity schema": `localTimezone`;
 * Teams' clients also send it in an entity `clientInfo`). The client may have made it up: what is no time zone is not read.
 */
function timeZoneOf({ localTimezone, entities }: Activity): string | undefined {
  const clientInfo = (entities ?? []).find(({ type }) => type === 'clientInfo');
  return [localTimezone, clientInfo?.timezone].find(
    (name): name is string => typeof name === 'string' && name.length <= LONGEST_TIME_ZONE && isTimeZone(name),
  );
}

/** The channel itself rather than the thread in it, so that a message to it begins a thread of its own. */
export function channelOf(conversation: Conversation): Conversation {
  return movedTo(conversation, channelIdOf(conversation.id));
}

/** The thread in this channel that begins with this message. */
export function threadOf(conversation: Conversation, messageId: string): Conversation {
  return movedTo(conversation, `${channelOf(conversation).id};messageid=${messageId}`);
}

function movedTo(conversation: Conversation, id: string): Conversation {
  const reference = isRecord(conversation.reference) ? conversation.reference : {};
  const inner = isRecord(reference.conversation) ? reference.conversation : {};
  return { ...conversation, id, reference: { ...reference, conversation: { ...inner, id } } };
}

/** Undefined where Teams does not say who wrote. */
export function senderOf({ from }: Activity): Sender | undefined {
  if (!from.aadObjectId) return undefined;
  return { objectId: from.aadObjectId.toLowerCase(), displayName: from.name || 'Somebody' };
}

export function messageOf(activity: Activity): IncomingMessage | undefined {
  const from = senderOf(activity);
  if (from === undefined) return undefined;
  const conversation = conversationOf(activity);
  const teamId = teamIdOf(activity);
  return {
    conversation,
    from,
    ...(activity.id && { id: activity.id }),
    addressed: conversation.kind === 'personal' || mentionsBot(activity),
    ...(beginsThread(activity, conversation) && { beginsThread: true }),
    files: filesOf(activity),
    picture: hasPicture(activity),
    // A NUL is no text, and the database takes none.
    text: (activity.text ?? '').replaceAll('\u0000', '').trim(),
    ...(teamId !== undefined && { teamId }),
  };
}

/** What Teams tells of a team or a channel that the bot is in: what is gone for it. */
export type Gone = { teamId: string } | { channelId: string };

/**
 * The team or channel that the bot hears nothing of any more, where an activity says so (Teams docs, "Conversation events in
 * your Teams bot"). Whatever of a team's channels Teams names, the bot was in all of them.
 */
export function goneWith(activity: Activity): Gone | undefined {
  const data = isRecord(activity.channelData) ? activity.channelData : {};
  const teamId = teamIdOf(activity);
  const isBot = ({ id }: { id?: string }) => id === activity.recipient?.id;
  if (data.eventType === 'channelDeleted') {
    const channel = isRecord(data.channel) ? data.channel.id : undefined;
    return typeof channel === 'string' ? { channelId: channel } : undefined;
  }
  const isGone =
    data.eventType === 'teamDeleted' ||
    data.eventType === 'teamHardDeleted' ||
    // Nobody can write there until somebody restores it, which may be never.
    data.eventType === 'teamArchived' ||
    (activity.membersRemoved ?? []).some(isBot) ||
    (activity.type === ActivityTypes.InstallationUpdate && activity.action?.startsWith('remove'));
  return isGone && teamId !== undefined ? { teamId } : undefined;
}

function teamIdOf({ channelData }: Activity): string | undefined {
  const id = isRecord(channelData) && isRecord(channelData.team) ? channelData.team.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/**
 * A click, whichever way the client sends it: Action.Execute as an invoke, its fallback Action.Submit as a message with a
 * value. Undefined for anything else.
 */
export function clickOf(activity: Activity): CardClick | undefined {
  const from = senderOf(activity);
  const sent = activity.type === ActivityTypes.Invoke ? executed(activity.value) : submitted(activity.value);
  if (from === undefined || sent === undefined) return undefined;
  return {
    conversation: conversationOf(activity),
    from,
    ...sent,
    ...(activity.replyToId && { activityId: activity.replyToId }),
  };
}

/** Whether an activity is a click on a card, told without trusting what is in it. */
export function isClick(activity: Activity): boolean {
  if (activity.type === ActivityTypes.Invoke) return activity.name === 'adaptiveCard/action';
  return activity.type === ActivityTypes.Message && submitted(activity.value) !== undefined;
}

/** A thread is named for its first message (Teams docs, "Channel and group chat conversations with a bot"). */
function beginsThread({ id }: Activity, conversation: Conversation): boolean {
  return conversation.kind === 'channel' && id !== undefined && conversation.id.endsWith(`;messageid=${id}`);
}

function mentionsBot({ entities, recipient }: Activity): boolean {
  return (entities ?? []).some(
    (entity) => entity.type === 'mention' && isRecord(entity.mentioned) && entity.mentioned.id === recipient?.id,
  );
}

function executed(value: unknown): Pick<CardClick, 'verb' | 'data'> | undefined {
  if (!isRecord(value) || !isRecord(value.action) || typeof value.action.verb !== 'string') return undefined;
  return { verb: value.action.verb, data: isRecord(value.action.data) ? value.action.data : {} };
}

function submitted(value: unknown): Pick<CardClick, 'verb' | 'data'> | undefined {
  if (!isRecord(value) || typeof value.verb !== 'string') return undefined;
  return { verb: value.verb, data: value };
}

function tenantOf({ conversation, channelData }: Activity): string {
  const fromChannel = isRecord(channelData) && isRecord(channelData.tenant) ? channelData.tenant.id : undefined;
  return String(conversation.tenantId ?? fromChannel ?? '').toLowerCase();
}

function kindOf(type: string | undefined): Conversation['kind'] {
  if (type === 'channel') return 'channel';
  return type === 'groupChat' ? 'group' : 'personal';
}
