/**
 * What Teams takes of a bot at most (Teams docs, "Optimize your bot with rate limiting in Teams"), held before anything is
 * sent. Teams counts every replica of the bot together and each one counts only itself, so each takes its part of the
 * whole; what still comes too fast is answered with 429, which makes its conversation wait.
 */
import { createConversationLimit } from './conversation-limit.ts';
import { createTenantLimit } from './tenant-limit.ts';

/** So many in so many milliseconds. */
export interface Window {
  most: number;
  ms: number;
}

/** "Send to conversation" of one bot in one conversation. Updates are counted too: the documentation does not exempt them. */
export const conversationWindows: readonly Window[] = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
];
/** Of one app in one tenant. */
export const tenantWindow: Window = { most: 50, ms: 1_000 };

export interface Place {
  tenantId: string;
  id: string;
}

export interface SendLimits {
  /**
   * Takes the next place in this conversation and waits for it. Gives how long that would be instead, in milliseconds, and
   * takes none, where it is longer than `withinMs`.
   */
  turn(place: Place, withinMs: number): Promise<{ tooLongMs: number } | undefined>;
  /** Teams has asked for a pause in this conversation. */
  pause(place: Place, ms: number): void;
}

export interface SendLimitsOptions {
  /** Milliseconds of any clock that never goes back. */
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  /** How many bots share the limits. */
  replicas?: number;
}

/** Forgets conversations that have been quiet for the longest window, once there are so many. */
const remembered = 1_000;

export function createSendLimits({ now, sleep, replicas = 1 }: SendLimitsOptions): SendLimits {
  const part = ({ most, ms }: Window): Window => ({ most: Math.max(1, Math.floor(most / replicas)), ms });
  const windows = conversationWindows.map(part);
  const conversations = new Map<string, ReturnType<typeof createConversationLimit>>();
  const tenants = new Map<string, ReturnType<typeof createTenantLimit>>();

  function conversationAt({ tenantId, id }: Place) {
    // The threads of a channel are one conversation for Teams.
    const key = `${tenantId}/${id.split(';', 1)[0]}`;
    const known = conversations.get(key) ?? createConversationLimit(windows);
    if (!conversations.has(key) && conversations.size >= remembered) forgetQuiet();
    conversations.set(key, known);
    return known;
  }

  function forgetQuiet(): void {
    for (const [key, limit] of conversations) if (limit.isQuiet(now())) conversations.delete(key);
  }

  function tenantOf({ tenantId }: Place) {
    const known = tenants.get(tenantId) ?? createTenantLimit(part(tenantWindow));
    tenants.set(tenantId, known);
    return known;
  }

  return {
    async turn(place, withinMs) {
      const time = now();
      const conversation = conversationAt(place);
      const tenant = tenantOf(place);
      const at = tenant.earliest(conversation.earliest(time));
      if (at - time > withinMs) return { tooLongMs: at - time };
      conversation.take(at);
      tenant.take(at, time);
      if (at > time) await sleep(at - time);
      for (let wait = conversation.go(now()); wait > 0; wait = conversation.go(now())) await sleep(wait);
      return undefined;
    },
    pause(place, ms) {
      conversationAt(place).pauseUntil(now() + ms);
    },
  };
}
