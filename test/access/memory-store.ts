import type { AccessRequest, Work } from '../../src/access/access-request.ts';
import type { AccessStore, HistoryEntry, Step } from '../../src/access/store.ts';

/** The store's promises without a database, for tests of what stands on them. */
export interface MemoryStore extends AccessStore {
  /** Everything queued, in order. */
  work: Work[];
  entries: HistoryEntry[];
  reconciles: { tenantId: string; at?: string; after?: string; slot?: string }[];
  /** What happens just before the next transition is written: somebody else's, say. */
  beforeTransition: (() => void) | undefined;
  put(request: AccessRequest): void;
}

export function memoryStore(...stored: AccessRequest[]): MemoryStore {
  const requests = new Map(stored.map((request) => [request.id, request]));
  const store: MemoryStore = {
    work: [],
    entries: [],
    reconciles: [],
    beforeTransition: undefined,
    put(request) {
      requests.set(request.id, request);
    },
    async create(request, work, entry) {
      const open = alikeTo(request).find(({ id }) => id !== request.extends);
      if (open !== undefined) return { request: open, created: false };
      requests.set(request.id, request);
      store.work.push(...work);
      store.entries.push(entry);
      return { request, created: true };
    },
    get: async (tenantId, id) => {
      const found = requests.get(id);
      return found?.tenantId === tenantId ? found : undefined;
    },
    async transition(steps) {
      store.beforeTransition?.();
      store.beforeTransition = undefined;
      if (steps.some(({ next }) => requests.get(next.id)?.version !== next.version - 1)) return 'overtaken';
      const meets = ({ next }: Step) =>
        alikeTo(next).some(({ id, ...other }) => id !== next.id && other.extends === next.extends);
      if (steps.some((step) => isOpen(step.next) && meets(step))) return 'duplicate';
      for (const { next, work, entry } of steps) {
        requests.set(next.id, next);
        store.work.push(...work);
        store.entries.push(entry);
      }
      return 'written';
    },
    async recordRefusal(entry) {
      store.entries.push(entry);
    },
    history: async () => store.entries,
    ofPerson: async () => [],
    toDecide: async () => [],
    pending: async () => [],
    alike: async (request) => alikeTo(request).filter(({ id }) => id !== request.id),
    async open(tenantId, { after = '', limit }) {
      const all = [...requests.values()].filter(
        (each) => each.tenantId === tenantId && isOpen(each) && each.id > after,
      );
      return all.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    withStaleCards: async () => [],
    async queueAgain(_, work) {
      store.work.push(...work);
    },
    async queueReconcile(tenantId, reconcile) {
      store.reconciles.push({ tenantId, ...reconcile });
    },
    auditSince: async () => ({ events: store.entries }),
  };
  return store;

  function alikeTo(request: AccessRequest): AccessRequest[] {
    return [...requests.values()].filter(
      (each) =>
        isOpen(each) &&
        each.subject.objectId === request.subject.objectId &&
        each.role.id === request.role.id &&
        each.instance.id === request.instance.id,
    );
  }
}

function isOpen({ status }: AccessRequest): boolean {
  return ['pending', 'approved', 'failed', 'granted'].includes(status.state);
}
