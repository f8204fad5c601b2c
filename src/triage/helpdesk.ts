import { type Tenant, TenantError } from '../tenant.ts';
import type { TriageStore } from './store.ts';

/** `unknown` is no: it says why it could not be read. */
export type Membership = { of: 'yes' } | { of: 'no' } | { of: 'unknown'; why: string };

/** Who belongs to the helpdesk: the members of the team whose channel is used for triage. */
export interface Helpdesk {
  isMember(tenantId: string, personObjectId: string): Promise<Membership>;
}

/** So long somebody may still be of the helpdesk who was taken out of it; a click or two on the same card ask once. */
const REMEMBERED_MS = 60_000;
const WITHIN_MS = 3_000;
const MOST_REMEMBERED = 1_000;

export function createHelpdesk({
  store,
  tenant,
  now,
}: {
  store: Pick<TriageStore, 'channel'>;
  tenant: Pick<Tenant, 'groupsOf'>;
  now: () => Date;
}): Helpdesk {
  const known = new Map<string, { at: number; groups: readonly string[] }>();

  async function groupsOf(objectId: string): Promise<readonly string[]> {
    const key = objectId.toLowerCase();
    const before = known.get(key);
    if (before !== undefined && now().getTime() - before.at < REMEMBERED_MS) return before.groups;
    const groups = await tenant.groupsOf({ type: 'User', objectId }, { signal: AbortSignal.timeout(WITHIN_MS) });
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, { at: now().getTime(), groups });
    return groups;
  }

  return {
    async isMember(tenantId, personObjectId) {
      const channel = await store.channel(tenantId);
      if (channel === undefined) return { of: 'no' };
      try {
        const groups = await groupsOf(personObjectId);
        return { of: groups.some((id) => id.toLowerCase() === channel.groupId.toLowerCase()) ? 'yes' : 'no' };
      } catch (error) {
        if (!(error instanceof TenantError)) throw error;
        return { of: 'unknown', why: error.message };
      }
    },
  };
}
