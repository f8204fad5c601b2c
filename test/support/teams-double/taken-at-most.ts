import { conversationWindows, tenantWindow, type Window } from '../../../src/teams/send-limits.ts';

/**
 * What Teams takes of a bot (Teams docs, "Optimize your bot with rate limiting in Teams"), counted as it comes in. Gives how
 * long to wait, in milliseconds, where it is too much; that is not counted then.
 */
export function createTakenAtMost(): (conversationId: string, now: number) => number | undefined {
  const inConversation = new Map<string, number[]>();
  const inTenant: number[] = [];
  return function take(conversationId, now) {
    const here = inConversation.get(conversationId) ?? [];
    inConversation.set(conversationId, here);
    const waits = [
      ...conversationWindows.map((window) => waitOf(here, window, now)),
      waitOf(inTenant, tenantWindow, now),
    ];
    const wait = Math.max(...waits);
    if (wait > 0) return wait;
    here.push(now);
    inTenant.push(now);
    return undefined;
  };
}

/** Zero where there is room. */
function waitOf(taken: readonly number[], { most, ms }: Window, now: number): number {
  const nth = taken.at(-most);
  return nth === undefined ? 0 : Math.max(0, nth + ms - now);
}
