/** Access tokens: issued and verified with the tenant's own RSA key. */
import { randomUUID } from 'node:crypto';
import { compactVerify, decodeJwt, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Audience } from './resources.ts';

/** Whom a token speaks for. */
export type Subject =
  | { kind: 'user'; objectId: string; userPrincipalName: string; name: string }
  | { kind: 'app'; objectId: string };

export interface TokenRequest {
  subject: Subject;
  audience: Audience;
  /** The app that asks. */
  clientAppId: string;
  /** Delegated permissions, space-separated; users only. */
  scope?: string;
  /** Another tenant that issues it instead of this one. */
  tenantId?: string;
  /** Authentication contexts that the sign-in fulfilled: 'p1' is multi-factor authentication. */
  acrs?: readonly string[];
  /** The app says that it understands claims challenges. */
  capable?: boolean;
  /** Makes it an id token, of the sign-in that began with this. */
  nonce?: string;
  /** Issued so many seconds ago; what is negative lies ahead. */
  ageSeconds?: number;
}

export interface Caller {
  objectId: string;
  kind: 'user' | 'app';
  appId: string;
  tenantId: string;
  userPrincipalName?: string;
  /** Delegated permissions of a user's token. */
  scopes: string[];
  /** Authentication contexts that the sign-in fulfilled. */
  acrs: string[];
  /** Whether the app that asked for the token understands claims challenges. */
  capable: boolean;
}

export type Verification =
  | { ok: true; caller: Caller }
  | { ok: false; why: 'invalid' }
  | { ok: false; why: 'tenant'; tenantId: string }
  | { ok: false; why: 'expired'; expiresAt: Date }
  | { ok: false; why: 'audience'; audience: string };

export interface TokenService {
  readonly lifetimeSeconds: number;
  issue(request: TokenRequest): Promise<string>;
  /** `audiences` in any spelling: case and a trailing slash do not count. */
  verify(token: string, audiences: readonly string[]): Promise<Verification>;
  jwks(): { keys: JWK[] };
}

const LIFETIME_SECONDS = 3599;

/** `issuer` is that of version 2.0 tokens; version 1.0 tokens always name sts.windows.net. */
export async function createTokenService(tenant: {
  tenantId: string;
  issuer: () => string;
  now: () => Date;
}): Promise<TokenService> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = randomUUID();
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  const nowSeconds = () => Math.floor(tenant.now().getTime() / 1000);

  return {
    lifetimeSeconds: LIFETIME_SECONDS,

    issue(request) {
      const { version, audience } = request.audience;
      const issuingTenant = request.tenantId ?? tenant.tenantId;
      const issuedAt = nowSeconds() - (request.ageSeconds ?? 0);
      return new SignJWT({
        ...subjectClaims(request),
        oid: request.subject.objectId,
        tid: issuingTenant,
        ver: version,
        ...(request.acrs !== undefined && request.acrs.length > 0 && { acrs: request.acrs }),
        ...(request.capable && { xms_cc: ['CP1'] }),
        ...(version === '1.0'
          ? { appid: request.clientAppId, appidacr: '1' }
          : { azp: request.clientAppId, azpacr: '1' }),
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .setIssuer(version === '1.0' ? `https://sts.windows.net/${issuingTenant}/` : tenant.issuer())
        .setAudience(audience)
        .setSubject(request.subject.objectId)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .setJti(randomUUID())
        .sign(privateKey);
    },

    async verify(token, audiences) {
      const issuingTenant = claimedTenant(token);
      if (issuingTenant !== undefined && issuingTenant !== tenant.tenantId) {
        return { ok: false, why: 'tenant', tenantId: issuingTenant };
      }
      let claims: Record<string, unknown>;
      try {
        const { payload } = await compactVerify(token, publicKey, { algorithms: ['RS256'] });
        claims = JSON.parse(new TextDecoder().decode(payload));
      } catch {
        return { ok: false, why: 'invalid' };
      }
      if (typeof claims.exp !== 'number') return { ok: false, why: 'invalid' };
      if (claims.exp <= nowSeconds()) return { ok: false, why: 'expired', expiresAt: new Date(claims.exp * 1000) };
      const audience = String(claims.aud);
      if (!audiences.map(folded).includes(folded(audience))) return { ok: false, why: 'audience', audience };
      return { ok: true, caller: callerOf(claims) };
    },

    jwks: () => ({ keys: [jwk] }),
  };
}

/** Unverified: a service looks at the tenant first. Undefined when the text is no token at all. */
function claimedTenant(token: string): string | undefined {
  try {
    const { tid } = decodeJwt(token);
    return typeof tid === 'string' ? tid : undefined;
  } catch {
    return undefined;
  }
}

function subjectClaims({ subject, audience, scope, nonce }: TokenRequest): Record<string, string> {
  if (subject.kind === 'app') return { idtyp: 'app' };
  const { name, userPrincipalName } = subject;
  const preferred: Record<string, string> =
    audience.version === '1.0' ? { unique_name: userPrincipalName } : { preferred_username: userPrincipalName };
  if (nonce !== undefined) return { name, nonce, ...preferred };
  return { name, upn: userPrincipalName, scp: scope ?? 'user_impersonation', idtyp: 'user', ...preferred };
}

function callerOf(claims: Record<string, unknown>): Caller {
  return {
    objectId: String(claims.oid),
    kind: claims.idtyp === 'app' ? 'app' : 'user',
    appId: String(claims.appid ?? claims.azp),
    tenantId: String(claims.tid),
    ...(typeof claims.upn === 'string' ? { userPrincipalName: claims.upn } : {}),
    scopes: typeof claims.scp === 'string' ? claims.scp.split(' ').filter((scope) => scope !== '') : [],
    acrs: Array.isArray(claims.acrs) ? claims.acrs.map(String) : [],
    capable: Array.isArray(claims.xms_cc) && claims.xms_cc.some((one) => String(one).toLowerCase() === 'cp1'),
  };
}

function folded(audience: string): string {
  return audience.replace(/\/+$/, '').toLowerCase();
}
