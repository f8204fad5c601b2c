import type { Check } from '../check.ts';
import type { AppEnvironment, Deployment } from '../deployment.ts';
import type { Finding } from '../finding.ts';

/** Whether the Teams app that is built from env/ and appPackage/ is this bot's. */
export const appPackage: Check = {
  id: 'app-package',
  title: 'Teams app package',
  run: async ({ appEnvironments, settings }) => judgePackages(await appEnvironments(), settings),
};

export function judgePackages(
  environments: readonly AppEnvironment[],
  { appId, publicUrl }: Pick<Deployment['settings'], 'appId' | 'publicUrl'>,
): Finding[] {
  const named = environments.filter(({ botId }) => botId !== undefined);
  const ours = named.filter(({ botId }) => botId === appId);
  if (named.length === 0) {
    return [
      {
        outcome: 'unknown',
        what: 'Which bot the Teams app is for is not checked.',
        why: 'No file env/.env.* names a BOT_ID.',
      },
    ];
  }
  if (ours.length === 0) {
    return [
      {
        outcome: 'warning',
        what: `The Teams app is for another bot: ${named.map(({ file, botId }) => `${file} has BOT_ID=${botId}`).join(', ')}.`,
        why: `This bot is ${appId}. In an app for another bot, messages never come here.`,
        fix: { how: 'Set BOT_ID in the env file of this deployment, build the package again and upload it.' },
      },
    ];
  }
  return ours.map(({ file, domain }) => judgeDomain(file, domain, publicUrl));
}

function judgeDomain(file: string, domain: string | undefined, publicUrl: string | undefined): Finding {
  const host = publicUrl !== undefined && URL.canParse(publicUrl) ? new URL(publicUrl).host : undefined;
  if (host === undefined || domain === undefined || domain === host)
    return { outcome: 'ok', what: `${file} names this bot.` };
  return {
    outcome: 'warning',
    what: `${file} has BOT_DOMAIN=${domain}, and PUBLIC_URL is at ${host}.`,
    why: 'Teams opens pages of the domains in the package only.',
    fix: { how: `Set BOT_DOMAIN=${host} there, build the package again and upload it.` },
  };
}
