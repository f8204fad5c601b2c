/** Keys of the double, made once per process: the connector package caches keys and its own token for a whole process. */
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export interface SigningKey {
  publicJwk: JWK;
  sign(claims: Record<string, unknown>, header?: { kid?: string }): Promise<string>;
}

const made = new Map<string, Promise<SigningKey>>();

/** 'channel' signs what Teams sends, 'login' the bot's own tokens, 'forger' is nobody's. */
export function signingKey(name: 'channel' | 'login' | 'forger'): Promise<SigningKey> {
  const key = made.get(name) ?? makeKey(name);
  made.set(name, key);
  return key;
}

async function makeKey(name: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const publicJwk = { ...(await exportJWK(publicKey)), kid: name, use: 'sig', alg: 'RS256' };
  return {
    publicJwk,
    sign: (claims, { kid = name } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey),
  };
}
