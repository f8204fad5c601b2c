import {
  type AccessToken,
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { z } from 'zod/v4';
import type { Cloud } from './clouds.ts';
import { asTenantCall } from './errors.ts';

const claimsShape = z.object({
  oid: z.string(),
  tid: z.string(),
  name: z.string().optional(),
});

/** How the bot itself signs in to Azure. */
export type BotIdentity =
  | { kind: 'client-secret'; tenantId: string; clientId: string; clientSecret: string }
  | { kind: 'managed-identity'; clientId: string };

/**
 * The bot's own credential for ARM and Graph. Tokens are cached and renewed by the package.
 *
 * Instance discovery is asked of login.microsoftonline.com whatever the authority; it is left out for any other host,
 * which would otherwise be reported as unknown.
 */
export function createCredential(identity: BotIdentity, cloud: Cloud): TokenCredential {
  if (identity.kind === 'managed-identity') return new ManagedIdentityCredential({ clientId: identity.clientId });
  return new ClientSecretCredential(identity.tenantId, identity.clientId, identity.clientSecret, {
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: !cloud.authorityHost.endsWith('microsoftonline.com'),
    retryOptions: { maxRetries: 1, maxRetryDelayInMs: 1_000 },
  });
}

/** Fetches the tokens for ARM and Graph ahead of the first question, so that nobody waits for them. */
export async function warmTokens(credential: TokenCredential, cloud: Cloud): Promise<(AccessToken | null)[]> {
  return Promise.all([
    // The ARM client asks for tokens that continuous access evaluation may revoke; those are cached apart.
    credential.getToken(cloud.armScope, { enableCae: true }),
    credential.getToken(cloud.graphScope),
  ]);
}

/** The sign-in of whoever runs a command: `az login`, a development tool's, or the machine's own identity. */
export function ownSignIn(): TokenCredential {
  return new DefaultAzureCredential();
}

/** Who a credential speaks for, read from the claims of its own ARM token. */
export async function whoIs(
  credential: TokenCredential,
  cloud: Cloud,
): Promise<{ objectId: string; tenantId: string; displayName: string }> {
  return asTenantCall({ call: 'Entra: sign in' }, async () => {
    const token = await credential.getToken(cloud.armScope);
    const claims = claimsShape.parse(JSON.parse(Buffer.from(token?.token.split('.')[1] ?? '', 'base64url').toString()));
    return {
      objectId: claims.oid.toLowerCase(),
      tenantId: claims.tid.toLowerCase(),
      displayName: claims.name ?? claims.oid,
    };
  });
}
