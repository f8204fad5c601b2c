import {
  type AccessToken,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { Cloud } from './clouds.ts';

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
  return Promise.all([credential.getToken(cloud.armScope), credential.getToken(cloud.graphScope)]);
}
