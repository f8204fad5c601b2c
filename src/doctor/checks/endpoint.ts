import type { Check } from '../check.ts';

/** Whether the bot can be reached where Teams sends messages to. */
export const endpoint: Check = {
  id: 'endpoint',
  title: 'Messaging endpoint',
  async run({ settings: { publicUrl }, get }, options) {
    if (publicUrl === undefined) {
      return [
        {
          outcome: 'unknown',
          what: 'Whether Teams reaches the bot is not checked.',
          why: 'PUBLIC_URL is not set.',
          fix: { how: 'Set PUBLIC_URL to the address of the bot, such as https://adt-support.contoso.com.' },
        },
      ];
    }
    if (!URL.canParse(publicUrl) || new URL(publicUrl).protocol !== 'https:') {
      const fix = {
        how: 'Set PUBLIC_URL to an address that begins with https://, and the messaging endpoint of the Azure Bot too.',
      };
      return [
        {
          outcome: 'fault',
          what: `PUBLIC_URL is no https address: ${publicUrl}.`,
          why: 'Teams sends to https only.',
          fix,
        },
      ];
    }
    const base = publicUrl.replace(/\/+$/, '');
    const messages = `Messaging endpoint of the Azure Bot: ${base}/api/messages.`;
    const fix = { how: `Start the bot, and let the proxy in front of it hand on what comes to ${base}. ${messages}` };
    try {
      const { status, body } = await get(`${base}/healthz`, options);
      if (status === 200 && /"status"\s*:\s*"ok"/.test(body))
        return [{ outcome: 'ok', what: `The bot answers at ${base}. ${messages}` }];
      const why = `GET ${base}/healthz answered ${status}${status === 200 ? ', and not as the bot does' : ''}.`;
      return [{ outcome: 'fault', what: `Something else than the bot answers at ${base}.`, why, fix }];
    } catch (error) {
      const why = `GET ${base}/healthz: ${reasonOf(error)}.`;
      return [{ outcome: 'fault', what: `Nothing answers at ${base}.`, why, fix }];
    }
  },
};

/** What fetch throws keeps the reason in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
