/** What a token can be asked for: Microsoft's services, or an app's own API. */
import { knownService } from '../known-services.ts';
import type { ServicePrincipalRecord, TenantState } from '../records.ts';

/** The `aud` of a token, and the token version its resource takes. */
export interface Audience {
  audience: string;
  version: '1.0' | '2.0';
}

const GUID_AT_END = /(?:^|[/-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** 'https://management.azure.com//.default' → 'https://management.azure.com/': only '/.default' is cut off. */
export function resourceOfScope(scope: string): string {
  return scope.replace(/\/\.default$/, '');
}

/**
 * The service principal behind a resource and the audience of its tokens. Microsoft's own services get version 1.0
 * tokens whose audience is the resource as it was asked for; an app's API ('api://botid-{id}', '{id}') gets version 2.0
 * tokens whose audience is its app id. Undefined when the tenant has no such service principal.
 */
export function resolveResource(
  state: TenantState,
  resource: string,
): { servicePrincipal: ServicePrincipalRecord; audience: Audience } | undefined {
  const service = knownService(resource);
  const appId = service?.appId ?? GUID_AT_END.exec(resource)?.[1]?.toLowerCase();
  const servicePrincipal = state.servicePrincipals.find((one) => one.appId === appId);
  if (servicePrincipal === undefined || appId === undefined) return undefined;
  if (service !== undefined) return { servicePrincipal, audience: { audience: resource, version: '1.0' } };
  return { servicePrincipal, audience: { audience: appId, version: '2.0' } };
}
