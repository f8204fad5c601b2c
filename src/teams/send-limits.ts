/**
 * What Teams takes of a bot at most (Teams docs, "Optimize your bot with rate limiting in Teams"), held before anything is
 * sent. Teams counts every replica of the bot together and each one counts only itself, so each takes its part of the
 * whole; what still comes too fast is answered with 429, which makes its conversation wait.
 */
import { channelIdOf } from './channel-id.ts';
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

/** A window as one process uses it. */
export interface OwnWindow extends Window {
  /** So many before the window has passed once since the process began. */
  atFirst: number;
}

/** A process lets windows up to this pass before it sends anything. */
const shortMs = 2_000;

/**
 * What one process takes of a window. It cannot know what the one before it has sent to its last moment. Short windows it
 * lets pass. Of a long one every process leaves a third to whoever comes after it, which takes no more than that at first:
 * so the whole is kept to over a restart, however busy the conversation was, and a quiet one waits for nothing.
 *
 * That holds where the process before had ended when this one began, and for one restart in each window. Two that run at
 * once without being counted as replicas, as while one takes over from the other, may be too fast together, and so may
 * several that each end soon after their beginning; Teams then answers 429.
 */
function ownPart({ most, ms }: Window, replicas: number): OwnWindow {
  const share = Math.max(1, Math.floor(most / replicas));
  if (ms <= shortMs) return { most: share, ms, atFirst: 0 };
  const left = Math.floor(share / 3);
  return { most: share - left, ms, atFirst: Math.max(1, left) };
}

export interface Place {
  tenantId: string;
  id: string;
}

/** The place was taken: `answered` is to be called once, when Teams has answered or cannot do so any more. */
export interface Turn {
  answered(): void;
}

export interface SendLimits {
  /**
   * Takes the next place in this conversation and waits for it. Gives how long that would be instead, in milliseconds, and
   * takes none, where it is longer than `withinMs`.
   */
  turn(place: Place, withinMs: number): Promise<Turn | { tooLongMs: number }>;
  /** Teams has asked for a pause in this conversation. */
  pause(place: Place, ms: number): void;
}

export interface SendLimitsOptions {
  /** Milliseconds of any clock that never goes back. */
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  /** How many bots share the limits. */
  replicas?: number;
  /** When this process began, by that clock; `performance.now()` counts from then. */
  begunAt?: number;
}

/** Forgets conversations that have been quiet for the longest window, once there are so many. */
const remembered = 1_000;

export function createSendLimits({ now, sleep, replicas = 1, begunAt = 0 }: SendLimitsOptions): SendLimits {
  const windows = conversationWindows.map((window) => ownPart(window, replicas));
  const windowOfTenant = ownPart(tenantWindow, replicas);
  const conversations = new Map<string, ReturnType<typeof createConversationLimit>>();
  const tenants = new Map<string, ReturnType<typeof createTenantLimit>>();

  function conversationAt({ tenantId, id }: Place) {
    // The threads of a channel are one conversation for Teams.
    const key = `${tenantId}/${channelIdOf(id)}`;
    const known = conversations.get(key) ?? createConversationLimit(windows, begunAt);
    if (!conversations.has(key) && conversations.size >= remembered) forgetQuiet();
    conversations.set(key, known);
    return known;
  }

  function forgetQuiet(): void {
    for (const [key, limit] of conversations) if (limit.isQuiet(now())) conversations.delete(key);
  }

  function tenantOf({ tenantId }: Place) {
    const known = tenants.get(tenantId) ?? createTenantLimit(windowOfTenant, begunAt);
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
      // A process that was held up wakes for several places at once, and answers may be slow: what counts is when messages
      // come in.
      const counts = [conversation.counted, tenant.counted];
      const wait = () => Math.max(...counts.map((counted) => counted.waitMs(now())));
      for (let ms = wait(); ms > 0; ms = wait()) await sleep(ms);
      for (const counted of counts) counted.sent();
      return {
        answered() {
          for (const counted of counts) counted.answered(now());
        },
      };
    },
    pause(place, ms) {
      conversationAt(place).pauseUntil(now() + ms);
    },
  };
}
