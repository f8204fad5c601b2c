/** The demo tenant and the real clients pointed at it. */
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import { Client } from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';
import { type SimulatedTenant, startTenant, type TenantOptions } from '../../../playground/azure/simulated-tenant.ts';
import { readTenantFile, type TenantFile } from '../../../playground/azure/tenant-file.ts';

export const CONTOSO = new URL('../../../playground/tenants/contoso.json', import.meta.url).pathname;

/** Starts the demo tenant, changed by `edit` before. */
export async function startContoso(
  options: TenantOptions = {},
  edit: (file: TenantFile) => void = () => {},
): Promise<SimulatedTenant> {
  const file = await readTenantFile(CONTOSO);
  edit(file);
  const tenant = await startTenant(file, options);
  tenant.trust();
  return tenant;
}

export function subscriptionId(tenant: SimulatedTenant): string {
  return tenant.state.subscriptions[0]?.subscriptionId ?? '';
}

export function instanceId(tenant: SimulatedTenant, name = 'plant-a'): string {
  return tenant.state.instances.find((one) => one.name === name)?.id ?? '';
}

export function userId(tenant: SimulatedTenant, name: string): string {
  return tenant.state.users.find((user) => user.userPrincipalName === `${name}@contoso.com`)?.id ?? '';
}

/** The app registration of the bot itself. */
export function botApp({ state, bot }: SimulatedTenant) {
  const app = state.applications.find(({ appId }) => appId === bot.appId);
  if (app === undefined) throw new Error('The tenant has no app registration of the bot.');
  return app;
}

export function roleId(tenant: SimulatedTenant, roleName: string): string {
  return tenant.state.roleDefinitions.find((role) => role.roleName === roleName)?.name ?? '';
}

/** The credential of one of the tenant's apps; the bot's own by default. */
export function appCredential(tenant: SimulatedTenant, secret = tenant.bot.secret): ClientSecretCredential {
  return new ClientSecretCredential(tenant.tenantId, tenant.bot.appId, secret, {
    authorityHost: tenant.endpoints.authorityHost,
    disableInstanceDiscovery: true,
  });
}

/** A credential that always has this token. */
export function fixedToken(token: string): TokenCredential {
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_000_000 }) };
}

export function armClient(tenant: SimulatedTenant, credential: TokenCredential = appCredential(tenant)) {
  return new AuthorizationManagementClient(credential, subscriptionId(tenant), {
    endpoint: tenant.endpoints.arm,
    credentialScopes: 'https://management.azure.com/.default',
    retryOptions: { maxRetries: 0 },
  });
}

export function graphClient(tenant: SimulatedTenant, credential: TokenCredential = appCredential(tenant)): Client {
  return Client.initWithMiddleware({
    authProvider: new TokenCredentialAuthenticationProvider(credential, {
      scopes: ['https://graph.microsoft.com/.default'],
    }),
    baseUrl: tenant.endpoints.graph,
    customHosts: new Set(['localhost']),
  });
}

/** A plain call to ARM with someone's token, for what no client package wraps. */
export async function callArm(
  tenant: SimulatedTenant,
  path: string,
  { token, method = 'GET', body }: { token?: string; method?: string; body?: unknown } = {},
): Promise<{ status: number; headers: Headers; body: ArmBody }> {
  const answer = await fetch(`${tenant.endpoints.arm}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
}

export interface ArmBody {
  value?: Record<string, unknown>[];
  data?: Record<string, unknown>[];
  totalRecords?: number;
  nextLink?: string;
  error?: { code: string; message: string; details?: { code: string }[] };
  [name: string]: unknown;
}
