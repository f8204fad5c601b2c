/** The simulated Entra ID of one tenant: discovery, sign-in in a browser, and the token endpoint. */
import type { Answer } from '../refusal.ts';
import { type Route, route, type ServiceRequest } from '../router.ts';
import { authorizeAnswer } from './authorize.ts';
import { entraError } from './errors.ts';
import { instanceDiscovery, openIdConfiguration } from './metadata.ts';
import { type Entra, tokenAnswer } from './token-endpoint.ts';

const ROUTES: Route<Entra>[] = [
  {
    method: 'GET',
    pattern: /^\/common\/discovery\/instance$/i,
    answer: (request, _, entra) => instanceDiscovery(request.origin, entra.state.tenantId),
  },
  {
    method: 'GET',
    pattern: /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/i,
    answer(request, { tenant = '' }, entra) {
      requireTenant(entra, tenant);
      return openIdConfiguration(request.origin, entra.state.tenantId);
    },
  },
  {
    method: 'GET',
    pattern: /^\/(?<tenant>[^/]+)\/discovery\/v2\.0\/keys$/i,
    answer(_, { tenant = '' }, entra) {
      if (tenant !== 'common') requireTenant(entra, tenant);
      return { status: 200, body: entra.tokens.jwks() };
    },
  },
  {
    method: 'GET',
    pattern: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/i,
    answer(request, { tenant = '' }, entra) {
      requireTenant(entra, tenant);
      return authorizeAnswer(entra, request);
    },
  },
  {
    method: 'POST',
    pattern: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/i,
    answer(request, { tenant = '' }, entra) {
      requireTenant(entra, tenant);
      return tokenAnswer(entra, new URLSearchParams(request.body));
    },
  },
];

export async function answerEntra(entra: Entra, request: ServiceRequest): Promise<Answer> {
  return (await route(ROUTES, request, entra)) ?? { status: 404 };
}

function requireTenant({ state, now }: Entra, tenant: string): void {
  if ([state.tenantId, state.domain].includes(tenant.toLowerCase())) return;
  const message =
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct ` +
    'cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.';
  throw entraError('invalid_request', 90002, message, now());
}
