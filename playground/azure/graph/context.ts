/** What every Graph operation gets, and the check of the caller's Graph permissions. */
import type { Caller, TokenService } from '../entra/tokens.ts';
import { MICROSOFT_GRAPH } from '../known-services.ts';
import type { TenantState } from '../records.ts';
import type { ServiceRequest } from '../router.ts';
import { graphError, insufficientPrivileges } from './errors.ts';

export interface GraphContext {
  state: TenantState;
  caller: Caller;
  /** Application permissions of an app, delegated permissions of a user. */
  permissions: ReadonlySet<string>;
  now: () => Date;
}

/** Throws Graph's 401. */
export async function graphCaller(
  request: ServiceRequest,
  tokens: TokenService,
  state: TenantState,
  now: () => Date,
): Promise<GraphContext> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw refused('Access token is empty.', now());
  const verified = await tokens.verify(token, [...MICROSOFT_GRAPH.resources, MICROSOFT_GRAPH.appId]);
  if (!verified.ok) {
    const messages = {
      // Graph serves every tenant; nobody of another one is known in this one.
      tenant: 'Access token validation failure. Invalid issuer.',
      invalid: 'Access token validation failure. Invalid signature.',
      expired: 'Lifetime validation failed, the token is expired.',
      audience: 'Access token validation failure. Invalid audience.',
    };
    throw refused(messages[verified.why], now());
  }
  const { caller } = verified;
  request.caller = caller.objectId;
  const granted = state.servicePrincipals.find((one) => one.id === caller.objectId)?.graphPermissions ?? [];
  return { state, caller, permissions: new Set(caller.kind === 'app' ? granted : caller.scopes), now };
}

/** Throws Graph's 403 unless the caller holds one of the permissions; Directory.Read.All stands for any read. */
export function requireOneOf(context: GraphContext, ...permissions: string[]): void {
  if ([...permissions, 'Directory.Read.All'].some((one) => context.permissions.has(one))) return;
  throw insufficientPrivileges(context.now());
}

function refused(message: string, now: Date) {
  return graphError(401, 'InvalidAuthenticationToken', message, now, { 'www-authenticate': 'Bearer realm=""' });
}
