import { type CallOptions, type Tenant, TenantError } from '../tenant.ts';
import type { AccessRequest, Person } from './access-request.ts';
import type { AccessPolicy } from './policy.ts';
import { rightToApprove } from './right-to-approve.ts';
import { guestRefused } from './transitions/deciding.ts';
import { isGuest } from './transitions/guest.ts';

type Objection = { reason: 'no-right' | 'right-unknown' | 'guest'; message: string };

/**
 * Why this person may not decide about this request, read from Azure and the directory now; undefined where he may. What
 * could not be read is no right.
 */
export async function provenRight(
  request: AccessRequest,
  { by, guest }: { by: Person; guest?: boolean },
  { tenant, policy }: { tenant: Tenant; policy: AccessPolicy },
  options: CallOptions,
): Promise<Objection | undefined> {
  const [right, status] = await Promise.all([
    rightToApprove(request, by, tenant, options),
    policy.guestsMayApprove ? MAY : membershipOf(by, guest, tenant, options),
  ]);
  const at = request.instance.name;
  if (right.right === 'no') {
    const message = `Only someone who can assign roles on ${at} can decide this, such as its Owner or User Access Administrator. Nothing was changed.`;
    return { reason: 'no-right', message };
  }
  if (right.right === 'unknown') {
    const message = `Your right to assign roles on ${at} could not be checked: ${right.reason} Nothing was changed; try again in a minute.`;
    return { reason: 'right-unknown', message };
  }
  if (status.is === 'member') return undefined;
  if (status.is === 'guest') return { reason: 'guest', message: guestRefused.message };
  const message = `Whether you belong to this tenant could not be checked: ${status.why} Nothing was changed; try again in a minute.`;
  return { reason: 'right-unknown', message };
}

type Membership = { is: 'member' } | { is: 'guest' } | { is: 'unknown'; why: string };

const MAY: Membership = { is: 'member' };

async function membershipOf(
  { objectId }: Person,
  guest: boolean | undefined,
  tenant: Tenant,
  options: CallOptions,
): Promise<Membership> {
  if (guest !== undefined) return { is: guest ? 'guest' : 'member' };
  try {
    const user = await tenant.user(objectId, options);
    if (user === undefined) return { is: 'unknown', why: 'the directory does not know you.' };
    return { is: isGuest(user) ? 'guest' : 'member' };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { is: 'unknown', why: error.message };
  }
}
