import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const refusal = sieved(
  /\b(AuthorizationFailed|DenyAssignmentAuthorizationFailed|LinkedAuthorizationFailed|LinkedAccessCheckFailed|RequestDisallowedByPolicy|RoleAssignmentScopeNotAllowed|ReadOnlyDisabledSubscription|ScopeLocked)\b/,
);
const sentence = sieved(/(?:does|do) not have (?:authorization|permissions?) to perform action\b/);
/** ARM's own codes that are no 403, with their status ('Common Azure Resource Manager errors'). */
const others: ReadonlyMap<string, number> = new Map([
  ['InvalidAuthenticationToken', 401],
  ['InvalidAuthenticationTokenTenant', 401],
  ['ExpiredAuthenticationToken', 401],
  ['AuthenticationFailedMissingToken', 401],
  ['SubscriptionNotFound', 404],
  ['ResourceGroupNotFound', 404],
  ['ParentResourceNotFound', 404],
  ['InvalidResourceType', 404],
  ['RoleAssignmentExists', 409],
  ['MissingSubscriptionRegistration', 409],
  ['PrincipalNotFound', 400],
  ['RoleAssignmentLimitExceeded', 400],
  ['RoleAssignmentUpdateNotPermitted', 403],
]);
const other = new RegExp(`\\b(${[...others.keys()].join('|')})\\b`);

/** Azure Resource Manager: a right on resources is missing, not on the data in them. */
export const arm: Format = (text) => {
  const errorCode = refusal.exec(text)?.[1] ?? (sentence.test(text) ? 'AuthorizationFailed' : undefined);
  if (errorCode !== undefined) {
    return {
      service: 'arm',
      status: errorCode === 'ScopeLocked' || errorCode.startsWith('ReadOnly') ? 409 : 403,
      errorCode,
    };
  }
  const code = other.exec(text)?.[1];
  const status = code === undefined ? undefined : others.get(code);
  return code === undefined || status === undefined ? undefined : { service: 'arm', status, errorCode: code };
};
