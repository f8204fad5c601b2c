import type { AppEnvironment, Deployment } from './deployment.ts';

/** The Teams apps that are built for this bot. None where they cannot be read: the check of the app package tells that. */
export function ownPackages({
  appEnvironments,
  settings,
}: Pick<Deployment, 'appEnvironments' | 'settings'>): Promise<AppEnvironment[]> {
  return appEnvironments().then(
    (all) => all.filter(({ botId }) => botId === settings.appId),
    () => [],
  );
}
