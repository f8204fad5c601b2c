import { decodeJwt, type JWTPayload } from 'jose';
import type { CheckUserToken, TokenFault } from './user-token.ts';

export type WhoseToken = { person: { tenantId: string; objectId: string } } | { fault: TokenFault };

/**
 * Whom an access token is of, where nothing else says who asks. What it claims of itself only says what has to be proven:
 * a token whose signature is another's, or of a tenant that is not served, is nobody's.
 */
export async function whoseToken(token: string, check: CheckUserToken): Promise<WhoseToken> {
  const { tid: tenantId, oid: objectId } = claimsOf(token);
  if (typeof tenantId !== 'string' || typeof objectId !== 'string') return { fault: 'unreadable' };
  const fault = await check(token, { tenantId, objectId, use: { kind: 'access' } });
  if (fault !== undefined) return { fault };
  return { person: { tenantId: tenantId.toLowerCase(), objectId } };
}

function claimsOf(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
