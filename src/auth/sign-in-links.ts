import { createHash, randomBytes } from 'node:crypto';
import type { Less } from '../access/access-request.ts';
import type { Click } from '../access/requests.ts';

/** What a person decides on a card and the person's own identity carries out. */
export type Decision = { verb: 'approve'; less?: Less } | { verb: 'revoke'; reason: string };

/** What a person decided on a card, and has to sign in for in a browser before it is done. */
export interface PendingSignIn {
  /** The request, the version the person saw, and who the person is. */
  click: Click;
  decision: Decision;
  /** What Azure asks for, as JSON. */
  claims?: string;
}

/**
 * Links to the sign-in page. A link carries a random handle and nothing else; what it stands for stays here, for ten
 * minutes, and is taken once.
 */
export interface SignInLinks {
  /** The handle of a new link. */
  open(pending: PendingSignIn): Promise<string>;
  /** What it stands for; undefined where it is unknown, taken or too old. */
  look(handle: string): Promise<PendingSignIn | undefined>;
  /** The same, and nobody gets it again. */
  take(handle: string): Promise<PendingSignIn | undefined>;
}

const LIFETIME_MS = 10 * 60_000;
/** Far more than people click in ten minutes; beyond it the oldest goes. */
const MOST_LINKS = 10_000;

/** Links of this process: behind a load balancer, a person has to come back to the process that gave the link. */
export function createSignInLinks(now: () => Date): SignInLinks {
  // By the hash of the handle, so that nothing that is kept opens a link.
  const links = new Map<string, { pending: PendingSignIn; until: number }>();

  function dropOld(): void {
    for (const [key, { until }] of links) {
      if (until > now().getTime() && links.size <= MOST_LINKS) return;
      links.delete(key);
    }
  }

  function find(handle: string): PendingSignIn | undefined {
    const link = links.get(hashOf(handle));
    return link !== undefined && link.until > now().getTime() ? link.pending : undefined;
  }

  return {
    async open(pending) {
      const handle = randomBytes(32).toString('base64url');
      links.set(hashOf(handle), { pending, until: now().getTime() + LIFETIME_MS });
      dropOld();
      return handle;
    },
    look: async (handle) => find(handle),
    async take(handle) {
      const pending = find(handle);
      links.delete(hashOf(handle));
      return pending;
    },
  };
}

function hashOf(handle: string): string {
  return createHash('sha256').update(handle).digest('base64url');
}
