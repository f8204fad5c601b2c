/**
 * GET /{tenant}/oauth2/v2.0/authorize: sign-in in a browser. In place of a password there is a page of people to choose
 * from; a program chooses with `sign_in_as`, or cancels with `cancel`. Whoever is asked for multi-factor authentication
 * does it.
 */
import { randomBytes } from 'node:crypto';
import type { Answer } from '../refusal.ts';
import type { ServiceRequest } from '../router.ts';
import { acrsAskedFor } from './claims.ts';
import { knownApplication } from './clients.ts';
import { entraError } from './errors.ts';
import type { Entra } from './token-endpoint.ts';

/** What a code stands for until it is redeemed. */
export interface IssuedCode {
  clientId: string;
  redirectUri: string;
  userId: string;
  scope: string;
  nonce: string;
  codeChallenge: string;
  acrs: string[];
}

export function authorizeAnswer(entra: Entra, request: ServiceRequest): Answer {
  const { query } = request;
  const application = knownApplication(entra, query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!application.redirectUris.includes(redirectUri)) {
    const message =
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the ` +
      `application '${application.appId}'. Make sure the redirect URI sent in the request matches one added to your ` +
      'application in the Azure portal.';
    throw entraError('invalid_request', 50011, message, entra.now());
  }
  const back = (answer: Record<string, string>): Answer => {
    const address = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...answer, state: query.get('state') ?? '' })) {
      address.searchParams.set(name, value);
    }
    return { status: 302, headers: { location: address.href } };
  };
  if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge')) {
    return back({
      error: 'invalid_request',
      error_description: 'AADSTS501491: Invalid size of Code_Challenge parameter.',
    });
  }
  if (query.has('cancel')) {
    return back({
      error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent to access the app.',
    });
  }
  const user = entra.state.users.find((one) => one.userPrincipalName === query.get('sign_in_as'));
  if (user === undefined) return choice(entra, request);
  const code = randomBytes(32).toString('base64url');
  const asked = acrsAskedFor(query.get('claims'));
  entra.codes.set(code, {
    clientId: application.appId,
    redirectUri,
    userId: user.id,
    scope: query.get('scope') ?? '',
    nonce: query.get('nonce') ?? '',
    codeChallenge: query.get('code_challenge') ?? '',
    acrs: entra.state.mfa === 'azure-sign-in' ? [...new Set(['p1', ...asked])] : asked,
  });
  return back({ code });
}

function choice({ state }: Entra, { path, query }: ServiceRequest): Answer {
  const people = state.users.map(({ displayName, userPrincipalName }) => {
    const chosen = new URLSearchParams([...query, ['sign_in_as', userPrincipalName]]);
    return `<li><a href="${escaped(`${path}?${chosen}`)}">${escaped(`${displayName} (${userPrincipalName})`)}</a></li>`;
  });
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>Sign in</title><h1>Sign in to ${escaped(state.displayName)} as</h1><ul>${people.join('')}</ul>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
