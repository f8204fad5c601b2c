/** Takes the people out of what is over, and deletes what nobody needs any more. */
import { and, asc, eq, gt, inArray, lt, notExists, notInArray, sql } from 'drizzle-orm';
import type { RetentionStore } from '../triage/retain.ts';
import { OVER_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { createRetainCases } from './retain-cases.ts';
import { createRetainRequests } from './retain-requests.ts';
import { caseDiagnosis, diagnosis, lastInstance, signInLink, triageCase } from './schema.ts';
import { deleteTaken } from './taken-messages.ts';
import type { Enqueue } from './transaction.ts';

/** `enqueue` writes the jobs that draw cards anew; `tidy` is what the database wants now and then. */
export function createRetentionStore(db: Db, enqueue: Enqueue, tidy: () => Promise<void>): RetentionStore {
  return {
    ...createRetainCases(db, enqueue),
    ...createRetainRequests(db),

    async deleteDiagnoses(tenantId, { before, after, limit }) {
      // An open case still shows its diagnosis.
      const followed = db
        .select({ one: sql`1` })
        .from(caseDiagnosis)
        .innerJoin(
          triageCase,
          and(eq(triageCase.tenantId, caseDiagnosis.tenantId), eq(triageCase.id, caseDiagnosis.caseId)),
        )
        .where(
          and(
            eq(caseDiagnosis.tenantId, diagnosis.tenantId),
            eq(caseDiagnosis.diagnosisId, diagnosis.id),
            notInArray(triageCase.state, [...OVER_STATES]),
          ),
        );
      const rows = await db
        .select({ id: diagnosis.id })
        .from(diagnosis)
        .where(
          and(
            eq(diagnosis.tenantId, tenantId),
            lt(diagnosis.begunAt, before),
            after === undefined ? undefined : gt(diagnosis.id, after),
            notExists(followed),
          ),
        )
        .orderBy(asc(diagnosis.id))
        .limit(limit);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await db.delete(diagnosis).where(and(eq(diagnosis.tenantId, tenantId), inArray(diagnosis.id, ids)));
      }
      return ids.length < limit ? undefined : ids.at(-1);
    },

    async deleteRests(tenantId, now) {
      const asked = db
        .select({ one: sql`1` })
        .from(diagnosis)
        .where(
          and(
            eq(diagnosis.tenantId, lastInstance.tenantId),
            eq(diagnosis.askedByObjectId, lastInstance.personObjectId),
          ),
        );
      await db.delete(lastInstance).where(and(eq(lastInstance.tenantId, tenantId), notExists(asked)));
      await db.delete(signInLink).where(and(eq(signInLink.tenantId, tenantId), lt(signInLink.until, now)));
      await deleteTaken(db, tenantId, now);
      await tidy();
    },
  };
}
