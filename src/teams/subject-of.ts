import type { AskedSubject } from '../access/asking.ts';
import type { Principal } from '../diagnosis/diagnosis.ts';
import { principalTypes } from '../diagnosis/principal-types.ts';
import { type Tenant, TenantError } from '../tenant.ts';
import { sameId } from './same-id.ts';

/** Not knowing is no answer worth waiting for: approvers then read that it is not known. */
const ownersWithinMs = 2_500;

/**
 * Whom a role is asked for, by what the diagnosis found; of an app, whether this person owns its registration now. A managed
 * identity has none.
 */
export async function subjectOf(
  principal: Principal,
  asker: { objectId: string },
  tenant: Pick<Tenant, 'applicationOwners'>,
): Promise<AskedSubject> {
  const { objectId, displayName, kind, appId, userPrincipalName, managedIdentity = false } = principal;
  const isApp = kind === 'service-principal' && !managedIdentity;
  const owned = isApp && appId !== undefined ? await owns(asker, appId, tenant) : undefined;
  return {
    objectId,
    displayName,
    type: principalTypes[kind],
    ...(appId !== undefined && { appId }),
    ...(managedIdentity && { managedIdentity }),
    ...(userPrincipalName !== undefined && { userPrincipalName }),
    ...(owned !== undefined && { ownedByRequester: owned }),
  };
}

/** Undefined where the directory did not say. */
export async function owns(
  { objectId }: { objectId: string },
  appId: string,
  tenant: Pick<Tenant, 'applicationOwners'>,
): Promise<boolean | undefined> {
  try {
    const owners = await tenant.applicationOwners({ appId }, { signal: AbortSignal.timeout(ownersWithinMs) });
    return owners.some((owner) => sameId(owner, objectId));
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return undefined;
  }
}
