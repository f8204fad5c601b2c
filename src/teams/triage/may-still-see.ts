import type { Right } from '../../access/judge-rights.ts';
import { rightToSee } from '../../access/right-to-see.ts';
import type { DiagnosisRecord } from '../../diagnosis/record.ts';
import type { Tenant } from '../../tenant.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { Sender } from '../activity.ts';
import { sameId } from '../same-id.ts';
import { owns } from '../subject-of.ts';

/**
 * Whether whoever asked for a diagnosis may see that access now, by the same rules as when it was made. 'less': that access,
 * and not all that this diagnosis tells.
 */
export type MayStillSee = (
  record: Pick<DiagnosisRecord, 'tenantId' | 'diagnosis'>,
  person: Sender,
) => Promise<Right | { right: 'less' }>;

const ASK_WITHIN_MS = 4_000;

export function createMayStillSee({ tenant, helpdesk }: { tenant: Tenant; helpdesk: Helpdesk }): MayStillSee {
  return async function mayStillSee({ tenantId, diagnosis }, person) {
    const { principal, instance, readAt } = diagnosis ?? {};
    // Without an identity it tells of nobody's roles, but for what takes more to see.
    if (principal === undefined ? readAt === undefined : sameId(principal.objectId, person.objectId)) {
      return { right: 'yes' };
    }
    const { appId, managedIdentity } = principal ?? {};
    const options = { signal: AbortSignal.timeout(ASK_WITHIN_MS) };
    const [membership, owned, byRole, whole] = await Promise.all([
      helpdesk.isMember(tenantId, person.objectId),
      appId === undefined || managedIdentity ? false : owns(person, appId, tenant),
      instance === undefined ? NO : rightToSee(instance, person, tenant, options),
      instance === undefined || readAt === undefined ? YES : rightToSee(instance, person, tenant, options, readAt),
    ]);
    const some = membership.of === 'yes' || owned || byRole.right === 'yes';
    if (some) return whole.right === 'no' ? { right: 'less' } : whole;
    if (membership.of === 'unknown') return { right: 'unknown', reason: membership.why };
    if (owned === undefined) return { right: 'unknown', reason: 'the directory did not say who owns the app.' };
    return byRole;
  };
}

const NO: Right = { right: 'no' };
const YES: Right = { right: 'yes' };
