import { TenantError } from '../tenant.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The name of a group may have letters of any alphabet; a name of dots alone would lead up the path. */
const name = String.raw`(?!\.+(?:/|$))[\p{L}\p{N}_.()-]{1,100}`;
const scope = new RegExp(
  String.raw`^/subscriptions/[0-9a-f-]{36}(/resourceGroups/${name}(/providers/(?!\.+/)[\w.]{1,100}(/[\w-]{1,100}/${name}){1,3})?)?$`,
  'iu',
);
const assignment = /^(.+)\/providers\/Microsoft\.Authorization\/roleAssignments\/([^/]+)$/i;

/**
 * Object ids and scopes are put into URLs and filters by the ARM client without encoding, so only the real thing may
 * pass: a GUID, or a subscription, group or resource id.
 */
export function assertGuid(value: string, call: string): string {
  if (!guid.test(value))
    throw new TenantError(`${call}: '${value.slice(0, 60)}' is not an object id.`, { code: 'rejected', call });
  return value.toLowerCase();
}

export function isGuid(value: string | undefined): value is string {
  return value !== undefined && guid.test(value);
}

/** The scope as the ARM client puts it into a path: without its leading slash, which the client adds. */
export function assertScope(value: string, call: string): string {
  if (!scope.test(value))
    throw new TenantError(`${call}: '${value.slice(0, 80)}' is not an Azure resource id.`, { code: 'rejected', call });
  return value.slice(1);
}

/** The full id of a role assignment, as the ARM client puts it into a path. */
export function assertAssignmentId(value: string, call: string): string {
  const [, at = '', own = ''] = assignment.exec(value) ?? [];
  if (!scope.test(at) || !guid.test(own))
    throw new TenantError(`${call}: '${value.slice(0, 80)}' is not the id of a role assignment.`, {
      code: 'rejected',
      call,
    });
  return value.slice(1);
}

/** The trailing GUID of a role definition or assignment id, lower case (the id has several forms, the GUID only one). */
export function trailingGuid(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}

/** `/subscriptions/{id}` of any scope below it. */
export function subscriptionOf(scope: string): string {
  return scope.split('/').slice(0, 3).join('/');
}

/** A role definition as the subscription of `scope` names it. */
export function roleDefinitionId(scope: string, roleId: string): string {
  return `${subscriptionOf(scope)}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
}
