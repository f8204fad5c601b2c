import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * What ties a sign-in to the browser that began it. The browser keeps one random secret in a cookie that no script and no
 * other site can read; the state, the nonce and the PKCE verifier of the sign-in all follow from it and from the link.
 * So nothing of a sign-in under way is kept on the server, and an answer that reaches another browser is worth nothing.
 */
export interface BrowserProof {
  /** Value of the cookie. */
  cookie: string;
  handle: string;
  state: string;
  nonce: string;
  codeVerifier: string;
  /** S256 of the verifier (RFC 7636 §4.2). */
  codeChallenge: string;
}

/** The prefix makes browsers refuse it unless it is secure, for this host alone and for all its paths. */
const COOKIE = '__Host-adt-support-sign-in';
const MAX_AGE_SECONDS = 600;
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax';

export function newBrowserProof(handle: string): BrowserProof {
  return proofOf(handle, randomBytes(32).toString('base64url'));
}

/** From the Cookie header of a request; undefined where the browser brings none, or one that is none of ours. */
export function readBrowserProof(cookieHeader: string): BrowserProof | undefined {
  const value = cookieHeader
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([name]) => name === COOKIE)?.[1];
  const [, handle, secret] = /^([\w-]{43})\.([\w-]{43})$/.exec(value ?? '') ?? [];
  return handle === undefined || secret === undefined ? undefined : proofOf(handle, secret);
}

/** Lax, because Entra sends the browser back from its own site. */
export function setCookie({ cookie }: BrowserProof): string {
  return `${COOKIE}=${cookie}; Max-Age=${MAX_AGE_SECONDS}; ${ATTRIBUTES}`;
}

export const clearCookie = `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`;

/** Compares without telling by the time it takes how much was right. */
export function isState({ state }: BrowserProof, given: string): boolean {
  const [a, b] = [state, given].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function proofOf(handle: string, secret: string): BrowserProof {
  const derive = (use: string) => createHash('sha256').update(`${use}|${handle}|${secret}`).digest('base64url');
  const codeVerifier = derive('verifier');
  return {
    cookie: `${handle}.${secret}`,
    handle,
    state: derive('state'),
    nonce: derive('nonce'),
    codeVerifier,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  };
}
