import type { AuthorizationManagementClient, Permission } from '@azure/arm-authorization';
import type { RoleDefinition, RolePermission } from '../rbac/model.ts';
import type { CallOptions } from '../tenant.ts';
import { operationOptions } from './arm-client.ts';
import { asTenantCall } from './errors.ts';
import { assertScope, subscriptionOf, trailingGuid } from './ids.ts';

const listCall = {
  call: 'ARM: list role definitions',
  permission: 'Microsoft.Authorization/roleDefinitions/read',
};

/** Built-in definitions change a few times a year, custom ones rarely. */
const maxAgeMs = 15 * 60_000;

/** Every definition usable in the subscription of `scope`, by GUID: one call, whatever roles turn up. */
export function listRoleDefinitions(
  client: AuthorizationManagementClient,
  scope: string,
  options: CallOptions,
): Promise<ReadonlyMap<string, RoleDefinition>> {
  return asTenantCall(listCall, async () => {
    const definitions = new Map<string, RoleDefinition>();
    const subscription = assertScope(subscriptionOf(scope), listCall.call);
    for await (const item of client.roleDefinitions.list(subscription, operationOptions(options))) {
      const id = trailingGuid(item.id ?? item.name ?? '');
      definitions.set(id, {
        id,
        name: item.roleName ?? id,
        type: item.roleType === 'CustomRole' ? 'CustomRole' : 'BuiltInRole',
        permissions: (item.permissions ?? []).map(readPermission),
      });
    }
    return definitions;
  });
}

/** Keeps the definitions of each subscription for 15 minutes, and shares a read under way. */
export function cacheRoleDefinitions(
  read: (scope: string, options: CallOptions) => Promise<ReadonlyMap<string, RoleDefinition>>,
  now: () => number,
): (
  scope: string,
  options: CallOptions & { having?: readonly string[] | PromiseLike<readonly string[]> },
) => Promise<ReadonlyMap<string, RoleDefinition>> {
  interface Entry {
    readAt: number;
    definitions: Promise<ReadonlyMap<string, RoleDefinition>>;
  }
  const entries = new Map<string, Entry>();

  return async function cachedRoleDefinitions(scope, { having = [], ...options }) {
    const key = subscriptionOf(scope).toLowerCase();
    const wanted = Promise.resolve(having);
    // Whoever gave the promise hears of its failure; it may fail before anything here waits for it.
    wanted.catch(() => {});
    const forget = (entry: Entry) => entries.get(key) === entry && entries.delete(key);

    for (;;) {
      const known = entries.get(key);
      if (known === undefined || now() - known.readAt >= maxAgeMs) {
        const fresh = { readAt: now(), definitions: read(scope, options) };
        entries.set(key, fresh);
        // A failed read must not be remembered.
        fresh.definitions.catch(() => forget(fresh));
        return fresh.definitions;
      }
      // Another's read ends with that one's patience; its failure is no answer to this caller.
      const [definitions, ids] = await Promise.all([known.definitions.catch(() => undefined), wanted]);
      if (definitions !== undefined && ids.every((id) => definitions.has(id))) return definitions;
      forget(known);
    }
  };
}

/** Shared with deny assignments, whose permissions have the same four lists. */
export function readPermission(permission: Permission): RolePermission {
  return {
    actions: permission.actions ?? [],
    notActions: permission.notActions ?? [],
    dataActions: permission.dataActions ?? [],
    notDataActions: permission.notDataActions ?? [],
  };
}
