import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { createSigningKeys } from '../../src/auth/signing-keys.ts';
import { createTokenCheck } from '../../src/auth/user-token.ts';
import { createBrowserSignIn } from '../../src/azure/authorization-code.ts';

/** The real browser sign-in and token check of the sign-in page, at the simulated tenant. */
export function pageParts(tenant: SimulatedTenant, now: () => Date) {
  const { appId, secret } = tenant.bot;
  const { authorityHost } = tenant.endpoints;
  return {
    browser: createBrowserSignIn({ clientId: appId, proof: { clientSecret: secret } }, cloudOf(tenant), fetch),
    check: createTokenCheck({
      appId,
      applicationIdUris: [],
      allowedTenants: [tenant.tenantId],
      authorityHost,
      keysOf: createSigningKeys({ authorityHost, fetch, now }),
      now,
    }),
  };
}
