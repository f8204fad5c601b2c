/** Where the messages of a request go, and what has been shown there. */

/** A conversation the bot may write to. `reference` is the messaging adapter's own, opaque here. */
export interface Conversation {
  tenantId: string;
  id: string;
  kind: 'personal' | 'group' | 'channel';
  /** The other person's object id, in a personal conversation. */
  userObjectId?: string;
  reference: unknown;
}

/** What a message of a request shows: it decides the card. */
export type Audience = 'requester' | 'approver' | 'approvals-channel' | 'news';

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
  /** For 'news': what it tells. */
  news?: string;
  /** The message, once sent. */
  activityId?: string;
  /** Version of the request that the message shows; 0 before it is sent. */
  shownVersion: number;
  /** Set when it can never be delivered: the bot is not installed there, or is blocked. */
  undeliverable?: string;
}

export interface ConversationStore {
  remember(conversation: Conversation): Promise<void>;
  forget(tenantId: string, conversationId: string): Promise<void>;
  get(tenantId: string, conversationId: string): Promise<Conversation | undefined>;
  /** The latest personal conversation with this person. */
  personal(tenantId: string, userObjectId: string): Promise<Conversation | undefined>;
  useForApprovals(tenantId: string, conversationId: string): Promise<void>;
  approvalsChannel(tenantId: string): Promise<Conversation | undefined>;
}

export interface DeliveryStore {
  /** Adds those not there yet: one per request, audience and person or conversation (and news). */
  add(deliveries: readonly Delivery[]): Promise<void>;
  of(tenantId: string, requestId: string): Promise<Delivery[]>;
  shown(delivery: Delivery, shown: { conversationId: string; activityId: string; version: number }): Promise<void>;
  giveUp(delivery: Delivery, reason: string): Promise<void>;
}
