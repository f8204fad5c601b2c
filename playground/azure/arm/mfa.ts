/** Multi-factor authentication that ARM demands of people before they change anything. */
import { acrsClaims } from '../entra/claims.ts';
import type { Caller } from '../entra/tokens.ts';
import type { TenantState } from '../records.ts';
import type { ServiceRequest } from '../router.ts';
import { armError } from './errors.ts';

/** Throws ARM's claims challenge (Entra docs, "Mandatory multifactor authentication"). Reads and workloads are exempt. */
export function requireMfa({ method }: ServiceRequest, caller: Caller, { mfa, tenantId }: TenantState): void {
  const changes = method === 'PUT' || method === 'PATCH' || method === 'DELETE';
  if (mfa !== 'azure-writes' || !changes || caller.kind === 'app' || caller.acrs.includes('p1')) return;
  const claims = Buffer.from(acrsClaims).toString('base64');
  throw armError(401, 'InsufficientClaims', 'The access token does not prove multi-factor authentication.', {
    'www-authenticate':
      `Bearer realm="", authorization_uri="https://login.microsoftonline.com/${tenantId}", ` +
      `error="insufficient_claims", claims="${claims}"`,
  });
}
