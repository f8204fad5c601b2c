import { OnBehalfOfCredential } from '@azure/identity';
import type { CallOptions } from '../tenant.ts';
import { type Approver, createApprover } from './approver.ts';
import { type NeedsSignIn, neededByEntra } from './claims-challenge.ts';
import type { Cloud } from './clouds.ts';
import { toTenantError } from './errors.ts';
import { armUserScope, type SignInApp } from './sign-in-app.ts';

/** A person's token for the bot's own API, and the tenant that issued it. */
export interface UserToken {
  token: string;
  tenantId: string;
}

/** Azure as the person whose token this is; or why the person has to sign in again. Throws TenantError. */
export type ActAs = (user: UserToken, options?: CallOptions) => Promise<Approver | NeedsSignIn>;

/** Exchanges a person's token for the bot into one for ARM (Entra docs, "OAuth 2.0 On-Behalf-Of flow"), once per click. */
export function createOnBehalfOf(app: SignInApp, cloud: Cloud): ActAs {
  const credentialOf = credentials(app, cloud);
  return async function actAs(user, { signal } = {}) {
    try {
      // Of the tokens that continuous access evaluation may revoke, as a claims challenge is only for those.
      const arm = await credentialOf(user).getToken(armUserScope(cloud), {
        enableCae: true,
        ...(signal !== undefined && { abortSignal: signal }),
      });
      return createApprover(arm.token, arm.expiresOnTimestamp, cloud);
    } catch (error) {
      const needed = neededByEntra(error);
      if (needed !== undefined) return needed;
      throw toTenantError(error, { call: 'Entra: sign in on behalf of the approver' });
    }
  };
}

/** A credential of its own for every token, so that none outlives its click in a cache. */
function credentials({ clientId, proof }: SignInApp, cloud: Cloud): (user: UserToken) => OnBehalfOfCredential {
  const entra = {
    clientId,
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: !cloud.authorityHost.endsWith('microsoftonline.com'),
    retryOptions: { maxRetries: 1, maxRetryDelayInMs: 1_000 },
  };
  if ('clientSecret' in proof) {
    const { clientSecret } = proof;
    return ({ token, tenantId }) =>
      new OnBehalfOfCredential({ ...entra, tenantId, clientSecret, userAssertionToken: token });
  }
  const { getAssertion } = proof;
  return ({ token, tenantId }) =>
    new OnBehalfOfCredential({ ...entra, tenantId, getAssertion, userAssertionToken: token });
}
