import { type CallOptions, type Tenant, TenantError } from '../tenant.ts';
import type { AccessEvent, AccessRequest, Person } from './access-request.ts';
import { decide } from './decide.ts';
import type { AccessPolicy } from './policy.ts';
import { rightToApprove } from './right-to-approve.ts';
import { guestRefused } from './transitions/deciding.ts';
import { isGuest } from './transitions/guest.ts';

type Objection = { reason: 'no-right' | 'right-unknown' | 'guest'; message: string };

/** What Azure and the directory say now of somebody's right to decide. */
type Standing =
  | { may: 'yes' }
  | { may: 'no'; because: 'no-right' | 'guest' | 'not-there' }
  | { may: 'unknown'; what: 'right' | 'membership'; why: string };

interface Asked {
  tenant: Tenant;
  policy: AccessPolicy;
}

/**
 * Why this person may not decide about this request, read from Azure and the directory now; undefined where he may. What
 * could not be read is no right.
 */
export async function provenRight(
  request: AccessRequest,
  { by, guest }: { by: Person; guest?: boolean },
  asked: Asked,
  options: CallOptions,
): Promise<Objection | undefined> {
  const standing = await standingOf(request, by, guest, asked, options);
  const at = request.instance.name;
  if (standing.may === 'yes') return undefined;
  if (standing.may === 'unknown') return unknown(wordsFor(standing.what, at), standing.why);
  switch (standing.because) {
    case 'no-right': {
      const message = `Only someone who can assign roles on ${at} can decide this, such as its Owner or User Access Administrator. Nothing was changed.`;
      return { reason: 'no-right', message };
    }
    case 'guest':
      return { reason: 'guest', message: guestRefused.message };
    // Whoever clicks is there.
    case 'not-there':
      return unknown(wordsFor('membership', at), 'the directory does not know you.');
  }
}

/**
 * The approval, with everybody named whose earlier approval it would build on and who has lost the right since. Where that
 * could not be read of somebody, nothing may change.
 */
export async function provenEarlier(
  request: AccessRequest,
  approval: Extract<AccessEvent, { type: 'approve' }>,
  { now, ...asked }: Asked & { now: () => Date },
  options: CallOptions,
): Promise<Extract<AccessEvent, { type: 'approve' }> | Objection> {
  const lost: Person[] = [];
  for (;;) {
    const event = lost.length === 0 ? approval : { ...approval, lost };
    const decision = decide(request, event, now(), asked.policy);
    const status = 'next' in decision ? decision.next.status : undefined;
    const earlier = status?.state === 'approved' ? status.firstApprover : undefined;
    if (earlier === undefined) return event;
    const standing = await standingOf(request, earlier, undefined, asked, options);
    if (standing.may === 'yes') return event;
    if (standing.may === 'unknown') {
      const what = `${earlier.displayName} approved first. Whether that still counts`;
      return unknown(what, standing.why);
    }
    lost.push(earlier);
  }
}

function wordsFor(what: 'right' | 'membership', at: string): string {
  return what === 'right' ? `Your right to assign roles on ${at}` : 'Whether you belong to this tenant';
}

function unknown(what: string, why: string): Objection {
  const message = `${what} could not be checked: ${why} Nothing was changed; try again in a minute.`;
  return { reason: 'right-unknown', message };
}

async function standingOf(
  request: AccessRequest,
  person: Person,
  guest: boolean | undefined,
  { tenant, policy }: Asked,
  options: CallOptions,
): Promise<Standing> {
  const [right, membership] = await Promise.all([
    rightToApprove(request, person, tenant, options),
    policy.guestsMayApprove ? MAY : membershipOf(person, guest, tenant, options),
  ]);
  if (right.right === 'no') return { may: 'no', because: 'no-right' };
  return right.right === 'unknown' ? { may: 'unknown', what: 'right', why: right.reason } : membership;
}

const MAY: Standing = { may: 'yes' };

async function membershipOf(
  { objectId }: Person,
  guest: boolean | undefined,
  tenant: Tenant,
  options: CallOptions,
): Promise<Standing> {
  if (guest !== undefined) return guest ? { may: 'no', because: 'guest' } : MAY;
  try {
    const user = await tenant.user(objectId, options);
    if (user === undefined) return { may: 'no', because: 'not-there' };
    return isGuest(user) ? { may: 'no', because: 'guest' } : MAY;
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { may: 'unknown', what: 'membership', why: error.message };
  }
}
