import { createSigningKeys } from '../auth/signing-keys.ts';
import { createTokenCheck } from '../auth/user-token.ts';
import type { Cloud } from '../azure/clouds.ts';
import type { Config } from '../config.ts';

/** Whose a token for the app is that people sign in to, however Teams names that app. */
export function tokenCheckOf(
  { bot, allowedTenants }: Pick<Config, 'bot' | 'allowedTenants'>,
  { appId, publicUrl }: NonNullable<Config['board']>,
  { cloud: { authorityHost }, now }: { cloud: Cloud; now: () => Date },
) {
  return createTokenCheck({
    appId,
    applicationIdUris: ['', `${new URL(publicUrl).host}/`].flatMap((host) =>
      [appId, `botid-${appId}`, `botid-${bot.appId}`].map((id) => `api://${host}${id}`),
    ),
    allowedTenants,
    authorityHost,
    keysOf: createSigningKeys({ authorityHost, fetch, now }),
    now,
  });
}
