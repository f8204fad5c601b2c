import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { SigningKeys } from './signing-keys.ts';

/** Whom a token has to be from, and what it is for. */
export interface Expected {
  tenantId: string;
  objectId: string;
  /** An access token for the bot's own API, or the id token of a sign-in that was begun with this nonce. */
  use: { kind: 'access' } | { kind: 'id'; nonce: string };
}

/** Short and fixed: goes into the history of a request. Never a part of the token. */
export type TokenFault =
  | 'unreadable'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'issuer'
  | 'audience'
  | 'other-tenant'
  | 'other-person'
  | 'no-person'
  | 'permission'
  | 'nonce'
  /** The tenant's keys could not be read; the token may be sound. */
  | 'no-keys';

export type CheckUserToken = (token: string, expected: Expected) => Promise<TokenFault | undefined>;

/** The permission that Teams asks for in the person's name (Teams docs, "Configure your bot app in Microsoft Entra ID"). */
const PERMISSION = 'access_as_user';
const CLOCK_SKEW_SECONDS = 300;
/** Entra's own are below 4 KB; header and payload are parsed before anything is proven. */
const LONGEST_TOKEN = 16_384;

/**
 * Checks a token against whom it has to be from: signature by the tenant's own keys, issuer, audience, time (5 minutes of
 * clock skew), tenant, person, and that it was given to a person for the bot's own API (Entra docs, "Claims validation").
 * Undefined: sound.
 */
export function createTokenCheck({
  appId,
  applicationIdUris,
  allowedTenants,
  authorityHost,
  keysOf,
  now,
}: {
  /** Of the app registration that people sign in to. */
  appId: string;
  /** Its other names: 'api://botid-…'. Tokens of version 1.0 carry them as their audience, those of version 2.0 the app id. */
  applicationIdUris: readonly string[];
  allowedTenants: readonly string[];
  authorityHost: string;
  keysOf: SigningKeys;
  now: () => Date;
}): CheckUserToken {
  return async function checkUserToken(token, { tenantId, objectId, use }) {
    const tenant = tenantId.toLowerCase();
    // Before any key is asked for: what a token claims is no reason to call another tenant.
    if (!allowedTenants.includes(tenant)) return 'other-tenant';
    if (token.length > LONGEST_TOKEN) return 'unreadable';
    let payload: JWTPayload;
    try {
      const verified = await jwtVerify(token, await keysOf(tenant), {
        algorithms: ['RS256'],
        issuer: [`${authorityHost}/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`],
        audience: use.kind === 'id' ? appId : [appId, ...applicationIdUris],
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate: now(),
        requiredClaims: ['iss', 'aud', 'exp', 'nbf', 'tid', 'oid'],
      });
      payload = verified.payload;
    } catch (error) {
      return faultOf(error);
    }
    if (!same(payload.tid, tenant)) return 'other-tenant';
    if (!same(payload.oid, objectId)) return 'other-person';
    if (use.kind === 'id') return payload.nonce === use.nonce ? undefined : 'nonce';
    if (payload.idtyp === 'app' || typeof payload.scp !== 'string') return 'no-person';
    return payload.scp.split(' ').includes(PERMISSION) ? undefined : 'permission';
  };
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience';
    if (error.claim === 'iss') return 'issuer';
    if (error.claim === 'nbf' && error.reason === 'check_failed') return 'not-yet-valid';
    return 'unreadable';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return 'signature';
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'signature';
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'unreadable';
  return 'no-keys';
}

function same(claim: unknown, expected: string): boolean {
  return typeof claim === 'string' && claim.toLowerCase() === expected.toLowerCase();
}
