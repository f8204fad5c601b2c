import type { IncomingMessage } from 'node:http';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { HttpAnswer } from './http.ts';
import { botFrameworkScope } from './login.ts';
import { signingKey } from './signing-keys.ts';

/** The refusal of a request that does not show the token which the bot got for the Bot Framework. */
export async function unauthorized({ headers }: IncomingMessage, appId: string): Promise<HttpAnswer | undefined> {
  const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
  const key = await signingKey('login');
  try {
    if (decodeProtectedHeader(token).kid !== key.publicJwk.kid) throw new Error('an unknown key');
    const { payload } = await jwtVerify(token, await importJWK(key.publicJwk), { audience: botFrameworkScope });
    if (payload.appid !== appId) throw new Error('another app');
    return undefined;
  } catch (error) {
    return { status: 401, body: { error: { code: 'Unauthorized', message: String(error) } } };
  }
}
