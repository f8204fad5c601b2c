/** Where the messages of a request go, and what has been shown there. */
import type { ApproverNews, News, SubjectNews } from './access-request.ts';
import type { Written } from './store.ts';
import type { TimeZones } from './time-zones.ts';

/** A conversation the bot may write to. `reference` is the messaging adapter's own, opaque here. */
export interface Conversation {
  tenantId: string;
  id: string;
  kind: 'personal' | 'group' | 'channel';
  /** The other person's object id, in a personal conversation. */
  userObjectId?: string;
  /** The clock this person goes by, in a personal conversation: an IANA name. Absent where it is not known. */
  timeZone?: string;
  /** Of a channel the team it is in, as Teams calls it. Absent where it is not known. */
  teamId?: string;
  /** When Teams sent the last that came from there, by its own clock (ISO 8601). Absent where it does not say. */
  seenAt?: string;
  reference: unknown;
}

/** A channel that is used for something, and whose it is. */
export interface ChannelInUse {
  conversationId: string;
  /** Object id of the Microsoft 365 group behind its team. */
  groupId: string;
}

/** The channel that was used until now. It is told who has changed that, and where to. */
export interface ChannelLeft {
  conversationId: string;
  /** Object id of whoever it was. */
  by: string;
  /** Where the new one is; the team's name, where it is known. */
  to: { team: 'same' } | { team: 'other'; name?: string };
}

/** What a message of a request shows: it decides the card. */
export type Audience = 'requester' | 'approver' | 'approvals-channel' | 'news';

/** A piece of news: the job that tells it, and the version of the request that tells it from the same at another time. */
export interface Tidings {
  job: 'tell-requester' | 'tell-subject' | 'tell-approver';
  what: News | SubjectNews | ApproverNews;
  version: number;
}

/** One message that a request causes. A 'news' is sent once; the others are updated in place. */
export interface Delivery {
  tenantId: string;
  id: string;
  requestId: string;
  audience: Audience;
  /** Whose chat, for a message to a person. */
  personObjectId?: string;
  /** Which conversation, where it is already known. */
  conversationId?: string;
  /** With 'news': what it tells. */
  news?: Tidings;
  /** The message, once sent. */
  activityId?: string;
  /** Version of the request that the message shows; 0 before it is sent. */
  shownVersion: number;
  /**
   * Why it cannot be delivered: the bot is not installed there, or is blocked. Taken back when the conversation or the
   * person is remembered again.
   */
  undeliverable?: string;
}

export interface ConversationStore {
  /** What could not be delivered there, or to this person, is queued again in the same transaction. */
  remember(conversation: Conversation): Promise<void>;
  /**
   * Teams took a message of the bot there, or somebody pressed a button: cards of cases and incidents that were refused there
   * are queued again, each once for what it is to show.
   */
  heard(tenantId: string, conversationId: string): Promise<void>;
  /**
   * The copies of undecided requests there are given up in the same transaction, and their requests delivered anew. With a
   * channel go its threads, and what it was used for.
   * @param goneAt when that was, by the clock of `seenAt`: what was seen later stays. Absent: nothing does
   */
  forget(tenantId: string, conversationId: string, goneAt?: string): Promise<void>;
  /** The same for every channel of a team, as Teams calls it. */
  forgetTeam(tenantId: string, teamId: string, goneAt?: string): Promise<void>;
  get(tenantId: string, conversationId: string): Promise<Conversation | undefined>;
  /** The latest personal conversation with this person. */
  personal(tenantId: string, userObjectId: string): Promise<Conversation | undefined>;
  /** Of these people the time zones that are known, by object id in lower case. */
  timeZones(tenantId: string, userObjectIds: readonly string[]): Promise<TimeZones>;
  /**
   * Instead of the one that is left, or where none is used: else it is 'overtaken', and nothing changes. The conversation
   * has to be remembered. Undecided requests are delivered there too, queued in the same transaction.
   */
  useForApprovals(tenantId: string, channel: ChannelInUse, left?: ChannelLeft): Promise<Written>;
  approvalsChannel(tenantId: string): Promise<Conversation | undefined>;
  /** Whose channel approvals go to. */
  approvalsUse(tenantId: string): Promise<ChannelInUse | undefined>;
}

export interface DeliveryStore {
  /** Adds those not there yet: one per request, audience and person or conversation (and news). */
  add(deliveries: readonly Delivery[]): Promise<void>;
  of(tenantId: string, requestId: string): Promise<Delivery[]>;
  /**
   * Records that the message shows this version. The first of an approver's or a channel's changes who was reached, which
   * the requester's copy shows: that one counts as out of date then.
   */
  shown(delivery: Delivery, shown: { conversationId: string; activityId: string; version: number }): Promise<void>;
  /** Records that it cannot be delivered, with the same consequence for the requester's copy. */
  giveUp(delivery: Delivery, reason: string): Promise<void>;
  /** Queues news again that was never sent although nothing stands in its way: its job was lost or used up. */
  queueUnsentNews(tenantId: string): Promise<void>;
}
