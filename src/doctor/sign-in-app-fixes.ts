import type { SignInApplication } from '../tenant.ts';
import type { Fix } from './finding.ts';

const WHO = 'An administrator of the directory, or an owner of the app registration';

/** What mends an app registration. A list that is set takes the place of the one that is there, so that one is repeated. */
export function fixesOf(app: { appId: string } & Partial<SignInApplication>) {
  const { appId, redirectUris = [], identifierUris = [], scopes = [], preAuthorized = [] } = app;
  const update = (what: string, list: readonly string[]) =>
    `az ad app update --id ${appId} ${what} ${list.map(quoted).join(' ')}`;
  const patch = (body: string) =>
    `az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='${appId}')" --body ${body}`;

  return {
    redirects: (missing: readonly string[]): Fix => ({
      how: `${WHO}: Authentication → Web → add ${missing.join(' and ')}.`,
      commands: [update('--web-redirect-uris', [...redirectUris, ...missing])],
    }),
    identifier: (uri: string): Fix => ({
      how: `${WHO}: Expose an API → Application ID URI.`,
      commands: [update('--identifier-uris', [...identifierUris, uri])],
    }),
    scope(name: string, isThere: boolean): Fix {
      const how = `${WHO}: Expose an API → ${isThere ? `enable ${name}` : `add the scope ${name}, which admins and users can consent to`}.`;
      if (scopes.length > 0) return { how };
      const text = [
        'adminConsentDisplayName',
        'adminConsentDescription',
        'userConsentDisplayName',
        'userConsentDescription',
      ]
        .map((field) => `"${field}":"Sign in to ADT Support"`)
        .join(',');
      const scope = `{"id":"'$(uuidgen)'","value":"${name}","type":"User","isEnabled":true,${text}}`;
      return { how, commands: [patch(`'{"api":{"oauth2PermissionScopes":[${scope}]}}'`)] };
    },
    preAuthorize(clients: readonly string[], scopeId: string): Fix {
      const others = preAuthorized.filter((each) => !clients.includes(each.appId));
      const known = (client: string) => preAuthorized.find((each) => each.appId === client)?.scopeIds ?? [];
      const all = [
        ...others,
        ...clients.map((client) => ({ appId: client, scopeIds: [...known(client), scopeId] })),
      ].map((each) => ({ appId: each.appId, delegatedPermissionIds: each.scopeIds }));
      return {
        how: `${WHO}: Expose an API → Add a client application → ${clients.join(' and ')}.`,
        commands: [patch(quoted(JSON.stringify({ api: { preAuthorizedApplications: all } })))],
      };
    },
    permission: (resourceAppId: string, scopeId: string): Fix => ({
      how: `${WHO}: API permissions → Azure Service Management → delegated → user_impersonation; then consent.`,
      commands: [
        `az ad app permission add --id ${appId} --api ${resourceAppId} --api-permissions ${scopeId}=Scope`,
        consent(),
      ],
    }),
    consent: (): Fix => ({
      how: 'An administrator of the directory: API permissions → Grant admin consent.',
      commands: [consent()],
    }),
    servicePrincipal: (): Fix => ({
      how: `${WHO}: make the service principal of the app in this tenant.`,
      commands: [`az ad sp create --id ${appId}`],
    }),
  };

  function consent(): string {
    return `az ad app permission admin-consent --id ${appId}`;
  }
}

/** For a shell, whatever an address that somebody registered holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
