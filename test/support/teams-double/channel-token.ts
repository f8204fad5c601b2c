import { signingKey } from './signing-keys.ts';

/** What a token says, where it is not what Teams would say. */
export interface TokenFlaws {
  /** The `aud`; the bot's app id otherwise. */
  audience?: string;
  issuer?: string;
  serviceUrl?: string;
  expired?: boolean;
  /** Signed by somebody else's key under the channel's key id. */
  forged?: boolean;
}

export const channelIssuer = 'https://api.botframework.com';

/** The token that Teams sends with an activity. */
export async function channelToken(
  { appId, serviceUrl }: { appId: string; serviceUrl: string },
  { audience = appId, issuer = channelIssuer, serviceUrl: claimed = serviceUrl, expired, forged }: TokenFlaws = {},
): Promise<string> {
  const key = await signingKey(forged ? 'forger' : 'channel');
  const now = Math.floor(Date.now() / 1000);
  const [nbf, exp] = expired ? [now - 7_200, now - 3_600] : [now - 10, now + 3_600];
  return key.sign({ iss: issuer, aud: audience, serviceurl: claimed, nbf, exp }, { kid: 'channel' });
}
