import type { Config } from '../config.ts';
import type { BotRegistration } from '../teams/adapter.ts';

/** What Teams knows the bot as; undefined where its messages are not signed. */
export function registrationOf({ bot, channel }: Config): BotRegistration | undefined {
  if (channel.kind === 'none') return undefined;
  return {
    appId: bot.appId,
    tenantId: bot.tenantId,
    ...(bot.secret.kind === 'client-secret' && {
      secret: bot.secret.secret,
      multiTenant: bot.secret.multiTenant ?? false,
    }),
    ...(channel.endpoints && { endpoints: channel.endpoints }),
  };
}
