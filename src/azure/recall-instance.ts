import type { CallOptions, Instance, Tenant } from '../tenant.ts';

type By = Parameters<Tenant['findInstances']>[0];

/** Names come from people, so what is remembered has a limit. */
const mostRemembered = 1_000;

/**
 * Remembers under which resource id an instance was found, where it was the only one: whoever asks for it again can begin
 * with the id while it is looked up anew. Only the id is kept, nothing that may have changed.
 */
export function recallInstances(find: (by: By, options: CallOptions) => Promise<Instance[]>): {
  find: (by: By, options: CallOptions) => Promise<Instance[]>;
  /** The id that `find` gave last for this, in any case; undefined where it gave none or several. */
  recall: (by: By) => string | undefined;
} {
  const ids = new Map<string, string>();
  return {
    async find(by, options) {
      const found = await find(by, options);
      const [first, ...others] = found;
      const key = keyOf(by);
      ids.delete(key);
      if (first !== undefined && others.length === 0) ids.set(key, first.id);
      const [oldest] = ids.keys();
      if (ids.size > mostRemembered && oldest !== undefined) ids.delete(oldest);
      return found;
    },
    recall: (by) => ids.get(keyOf(by)),
  };
}

function keyOf({ id, name, hostName }: By): string {
  return JSON.stringify([id, name, hostName]).toLowerCase();
}
