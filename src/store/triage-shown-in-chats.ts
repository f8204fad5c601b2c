import { and, eq } from 'drizzle-orm';
import type { TriageStore } from '../triage/store.ts';
import type { Db } from './database.ts';
import { triageCard } from './schema.ts';

/** What the cards show that people who handed over a case have in their own chats. */
export function createTriageShownInChats(db: Db): Pick<TriageStore, 'shownInChats' | 'saveShownInChats'> {
  return {
    async shownInChats(tenantId, caseId) {
      const [row] = await db
        .select({ version: triageCard.shownInChats })
        .from(triageCard)
        .where(ofCase(tenantId, caseId));
      return row?.version ?? undefined;
    },

    async saveShownInChats(tenantId, caseId, version) {
      await db.update(triageCard).set({ shownInChats: version }).where(ofCase(tenantId, caseId));
    },
  };
}

function ofCase(tenantId: string, caseId: string) {
  return and(eq(triageCard.tenantId, tenantId), eq(triageCard.kind, 'case'), eq(triageCard.subjectId, caseId));
}
