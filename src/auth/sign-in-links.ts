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
 * Links to the sign-in page. A link carries a random handle and nothing else; what it stands for is kept for ten minutes,
 * where every process of the bot finds it, and is taken once.
 */
export interface SignInLinks {
  /** The handle of a new link. */
  open(pending: PendingSignIn): Promise<string>;
  /** What it stands for; undefined where it is unknown, taken or too old. */
  look(handle: string): Promise<PendingSignIn | undefined>;
  /** The same, and nobody gets it again. */
  take(handle: string): Promise<PendingSignIn | undefined>;
}

/** What is kept of a link opens none: of the handle only a hash. */
export interface KeptLink {
  tenantId: string;
  handleHash: string;
  pending: PendingSignIn;
  until: Date;
}

/** Where a link may be. Its tenant is not in the handle, so it is looked for in those that the bot serves. */
export interface LinkPlace {
  tenantIds: readonly string[];
  handleHash: string;
}

/** Keeps what links stand for. A link whose time is over at `now` is not there any more. Implemented in src/store. */
export interface SignInLinkStore {
  /** Makes room too: what is over goes, and the tenant's oldest beyond `most`. */
  add(link: KeptLink, limits: { now: Date; most: number }): Promise<void>;
  get(place: LinkPlace, now: Date): Promise<PendingSignIn | undefined>;
  /** Of all that come for one link, in whatever process, one gets it. */
  take(place: LinkPlace, now: Date): Promise<PendingSignIn | undefined>;
}

const LIFETIME_MS = 10 * 60_000;
/** Far more than the people of a tenant click in ten minutes. */
const MOST_LINKS = 10_000;

export function createSignInLinks({
  store,
  tenantIds,
  now,
}: {
  store: SignInLinkStore;
  /** The tenants that the bot serves. */
  tenantIds: readonly string[];
  now: () => Date;
}): SignInLinks {
  const placeOf = (handle: string) => ({ tenantIds, handleHash: hashOf(handle) });

  return {
    async open(pending) {
      const handle = randomBytes(32).toString('base64url');
      const at = now();
      const until = new Date(at.getTime() + LIFETIME_MS);
      const { tenantId } = pending.click;
      const link = { tenantId, handleHash: hashOf(handle), pending: kept(pending), until };
      await store.add(link, { now: at, most: MOST_LINKS });
      return handle;
    },
    look: (handle) => store.get(placeOf(handle), now()),
    take: (handle) => store.take(placeOf(handle), now()),
  };
}

/** Named one by one: whatever else an object of the caller's carries is not written down. */
function kept({ click, decision, claims }: PendingSignIn): PendingSignIn {
  const { tenantId, id, version, by, guest, from, correlationId } = click;
  return {
    click: {
      tenantId,
      id,
      version,
      by: { objectId: by.objectId, displayName: by.displayName },
      ...(guest !== undefined && { guest }),
      from,
      correlationId,
    },
    decision,
    ...(claims !== undefined && { claims }),
  };
}

function hashOf(handle: string): string {
  return createHash('sha256').update(handle).digest('base64url');
}
