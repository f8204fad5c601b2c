import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { RoleDefinition, RolePermission } from '../rbac/model.ts';
import type { CallOptions } from '../tenant.ts';
import { listFromArm, unreadable } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { assertScope, subscriptionOf, trailingGuid } from './ids.ts';
import { isRecord } from './is-record.ts';

const listCall = {
  call: 'ARM: list role definitions',
  permission: 'Microsoft.Authorization/roleDefinitions/read',
};

/** Built-in definitions change a few times a year, custom ones rarely. */
const maxAgeMs = 15 * 60_000;

/** A role that was deleted stays in assignments; one that was just made is not everywhere at once. */
const absentForMs = 60_000;

/**
 * Every definition usable in the subscription of `scope`, by GUID: one call, whatever roles turn up. Azure has hundreds, so
 * they are read without the typed client.
 */
export async function listRoleDefinitions(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  scope: string,
  options: CallOptions,
): Promise<ReadonlyMap<string, RoleDefinition>> {
  const subscription = assertScope(subscriptionOf(scope), listCall.call);
  const path = `/${subscription}/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01`;
  const definitions = (await listFromArm(client, cloud, path, listCall, options)).map(readDefinition);
  return new Map(definitions.map((definition) => [definition.id, definition]));
}

interface Entry {
  readAt: number;
  definitions: Promise<ReadonlyMap<string, RoleDefinition>>;
  underWay: boolean;
  /** Those that were needed and not there, and when that was read. */
  absent: Map<string, number>;
}

/**
 * Keeps the definitions of each subscription for 15 minutes, and shares a read under way. What is needed and was not there
 * is read again, for the same GUID not within a minute.
 */
export function cacheRoleDefinitions(
  read: (scope: string, options: CallOptions) => Promise<ReadonlyMap<string, RoleDefinition>>,
  now: () => number,
): (
  scope: string,
  options: CallOptions & { having?: readonly string[] | PromiseLike<readonly string[]> },
) => Promise<ReadonlyMap<string, RoleDefinition>> {
  const entries = new Map<string, Entry>();

  function begin(key: string, scope: string, options: CallOptions, absent: Entry['absent']): Entry {
    const fresh: Entry = { readAt: now(), definitions: read(scope, options), underWay: true, absent };
    entries.set(key, fresh);
    fresh.definitions.then(
      () => {
        fresh.underWay = false;
      },
      // A failed read must not be remembered.
      () => entries.get(key) === fresh && entries.delete(key),
    );
    return fresh;
  }

  return async function cachedRoleDefinitions(scope, { having = [], ...options }) {
    const key = subscriptionOf(scope).toLowerCase();
    const wanted = Promise.resolve(having);
    let outdated: Entry | undefined;

    for (;;) {
      const known = entries.get(key);
      if (known === undefined || known === outdated || now() - known.readAt >= maxAgeMs) {
        const fresh = begin(key, scope, options, known?.absent ?? new Map());
        // Whoever gave the promise hears of its failure; it may fail before anything here waits for it.
        noteAbsent(fresh, wanted).catch(() => {});
        return fresh.definitions;
      }
      const { definitions, underWay, absent } = known;
      // Another's read ends with that one's patience; its failure is no answer to this caller.
      const [read, ids] = await Promise.all([definitions.catch(() => undefined), wanted]);
      const isNews = (id: string) => now() - (absent.get(id) ?? Number.NEGATIVE_INFINITY) >= absentForMs;
      // A read that was under way was of this very moment.
      if (read !== undefined && (underWay || !ids.some((id) => !read.has(id) && isNews(id)))) return read;
      outdated = known;
    }
  };
}

/** Where others wait for the read, what they need and it did not have is noted by who began it, or is news to the next. */
async function noteAbsent({ definitions, absent, readAt }: Entry, wanted: PromiseLike<readonly string[]>) {
  const [read, ids] = await Promise.all([definitions, wanted]);
  for (const id of ids) if (!read.has(id)) absent.set(id, readAt);
}

function readDefinition(item: unknown): RoleDefinition {
  if (!isRecord(item) || !isRecord(item.properties)) throw unreadable(listCall);
  const { roleName, type, permissions } = item.properties;
  const id = trailingGuid(String(item.id ?? item.name ?? ''));
  return {
    id,
    name: typeof roleName === 'string' ? roleName : id,
    type: type === 'CustomRole' ? 'CustomRole' : 'BuiltInRole',
    permissions: Array.isArray(permissions) ? permissions.map(readPermission) : [],
  };
}

/** Shared with deny assignments, whose permissions have the same four lists. */
export function readPermission(permission: Partial<Record<keyof RolePermission, unknown>>): RolePermission {
  return {
    actions: texts(permission.actions),
    notActions: texts(permission.notActions),
    dataActions: texts(permission.dataActions),
    notDataActions: texts(permission.notDataActions),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
