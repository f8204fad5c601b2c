/** Judges the app registration that people sign in to, against docs/on-behalf-of.md and docs/board.md. Pure. */
import type { PermissionGrant, SignInApplication } from '../tenant.ts';
import type { AppEnvironment } from './deployment.ts';
import type { Finding } from './finding.ts';
import { fixesOf } from './sign-in-app-fixes.ts';

/** What the registration has to fit. Ids in lower case. */
export interface SignInWanted {
  /** Of the registration. */
  appId: string;
  botAppId: string;
  /** Where browsers reach the bot: 'https://bot.contoso.com'. */
  publicUrl: string;
}

/** Teams as it signs people in (Teams docs, "Configure your bot app in Microsoft Entra ID"). */
const TEAMS_CLIENTS: readonly { appId: string; name: string }[] = [
  { appId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', name: 'Teams on desktops and phones' },
  { appId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', name: 'Teams on the web' },
];
const SCOPE = 'access_as_user';

/** Azure Resource Manager in every tenant, and its one delegated permission (Entra docs, first-party applications). */
export const AZURE_SERVICE_MANAGEMENT = {
  appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  scopeId: '41094075-9dad-400e-a0bd-54e686782033',
  scope: 'user_impersonation',
} as const;

/** The token service is there for regions too: 'europe.token.botframework.com'. */
const TOKEN_SERVICE = /^https:\/\/([\w-]+\.)?token\.botframework\.com\/\.auth\/web\/redirect$/i;

/** What is not to be had without the scope, and where Teams may not ask for it. */
interface Without {
  scope: string;
  client: string;
}

/** One finding for each step of setting it up. */
export function judgeRegistration(app: SignInApplication, wanted: SignInWanted): Finding[] {
  const scope = judgeScope(app, {
    scope: 'Nobody gets a token for the bot, so nobody can approve.',
    client: 'There, Teams cannot sign anybody in silently: each approver has to press a button first.',
  });
  return [judgeRedirects(app, wanted), judgeIdentifier(app, wanted), ...scope, judgePermission(app)];
}

function judgeRedirects(app: SignInApplication, { publicUrl }: SignInWanted): Finding {
  const page = `${publicUrl}/auth/end`;
  const missing = [
    ...(app.redirectUris.some((uri) => TOKEN_SERVICE.test(uri))
      ? []
      : [{ uri: 'https://token.botframework.com/.auth/web/redirect', without: 'The sign-in button on a card fails.' }]),
    ...(app.redirectUris.includes(page)
      ? []
      : [
          {
            uri: page,
            without: 'Where Azure asks for more than the sign-in in Teams, such as MFA, the sign-in fails.',
          },
        ]),
  ];
  if (missing.length === 0) return { outcome: 'ok', what: 'Both redirect addresses are registered.' };
  const uris = missing.map(({ uri }) => uri);
  return {
    outcome: 'fault',
    what: `Not among the redirect addresses of the platform Web: ${uris.join(', ')}.`,
    why: missing.map(({ without }) => without).join(' '),
    fix: fixesOf(app).redirects(uris),
  };
}

/** With the host in it, Teams takes it from cards and from the board's tab alike (Teams docs, "Update manifest for SSO"). */
export function identifierOf({ appId, publicUrl }: Pick<SignInWanted, 'appId' | 'publicUrl'>): string {
  return `api://${new URL(publicUrl).host}/botid-${appId}`;
}

function judgeIdentifier(app: SignInApplication, { appId, botAppId, publicUrl }: SignInWanted): Finding {
  const known = new RegExp(`^api://([^/]+/)?(botid-)?(${appId}|${botAppId})$`, 'i');
  const found = app.identifierUris.find((uri) => known.test(uri));
  if (found !== undefined) return { outcome: 'ok', what: `The app is called ${found}.` };
  const uri = identifierOf({ appId, publicUrl });
  return {
    outcome: 'fault',
    what: `The app has no Application ID URI such as ${uri}.`,
    why: 'Teams asks for a token for that name.',
    fix: fixesOf(app).identifier(uri),
  };
}

export function judgeScope(app: SignInApplication, without: Without): Finding[] {
  const scope = app.scopes.find(({ value }) => value === SCOPE);
  if (scope === undefined || !scope.isEnabled) {
    const fix = fixesOf(app).scope(SCOPE, scope !== undefined);
    const what = `The app ${scope === undefined ? 'exposes no' : 'has disabled the'} scope ${SCOPE}.`;
    return [{ outcome: 'fault', what, why: without.scope, fix }];
  }
  const missing = TEAMS_CLIENTS.filter(
    ({ appId }) => !app.preAuthorized.some((each) => each.appId === appId && each.scopeIds.includes(scope.id)),
  );
  const ok: Finding = { outcome: 'ok', what: `The app exposes ${SCOPE}.` };
  if (missing.length === 0) return [{ ...ok, what: `The app exposes ${SCOPE}, and Teams may ask for it.` }];
  return [
    ok,
    {
      outcome: 'warning',
      what: `Not authorized for ${SCOPE}: ${missing.map(({ appId, name }) => `${appId} (${name})`).join(', ')}.`,
      why: without.client,
      fix: fixesOf(app).preAuthorize(
        missing.map(({ appId }) => appId),
        scope.id,
      ),
    },
  ];
}

function judgePermission(app: SignInApplication): Finding {
  const { appId, scopeId, scope } = AZURE_SERVICE_MANAGEMENT;
  const asksFor = app.requiredResourceAccess.some(
    ({ resourceAppId, resourceAccess }) =>
      resourceAppId.toLowerCase() === appId && resourceAccess.some(({ id }) => id.toLowerCase() === scopeId),
  );
  if (asksFor) return { outcome: 'ok', what: `The app asks for Azure Service Management ${scope}.` };
  return {
    outcome: 'warning',
    what: `The app does not ask for Azure Service Management ${scope}.`,
    why: 'An administrator’s consent to all that it asks for does not cover it, so that approvers are asked one by one.',
    fix: fixesOf(app).permission(appId, scopeId),
  };
}

/** `armObjectId`: of Azure Service Management's service principal here. */
export function judgeConsent(app: { appId: string }, grants: readonly PermissionGrant[], armObjectId: string): Finding {
  const ofArm = grants.filter(
    ({ resourceId, scopes }) => resourceId === armObjectId && scopes.includes(AZURE_SERVICE_MANAGEMENT.scope),
  );
  if (ofArm.some(({ consentType }) => consentType === 'AllPrincipals')) {
    return { outcome: 'ok', what: 'An administrator has consented for everyone.' };
  }
  const people = new Set(ofArm.map(({ principalId }) => principalId)).size;
  const who =
    people === 0
      ? 'Nobody has consented'
      : `Only ${people === 1 ? 'one person has' : `${people} people have`} consented`;
  return {
    outcome: 'warning',
    what: `${who} to the bot acting in Azure.`,
    why: 'Every other approver is asked at the first approval, and cannot approve where the tenant leaves that to administrators.',
    fix: fixesOf(app).consent(),
  };
}

/** What the Teams app asks a token for. `uris`: what the registration is called, where that is known. */
export function judgePackage(
  { file, signIn }: AppEnvironment,
  uris: readonly string[] | undefined,
  { appId, publicUrl }: Pick<SignInWanted, 'appId' | 'publicUrl'>,
): Finding {
  const right = signIn?.appId === appId && (uris === undefined || isAmong(signIn.resource, uris));
  if (right) return { outcome: 'ok', what: `The Teams app of ${file} asks for a token of this app.` };
  const best = identifierOf({ appId, publicUrl });
  const why = 'Teams cannot sign anybody in silently: each approver has to press a button first.';
  const what = askedBy({ file, signIn });
  // The board needs this name, so it is the registration that lacks it.
  if (uris !== undefined && signIn?.appId === appId && isAmong(signIn.resource, [best])) {
    return { outcome: 'warning', what, why, fix: fixesOf({ appId, identifierUris: [...uris] }).identifier(best) };
  }
  const resource = (uris && (isAmong(best, uris) ? best : uris.find((uri) => uri.startsWith('api://')))) ?? best;
  return {
    outcome: 'warning',
    what,
    why,
    fix: {
      how: `In appPackage/manifest.json set webApplicationInfo to id ${appId} and resource ${resource}, build the package again and upload it.`,
    },
  };
}

/** What a package has Teams ask for, where it is not right. */
export function askedBy({ file, signIn }: { file: string; signIn: AppEnvironment['signIn'] }): string {
  const asked =
    signIn === undefined ? 'names no app to sign in to' : `signs in to ${signIn.appId} as ${signIn.resource}`;
  return `The Teams app of ${file} ${asked}.`;
}

export function noRegistration(appId: string, why: string): Finding {
  return {
    outcome: 'fault',
    what: `This tenant has no app registration ${appId}.`,
    why,
    fix: {
      how: 'With BOT_TYPE=UserAssignedMSI set SIGN_IN_APP_ID to one that trusts the managed identity; else compare BOT_ID and BOT_TENANT_ID with its Overview page.',
    },
  };
}

/** Entra compares them without case. */
export function isAmong(uri: string, uris: readonly string[]): boolean {
  return uris.some((each) => each.toLowerCase() === uri.toLowerCase());
}
