/** Microsoft's own services that this tenant issues tokens for: their ids are the same in every tenant. */

export interface KnownService {
  name: string;
  appId: string;
  /** Resource URIs, without a trailing slash; the app id itself is accepted too. */
  resources: string[];
  /** Delegated permissions by name, with their ids. */
  scopes: Record<string, string>;
  /** Every tenant has its service principal from the start. */
  everywhere: boolean;
}

export const AZURE_MANAGEMENT: KnownService = {
  name: 'Windows Azure Service Management API',
  appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  resources: ['https://management.azure.com', 'https://management.core.windows.net'],
  scopes: { user_impersonation: '41094075-9dad-400e-a0bd-54e686782033' },
  everywhere: true,
};

export const MICROSOFT_GRAPH: KnownService = {
  name: 'Microsoft Graph',
  appId: '00000003-0000-0000-c000-000000000000',
  resources: ['https://graph.microsoft.com'],
  scopes: { 'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d' },
  everywhere: true,
};

export const DIGITAL_TWINS: KnownService = {
  name: 'Azure Digital Twins',
  appId: '0b07f429-9f4b-4714-9392-cc5e8e80c8b0',
  resources: ['https://digitaltwins.azure.net'],
  scopes: { 'Read.Write': '4589bd03-58cb-4e6c-b17f-b580e39652f8' },
  everywhere: false,
};

export const KNOWN_SERVICES: readonly KnownService[] = [AZURE_MANAGEMENT, MICROSOFT_GRAPH, DIGITAL_TWINS];

/** The service behind a resource URI or app id, a trailing slash or not; undefined for anything else. */
export function knownService(resource: string): KnownService | undefined {
  const wanted = resource.replace(/\/+$/, '').toLowerCase();
  return KNOWN_SERVICES.find((service) => service.appId === wanted || service.resources.includes(wanted));
}
