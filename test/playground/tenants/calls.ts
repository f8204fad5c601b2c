/** The calls that a tenant file's story is about, made by the real clients and as real requests. */
import { ClientSecretCredential, OnBehalfOfCredential } from '@azure/identity';
import { allows } from '../../../playground/azure/access.ts';
import type { DataPlaneAnswer, DataPlaneRequest, SimulatedTenant } from '../../../playground/azure/simulated-tenant.ts';

export const ADT = 'https://digitaltwins.azure.net';

export const QUERY = { method: 'POST', path: '/query', body: { query: 'SELECT * FROM digitaltwins' } };
const PUMP = { '@id': 'dtmi:contoso:Pump;1', '@type': 'Interface', '@context': 'dtmi:dtdl:context;3' };
export const UPLOAD = { method: 'POST', path: '/models', body: [PUMP] };

function hostOf(tenant: SimulatedTenant, instance = 'plant-a'): string {
  return tenant.state.instances.find((one) => one.name === instance)?.hostName ?? '';
}

/** A call by a person, with the token that this person's tools get. */
export async function byPerson(
  tenant: SimulatedTenant,
  userPrincipalName: string,
  call: DataPlaneRequest = QUERY,
  instance?: string,
): Promise<DataPlaneAnswer> {
  const token = await tenant.signIn(userPrincipalName, ADT);
  return tenant.dataPlane(hostOf(tenant, instance), { ...call, token });
}

/** A query by an app that signs in as itself with its secret. Rejects with Entra's error when it gets no token. */
export async function byApp(tenant: SimulatedTenant, name: string): Promise<DataPlaneAnswer> {
  const { appId, secret } = registration(tenant, name);
  const credential = new ClientSecretCredential(tenant.tenantId, appId, secret, optionsOf(tenant));
  return byToken(tenant, credential);
}

/** A query by an app for a signed-in person. Rejects with Entra's error when it gets no token. */
export async function byAppFor(
  tenant: SimulatedTenant,
  name: string,
  userPrincipalName: string,
): Promise<DataPlaneAnswer> {
  const { appId, secret } = registration(tenant, name);
  const userAssertionToken = await tenant.signIn(userPrincipalName, appId);
  const app = { tenantId: tenant.tenantId, clientId: appId, clientSecret: secret };
  return byToken(tenant, new OnBehalfOfCredential({ ...app, userAssertionToken, ...optionsOf(tenant) }));
}

/** A query by a managed identity, which has no secret. */
export async function byManagedIdentity(tenant: SimulatedTenant, name: string): Promise<DataPlaneAnswer> {
  const identity = tenant.state.servicePrincipals.find((one) => one.displayName === name);
  const token = await tenant.appToken(identity?.appId ?? '', ADT);
  return tenant.dataPlane(hostOf(tenant), { ...QUERY, token });
}

/**
 * What another resource answers to whoever asks it: the simulated tenant serves only Azure Digital Twins, and knows who may
 * do what elsewhere. `by` is nobody where the instance has no identity.
 */
export async function byOther(
  tenant: SimulatedTenant,
  by: string | undefined,
  dataAction: string,
  resource: string,
): Promise<DataPlaneAnswer> {
  const scope = tenant.state.resources.find(({ name }) => name === resource)?.id ?? '';
  const allowed = by !== undefined && allows(tenant.state, by, dataAction, 'data', scope);
  return { status: allowed ? 200 : 403, body: '', headers: {} };
}

async function byToken(
  tenant: SimulatedTenant,
  credential: { getToken(scope: string): Promise<{ token: string }> },
): Promise<DataPlaneAnswer> {
  const { token } = await credential.getToken(`${ADT}/.default`);
  return tenant.dataPlane(hostOf(tenant), { ...QUERY, token });
}

function registration(tenant: SimulatedTenant, name: string): { appId: string; secret: string } {
  const app = tenant.state.applications.find((one) => one.displayName === name);
  // One that nobody registered is called by its app id.
  return { appId: app?.appId ?? name, secret: app?.secrets[0] ?? 'a-secret-of-nobody' };
}

function optionsOf(tenant: SimulatedTenant) {
  return { authorityHost: tenant.endpoints.authorityHost, disableInstanceDiscovery: true };
}
