/** App Service's local managed identity endpoint: GET {IDENTITY_ENDPOINT}?resource=…&api-version=2019-08-01. */
import { knownService } from '../known-services.ts';
import type { ServicePrincipalRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { ServiceRequest } from '../router.ts';
import { TOKEN_EXCHANGE } from './clients.ts';
import { resolveResource } from './resources.ts';
import type { Entra } from './token-endpoint.ts';

/** `client_id`, `principal_id` or nothing for the only identity chooses who answers. */
export async function answerManagedIdentity(entra: Entra, header: string, request: ServiceRequest): Promise<Answer> {
  if (request.headers['x-identity-header'] !== header)
    return refused(401, 'The X-IDENTITY-HEADER is missing or wrong.');
  if (request.query.get('api-version') !== '2019-08-01') return refused(400, 'Unsupported api-version.');
  const resource = request.query.get('resource') ?? '';
  const identity = chosen(entra.state, request.query);
  if (identity === undefined) {
    return refused(
      400,
      'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
    );
  }
  const audience = TOKEN_EXCHANGE.includes(resource)
    ? { audience: resource, version: '2.0' as const }
    : knownService(resource) && resolveResource(entra.state, resource)?.audience;
  if (audience === undefined) {
    return refused(400, `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`);
  }
  const subject = { kind: 'app' as const, objectId: identity.id };
  const token = await entra.tokens.issue({ subject, audience, clientAppId: identity.appId });
  request.caller = identity.id;
  const expiresOn = Math.floor(entra.now().getTime() / 1000) + entra.tokens.lifetimeSeconds;
  return {
    status: 200,
    body: {
      access_token: token,
      client_id: identity.appId,
      expires_on: String(expiresOn),
      resource,
      token_type: 'Bearer',
    },
  };
}

function chosen(state: TenantState, query: URLSearchParams): ServicePrincipalRecord | undefined {
  const clientId = query.get('client_id')?.toLowerCase();
  const principalId = (query.get('principal_id') ?? query.get('object_id'))?.toLowerCase();
  return state.servicePrincipals.find(
    (one) =>
      one.servicePrincipalType === 'ManagedIdentity' &&
      (clientId === undefined || one.appId === clientId) &&
      (principalId === undefined || one.id === principalId),
  );
}

function refused(statusCode: number, message: string): Answer {
  return { status: statusCode, body: { statusCode, message } };
}
