import type { Person } from '../access/access-request.ts';
import { applyToCase, type TriageDependencies } from './cases.ts';

/** Nobody is asked about more cases at once. */
const MOST_ASKED = 20;

/**
 * Somebody wrote in a thread: the case of whoever was asked there by the helpdesk waits for him no more. Costs one read
 * for everybody else, and changes nothing for them.
 */
export async function hearReporter(
  { tenantId, conversationId, by }: { tenantId: string; conversationId: string; by: Person },
  dependencies: TriageDependencies,
): Promise<void> {
  const waiting = { reporter: by.objectId, states: ['waiting-for-reporter'] } as const;
  const { items } = await dependencies.store.cases(tenantId, waiting, { limit: MOST_ASKED });
  for (const { id, origin } of items) {
    if (origin.conversationId !== conversationId) continue;
    await applyToCase(tenantId, id, { type: 'reporter-wrote', by }, dependencies, {
      by,
      from: { kind: 'channel', conversationId },
    });
  }
}
