/** Who calls ARM, and whether he may. */
import { type AccessTenant, decideAccess } from '../access.ts';
import type { RoleAssignmentAttributes } from '../delegation-condition.ts';
import type { Caller, TokenService } from '../entra/tokens.ts';
import { AZURE_MANAGEMENT } from '../known-services.ts';
import type { TenantState } from '../records.ts';
import type { ServiceRequest } from '../router.ts';
import { armError } from './errors.ts';

const AUDIENCES = AZURE_MANAGEMENT.resources;

/** The caller of a request, its token checked. Throws ARM's 401. */
export async function armCaller(
  request: ServiceRequest,
  tokens: TokenService,
  tenantId: string,
  now: Date,
): Promise<Caller> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    const message = "Authentication failed. The 'Authorization' header is missing.";
    throw unauthenticated('AuthenticationFailed', message, tenantId, 'invalid_token');
  }
  const verified = await tokens.verify(token, AUDIENCES);
  if (verified.ok) {
    request.caller = verified.caller.objectId;
    return verified.caller;
  }
  if (verified.why === 'expired') {
    const times = `expiry UTC time '${usTime(verified.expiresAt)}' is earlier than current UTC time '${usTime(now)}'`;
    throw unauthenticated('ExpiredAuthenticationToken', `The access token ${times}.`, tenantId, 'invalid_token');
  }
  if (verified.why === 'audience') {
    const allowed = AUDIENCES.flatMap((one) => [`'${one}/'`, `'${one}'`]).join(',');
    const message =
      `The access token has been obtained for wrong audience or resource '${verified.audience}'. It should exactly ` +
      `match with one of the allowed audiences ${allowed}.`;
    throw unauthenticated('InvalidAuthenticationTokenAudience', message, tenantId, 'invalid_token');
  }
  if (verified.why === 'tenant') {
    const issuer = (id: string) => `'https://sts.windows.net/${id}/'`;
    const message =
      `The access token is from the wrong issuer ${issuer(verified.tenantId)}. It must match the tenant ` +
      `${issuer(tenantId)} associated with this subscription. Please use the authority (URL) ` +
      `'https://login.windows.net/${tenantId}' to get the token. Note, if the subscription is transferred to another ` +
      'tenant there is no impact to the services, but information about new tenant could take time to propagate (up to ' +
      'an hour). If you just transferred your subscription and see this error message, please try back later.';
    throw unauthenticated('InvalidAuthenticationTokenTenant', message, tenantId, 'invalid_token');
  }
  throw unauthenticated('InvalidAuthenticationToken', 'The access token is invalid.', tenantId, 'invalid_token');
}

/** Throws ARM's 403 unless the caller may do `action` at `scope`. */
export function requireAction(
  state: AccessTenant,
  caller: Caller,
  action: string,
  scope: string,
  attributes?: RoleAssignmentAttributes,
): void {
  const decision = decideAccess(state, caller.objectId, action, 'control', scope, attributes);
  if (decision.outcome === 'allowed') return;
  const client = `The client '${caller.userPrincipalName ?? caller.appId}' with object id '${caller.objectId}'`;
  if (decision.outcome === 'denied') {
    const { denyAssignmentName, name, scope: deniedAt } = decision.by;
    throw armError(
      403,
      'DenyAssignmentAuthorizationFailed',
      `${client} has permission to perform action '${action}' on scope '${scope}'; however, the access is denied because ` +
        `of the deny assignment with name '${denyAssignmentName}' and Id '${name.replaceAll('-', '')}' at scope '${deniedAt}'.`,
    );
  }
  const lacks =
    decision.outcome === 'condition-not-fulfilled'
      ? 'does not have authorization or an ABAC condition not fulfilled to perform action'
      : 'does not have authorization to perform action';
  throw armError(
    403,
    'AuthorizationFailed',
    `${client} ${lacks} '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, ` +
      'please refresh your credentials.',
  );
}

export function mayDo(state: TenantState, caller: Caller, action: string, scope: string): boolean {
  return decideAccess(state, caller.objectId, action, 'control', scope).outcome === 'allowed';
}

function unauthenticated(code: string, message: string, tenantId: string, error: string) {
  const challenge =
    `Bearer authorization_uri="https://login.microsoftonline.com/${tenantId}", error="${error}", ` +
    `error_description="${message.replaceAll('"', "'")}"`;
  return armError(401, code, message, { 'www-authenticate': challenge, 'x-ms-failure-cause': 'gateway' });
}

/** ARM writes these times in the American form: '8/17/2017 10:54:41 PM'. */
function usTime(time: Date): string {
  return time.toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', '');
}
