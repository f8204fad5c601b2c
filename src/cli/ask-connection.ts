import { z } from 'zod/v4';
import type { ConnectionAnswer } from '../doctor/deployment.ts';
import { type CallOptions, TenantError } from '../tenant.ts';

/** The public Bot Framework's token service (botframework-connector, `AuthenticationConstants.OAuthUrl`). */
export const TOKEN_SERVICE = 'https://api.botframework.com';

const call = 'Bot Framework: get sign-in link';
const found = z.object({ tokenExchangeResource: z.object({ uri: z.string().nullish() }).nullish().catch(undefined) });
const refused = z.object({ error: z.object({ message: z.string() }) });

/**
 * Asks the token service for a sign-in link over an OAuth connection, as the bot does for a click (botframework-connector,
 * `UserTokenClient.getSignInResource`): it gives one for whatever connection the Azure Bot has, and 400 or 404 for others.
 * Nobody is signed in by that, and nothing is sent. Rejects with TenantError where it says neither.
 */
export async function askConnection(
  { url, token, appId, name }: { url: string; token: string; appId: string; name: string },
  fetch: typeof globalThis.fetch,
  { signal }: CallOptions,
): Promise<ConnectionAnswer> {
  const somewhere = {
    channelId: 'msteams',
    conversation: { id: 'doctor' },
    user: { id: 'doctor' },
    bot: { id: appId },
  };
  const state = { connectionName: name, conversation: somewhere, msAppId: appId };
  const query = new URLSearchParams({ state: Buffer.from(JSON.stringify(state)).toString('base64') });
  const response = await fetch(`${url}/api/botsignin/GetSignInResource?${query}`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    throw new TenantError(`${call}: no answer.`, { code: 'unavailable', call, cause });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 400 || response.status === 404) {
    const said = refused.safeParse(body).data?.error.message.slice(0, 200) ?? '';
    return {
      there: false,
      said: `Its token service answered ${response.status}${said && `: ${said}`}`.replace(/\.?$/, '.'),
    };
  }
  const read = found.safeParse(body);
  if (response.status !== 200 || !read.success) {
    throw new TenantError(`${call}: the answer was HTTP ${response.status}.`, { code: 'bad-answer', call });
  }
  const exchangeUri = read.data.tokenExchangeResource?.uri;
  return { there: true, ...(exchangeUri && { exchangeUri }) };
}
