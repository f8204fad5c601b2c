import type { AccessRequest, Work } from '../../src/access/access-request.ts';
import type { AccessStore, HistoryEntry } from '../../src/access/store.ts';

/** The store's promises without a database, for tests of what stands on them. */
export interface MemoryStore extends AccessStore {
  /** Everything queued, in order. */
  work: Work[];
  entries: HistoryEntry[];
  /** What happens just before the next transition is written: somebody else's, say. */
  beforeTransition: (() => void) | undefined;
  put(request: AccessRequest): void;
}

export function memoryStore(...stored: AccessRequest[]): MemoryStore {
  const requests = new Map(stored.map((request) => [request.id, request]));
  const store: MemoryStore = {
    work: [],
    entries: [],
    beforeTransition: undefined,
    put(request) {
      requests.set(request.id, request);
    },
    async create(request, work) {
      const open = [...requests.values()].find(({ subject, role, instance, status }) => {
        const same = subject.objectId === request.subject.objectId && role.id === request.role.id;
        const live = ['pending', 'approved', 'failed', 'granted'].includes(status.state);
        return same && live && instance.id === request.instance.id;
      });
      if (open !== undefined) return { request: open, created: false };
      requests.set(request.id, request);
      store.work.push(...work);
      return { request, created: true };
    },
    get: async (tenantId, id) => {
      const found = requests.get(id);
      return found?.tenantId === tenantId ? found : undefined;
    },
    async transition(next, work, entry) {
      store.beforeTransition?.();
      store.beforeTransition = undefined;
      if (requests.get(next.id)?.version !== next.version - 1) return false;
      requests.set(next.id, next);
      store.work.push(...work);
      store.entries.push(entry);
      return true;
    },
    async recordRefusal(entry) {
      store.entries.push(entry);
    },
    history: async () => store.entries,
    byRequester: async () => [],
    pending: async () => [],
  };
  return store;
}
