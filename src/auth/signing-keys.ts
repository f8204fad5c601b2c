import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod/v4';

/** The keys that a tenant signs its tokens with. Rejects where they cannot be read. */
export type SigningKeys = (tenantId: string) => Promise<JWTVerifyGetKey>;

const metadata = z.object({ jwks_uri: z.url({ protocol: /^https$/ }) });

const METADATA_MAX_AGE_MS = 24 * 60 * 60_000;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Reads where a tenant's keys are from its OpenID metadata, once a day. The keys themselves are read again when a token
 * names one that is not among them, so that a new key is taken at once; at most every 30 seconds, because anybody can make
 * up key ids.
 */
export function createSigningKeys({
  authorityHost,
  fetch,
  now,
}: {
  authorityHost: string;
  fetch: typeof globalThis.fetch;
  now: () => Date;
}): SigningKeys {
  const known = new Map<string, { readAt: number; keys: Promise<JWTVerifyGetKey> }>();

  async function read(tenantId: string): Promise<JWTVerifyGetKey> {
    const address = `${authorityHost}/${encodeURIComponent(tenantId)}/v2.0/.well-known/openid-configuration`;
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) throw new Error(`The OpenID metadata of the tenant could not be read (HTTP ${response.status}).`);
    const { jwks_uri } = metadata.parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri), {
      timeoutDuration: ANSWER_WITHIN_MS,
      cacheMaxAge: METADATA_MAX_AGE_MS,
      [customFetch]: (url, options) => fetch(url, options),
    });
  }

  return (tenantId) => {
    const there = known.get(tenantId);
    if (there !== undefined && now().getTime() - there.readAt < METADATA_MAX_AGE_MS) return there.keys;
    const keys = read(tenantId);
    known.set(tenantId, { readAt: now().getTime(), keys });
    keys.catch(() => known.delete(tenantId));
    return keys;
  };
}
