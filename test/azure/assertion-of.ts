import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';

/**
 * The token of a managed identity that an app may take in place of a secret. Asked for without the Azure package, which
 * keeps for its whole process where it first found managed identities.
 */
export function assertionOf({ endpoints, state }: SimulatedTenant, name: string): () => Promise<string> {
  const identity = state.servicePrincipals.find(({ displayName }) => displayName === name);
  const { endpoint, header } = endpoints.managedIdentity;
  const query = new URLSearchParams({
    resource: 'api://AzureADTokenExchange',
    'api-version': '2019-08-01',
    client_id: identity?.appId ?? '',
  });
  return async () => {
    const answer = await fetch(`${endpoint}?${query}`, { headers: { 'x-identity-header': header } });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
}
