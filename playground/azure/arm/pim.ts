/** What Privileged Identity Management refuses by the tenant's licence and settings. */
import type { Caller } from '../entra/tokens.ts';
import type { PimSettings } from '../records.ts';
import { armError } from './errors.ts';

/** Throws ARM's 400 where the tenant has no licence for it. */
export function requirePim({ pim }: { pim: PimSettings }): void {
  if (pim.licensed) return;
  const message = 'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.';
  throw armError(400, 'AadPremiumLicenseRequired', message);
}

/** Throws ARM's 400 with every rule of the role's settings that the request fails. Infinity minutes: without an end. */
export function requireRules(
  { pim }: { pim: PimSettings },
  caller: Caller,
  request: { minutes: number; ticket: boolean },
): void {
  const failed = [
    ...(pim.ticket && !request.ticket ? ['TicketingRule'] : []),
    ...(request.minutes > (pim.longest ?? Number.POSITIVE_INFINITY) ? ['ExpirationRule'] : []),
    ...(pim.mfa && !caller.acrs.includes('p1') ? ['MfaRule'] : []),
  ];
  if (failed.length > 0) {
    const message = `The following policy rules failed: ${JSON.stringify(failed)}`;
    throw armError(400, 'RoleAssignmentRequestPolicyValidationFailed', message);
  }
  const context = pim.authenticationContext;
  // An app that has not said that it understands claims challenges is asked again whatever its token says.
  if (context === undefined || (caller.acrs.includes(context) && caller.capable)) return;
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
  throw armError(400, 'RoleAssignmentRequestAcrsValidationFailed', `&claims=${encodeURIComponent(claims)}`);
}
