/** POST /{tenant}/oauth2/v2.0/token: client credentials, on-behalf-of, and the code of a sign-in in a browser. */
import { createHash, randomUUID } from 'node:crypto';
import { AZURE_MANAGEMENT } from '../known-services.ts';
import type { ApplicationRecord, ServicePrincipalRecord, TenantState, UserRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { IssuedCode } from './authorize.ts';
import { acrsClaims, saysCapable } from './claims.ts';
import { authenticatedApp } from './clients.ts';
import { entraError } from './errors.ts';
import { type Audience, resolveResource, resourceOfScope } from './resources.ts';
import type { TokenService } from './tokens.ts';

export interface Entra {
  state: TenantState;
  tokens: TokenService;
  /** Issued and not redeemed. */
  codes: Map<string, IssuedCode>;
  now: () => Date;
}

const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export async function tokenAnswer(entra: Entra, form: URLSearchParams): Promise<Answer> {
  const now = entra.now();
  const grant = form.get('grant_type');
  if (grant === 'client_credentials') return clientCredentials(entra, form);
  if (grant === ON_BEHALF_OF) return onBehalfOf(entra, form);
  if (grant === 'authorization_code') return authorizationCode(entra, form);
  if (!grant) {
    const message = "The request body must contain the following parameter: 'grant_type'.";
    throw entraError('invalid_request', 900144, message, now);
  }
  throw entraError('unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`, now);
}

async function clientCredentials(entra: Entra, form: URLSearchParams): Promise<Answer> {
  const { application, servicePrincipal } = await authenticatedApp(entra, form);
  const scope = wantedScopes(form)[0] ?? '';
  if (!scope.endsWith('/.default')) {
    const message =
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with ` +
      '/.default suffixed to the resource identifier (application ID URI).';
    throw entraError('invalid_scope', 1002012, message, entra.now());
  }
  const { audience } = wantedResource(entra, resourceOfScope(scope));
  const subject = { kind: 'app' as const, objectId: servicePrincipal.id };
  return tokenJson(entra, await entra.tokens.issue({ subject, audience, clientAppId: application.appId }));
}

async function onBehalfOf(entra: Entra, form: URLSearchParams): Promise<Answer> {
  const now = entra.now();
  const { application, servicePrincipal } = await authenticatedApp(entra, form);
  const { user, acrs } = await assertedUser(entra, form.get('assertion') ?? '', application.appId);
  const [scope = ''] = wantedScopes(form);
  const resource = resourceOf(scope);
  const { audience, servicePrincipal: target } = wantedResource(entra, resource);
  const granted = consentedScopes(entra.state, servicePrincipal, target, user.id);
  const asked = scope.slice(resource.length + 1);
  if (granted.length === 0 && asked === '.default') requireRequested(application, target, resource, now);
  if (granted.length === 0 || (asked !== '.default' && !granted.includes(asked))) {
    const message =
      `The user or administrator has not consented to use the application with ID '${application.appId}' named ` +
      `'${application.displayName}'. Send an interactive authorization request for this user and resource.`;
    throw entraError('invalid_grant', 65001, message, now, { suberror: 'consent_required' });
  }
  if (entra.state.mfa === 'azure-sign-in' && target.appId === AZURE_MANAGEMENT.appId && !acrs.includes('p1')) {
    const message =
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use ' +
      `multi-factor authentication to access '${target.appId}'.`;
    throw entraError('invalid_grant', 50076, message, now, { suberror: 'basic_action', claims: acrsClaims });
  }
  const token = await entra.tokens.issue({
    subject: subjectOf(user),
    audience,
    clientAppId: application.appId,
    scope: granted.join(' '),
    acrs,
    capable: saysCapable(form.get('claims')),
  });
  return tokenJson(entra, token, granted.map((one) => `${resource.replace(/\/$/, '')}/${one}`).join(' '));
}

/** A token for the resource, and an id token. Whoever signs in here consents to what the app asks for. */
async function authorizationCode(entra: Entra, form: URLSearchParams): Promise<Answer> {
  const now = entra.now();
  const { application, servicePrincipal } = await authenticatedApp(entra, form);
  const code = form.get('code') ?? '';
  const issued = entra.codes.get(code);
  entra.codes.delete(code);
  const user = entra.state.users.find((one) => one.id === issued?.userId);
  if (issued === undefined || user === undefined || issued.clientId !== application.appId) {
    const message =
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.';
    throw entraError('invalid_grant', 54005, message, now);
  }
  if (issued.redirectUri !== form.get('redirect_uri')) {
    const message = 'The reply address does not match the redirect URIs of the sign-in request.';
    throw entraError('invalid_client', 500112, message, now);
  }
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (challenge !== issued.codeChallenge) {
    const message = 'The Code_Verifier does not match the code_challenge supplied in the authorization request.';
    throw entraError('invalid_grant', 501481, message, now);
  }
  const [scope = ''] = wantedScopes(new URLSearchParams({ scope: issued.scope }));
  const resource = resourceOf(scope);
  const { audience, servicePrincipal: target } = wantedResource(entra, resource);
  consent(entra.state, servicePrincipal, target, user.id, scope.slice(resource.length + 1));
  const client = { subject: subjectOf(user), clientAppId: application.appId };
  const granted = consentedScopes(entra.state, servicePrincipal, target, user.id).join(' ');
  const capable = saysCapable(form.get('claims'));
  const token = await entra.tokens.issue({ ...client, audience, scope: granted, acrs: issued.acrs, capable });
  const own = { audience: application.appId, version: '2.0' as const };
  const idToken = await entra.tokens.issue({ ...client, audience: own, nonce: issued.nonce });
  const answer = tokenJson(entra, token, scope);
  return { ...answer, body: { ...(answer.body as object), id_token: idToken } };
}

function subjectOf({ id, userPrincipalName, displayName }: UserRecord) {
  return { kind: 'user' as const, objectId: id, userPrincipalName, name: displayName };
}

function resourceOf(scope: string): string {
  return resourceOfScope(scope.endsWith('/.default') ? scope : scope.replace(/\/[^/]*$/, ''));
}

function consent(
  state: TenantState,
  client: ServicePrincipalRecord,
  resource: ServicePrincipalRecord,
  userId: string,
  scope: string,
): void {
  if (consentedScopes(state, client, resource, userId).includes(scope)) return;
  state.permissionGrants.push({
    id: randomUUID(),
    clientId: client.id,
    resourceId: resource.id,
    consentType: 'Principal',
    principalId: userId,
    scope,
  });
}

/** The user of the assertion, which must be a token for this very app, and what that sign-in fulfilled. */
async function assertedUser(entra: Entra, assertion: string, appId: string) {
  const now = entra.now();
  const verified = await entra.tokens.verify(assertion, [appId, `api://${appId}`, `api://botid-${appId}`]);
  if (!verified.ok) {
    if (verified.why === 'expired') {
      const message =
        'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.';
      throw entraError('invalid_grant', 500133, message, now);
    }
    if (verified.why === 'audience') {
      const message = `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${verified.audience}' and the expected audience is '${appId}' or one of the Application Uris of this application with App ID '${appId}'.`;
      throw entraError('invalid_grant', 500131, message, now);
    }
    throw entraError('invalid_grant', 50013, 'Assertion failed signature validation.', now);
  }
  if (verified.caller.kind === 'app') {
    const message = `Application '${verified.caller.appId}' is not allowed to make application on-behalf-of calls.`;
    throw entraError('invalid_grant', 7000114, message, now);
  }
  const user = entra.state.users.find((one) => one.id === verified.caller.objectId);
  if (user === undefined) {
    const message =
      'The user account does not exist in the directory. To sign into this application, the account must be added to the directory.';
    throw entraError('invalid_grant', 50034, message, now);
  }
  if (!user.accountEnabled) throw entraError('invalid_grant', 50057, 'The user account is disabled.', now);
  return { user, acrs: verified.caller.acrs };
}

/** '.default' asks for what the registration lists; for a resource that it does not list at all there is nothing to ask. */
function requireRequested(
  { appId, displayName, requiredResourceAccess }: ApplicationRecord,
  target: ServicePrincipalRecord,
  resource: string,
  now: Date,
): void {
  const listed = requiredResourceAccess.map(({ resourceAppId }) => resourceAppId);
  if (listed.includes(target.appId)) return;
  const message =
    'Invalid resource. The client has requested access to a resource which is not listed in the requested permissions ' +
    `in the client's application registration. Client app ID: ${appId}(${displayName}). Resource value from request: ` +
    `${resource}. Resource app ID: ${target.appId}. List of valid resources from app registration: ${listed.join(', ')}.`;
  throw entraError('invalid_client', 650057, message, now);
}

function consentedScopes(
  state: TenantState,
  client: ServicePrincipalRecord,
  resource: ServicePrincipalRecord,
  userId: string,
): string[] {
  const grants = state.permissionGrants.filter(
    (grant) =>
      grant.clientId === client.id &&
      grant.resourceId === resource.id &&
      (grant.consentType === 'AllPrincipals' || grant.principalId === userId),
  );
  return [...new Set(grants.flatMap((grant) => grant.scope.split(' ').filter((scope) => scope !== '')))];
}

/** The scopes that name a resource; the OpenID ones that the client library adds are left out. */
function wantedScopes(form: URLSearchParams): string[] {
  const openId = new Set(['openid', 'profile', 'offline_access', 'email']);
  return (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !openId.has(scope));
}

function wantedResource(
  entra: Entra,
  resource: string,
): { servicePrincipal: ServicePrincipalRecord; audience: Audience } {
  const found = resolveResource(entra.state, resource);
  if (found !== undefined) return found;
  const message =
    `The resource principal named ${resource} was not found in the tenant named ${entra.state.displayName}. This can ` +
    'happen if the application has not been installed by the administrator of the tenant or consented to by any user in ' +
    'the tenant. You might have sent your authentication request to the wrong tenant.';
  throw entraError('invalid_resource', 500011, message, entra.now());
}

function tokenJson(entra: Entra, token: string, scope?: string): Answer {
  const seconds = entra.tokens.lifetimeSeconds;
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: {
      token_type: 'Bearer',
      ...(scope === undefined ? {} : { scope }),
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: token,
    },
  };
}
