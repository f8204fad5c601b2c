/** Role definitions: list and get. */
import type { RoleDefinitionRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { covers } from '../scopes.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, requireScope, roleDefinitionId, scopeOf } from './context.ts';
import { armError, undashed } from './errors.ts';
import { page } from './paging.ts';

const READ = 'Microsoft.Authorization/roleDefinitions/read';

export function listRoleDefinitions(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  requireAction(state, caller, READ, scope);
  const fits = readFilter(request.query.get('$filter'), scope, state);
  const found = state.roleDefinitions.filter(fits);
  return page(
    request,
    found.map((one) => roleDefinitionJson(one, scope)),
    state.pageSize,
  );
}

export function getRoleDefinition(_: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const scope = scopeOf(state, params.scope);
  requireAction(state, caller, READ, scope);
  const name = (params.name ?? '').toLowerCase();
  const found = state.roleDefinitions.find((one) => one.name === name);
  if (found === undefined) {
    const message = `The specified role definition with ID '${undashed(name)}' does not exist.`;
    throw armError(404, 'RoleDefinitionDoesNotExist', message);
  }
  return { status: 200, body: roleDefinitionJson(found, scope) };
}

/** `type eq '…'`, `roleName eq '…'` and `atScopeAndBelow()`, joined by 'and'. */
function readFilter(
  filter: string | null,
  scope: string,
  state: TenantState,
): (definition: RoleDefinitionRecord) => boolean {
  const usableHere = (one: RoleDefinitionRecord) => one.assignableScopes.some((outer) => covers(outer, scope, state));
  if (filter === null || filter.trim() === '') return usableHere;
  let reaches = usableHere;
  const tests: ((one: RoleDefinitionRecord) => boolean)[] = [];
  for (const part of filter.trim().split(/\s+and\s+/i)) {
    const [, property, value = ''] = /^(type|roleName)\s+eq\s+'([^']*)'$/i.exec(part) ?? [];
    if (/^atScopeAndBelow\(\)$/i.test(part)) {
      reaches = (one) => usableHere(one) || one.assignableScopes.some((inner) => covers(scope, inner, state));
    } else if (property?.toLowerCase() === 'type') tests.push((one) => one.type.toLowerCase() === value.toLowerCase());
    else if (property !== undefined) tests.push((one) => one.roleName.toLowerCase() === value.toLowerCase());
    else {
      const message = `The filter '${filter}' is not supported. Supported filters are either roleName eq '{value}' or type eq 'BuiltInRole|CustomRole'.`;
      throw armError(400, 'UnsupportedQuery', message);
    }
  }
  return (one) => reaches(one) && tests.every((test) => test(one));
}

function roleDefinitionJson(one: RoleDefinitionRecord, scope: string) {
  return {
    properties: {
      roleName: one.roleName,
      type: one.type,
      description: one.description,
      assignableScopes: one.assignableScopes,
      permissions: one.permissions,
      createdOn: '2020-03-10T23:47:31.0000000Z',
      updatedOn: '2024-01-12T16:10:21.0000000Z',
      createdBy: null,
      updatedBy: null,
    },
    id: roleDefinitionId(scope, one.name),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: one.name,
  };
}
