import type { AccessPolicy } from '../access/policy.ts';
import type { AccessDependencies } from '../access/requests.ts';
import type { Config } from '../config.ts';
import { guardGrants } from '../doctor/guard-grants.ts';
import type { Store } from '../store/open-store.ts';
import type { Identity } from './identity.ts';

/** What requests for access need; undefined where nobody can ask. */
export function accessOf(
  { approvals }: Config,
  parts: {
    store: Pick<Store, 'access' | 'conversations'>;
    identity: Identity;
    policy: AccessPolicy;
    now: () => Date;
  },
): AccessDependencies | undefined {
  if (approvals === 'off') return undefined;
  const { store, identity, policy, now } = parts;
  return {
    store: store.access,
    // Looks at the bot's own right again before each role assignment of its own, also of one left from another mode.
    tenant: guardGrants(identity.tenant, identity.whoIs),
    policy,
    now,
    timeZonesOf: store.conversations.timeZones,
    botObjectId: identity.objectId,
    writer: writerOf(approvals),
  };
}

/** Whose identity makes what is approved. */
export function writerOf(approvals: Config['approvals']): NonNullable<AccessDependencies['writer']> {
  return approvals === 'on-behalf-of' ? 'approver' : 'bot';
}
