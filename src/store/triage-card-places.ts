import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { TriageStore } from '../triage/store.ts';
import type { Db } from './database.ts';
import { triageCard } from './schema.ts';

/** For lists that lead to the cards of what they show, in one look. */
export function createTriageCardPlaces(db: Db): Pick<TriageStore, 'cardPlaces'> {
  return {
    async cardPlaces(tenantId, subjectIds) {
      if (subjectIds.length === 0) return new Map();
      const rows = await db
        .select()
        .from(triageCard)
        .where(
          and(
            eq(triageCard.tenantId, tenantId),
            inArray(triageCard.kind, ['case', 'incident']),
            inArray(triageCard.subjectId, [...subjectIds]),
            isNull(triageCard.undeliverable),
          ),
        );
      return new Map(
        rows.flatMap(({ subjectId, conversationId, activityId }) =>
          conversationId === null || activityId === null ? [] : [[subjectId, { conversationId, activityId }]],
        ),
      );
    },
  };
}
