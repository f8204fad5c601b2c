/** Takes the names out of access requests that are over, and deletes them with their audit in the end. */
import { and, asc, eq, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { RetentionStore } from '../triage/retain.ts';
import { fromRow, toRow } from './access-rows.ts';
import { namelessRequest, SOMEBODY, WORDED } from './anonymous.ts';
import type { Db } from './database.ts';
import { OVER_REQUEST_STATES } from './request-states.ts';
import { accessHistory, accessRequest, delivery } from './schema.ts';
import type { Tx } from './transaction.ts';

export function createRetainRequests(db: Db): Pick<RetentionStore, 'takeNamesFromRequests' | 'deleteRequests'> {
  return {
    async takeNamesFromRequests(tenantId, { before, limit }) {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select()
          .from(accessRequest)
          .where(and(endedBefore(tenantId, before), hasNames))
          .orderBy(asc(accessRequest.createdAt))
          .limit(limit)
          .for('update');
        for (const row of rows) {
          const { tenantId: _, id, createdAt: __, ...to } = toRow(namelessRequest(fromRow(row)));
          await tx
            .update(accessRequest)
            .set(to)
            .where(and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.id, id)));
        }
        await takeNamesFromAudit(
          tx,
          tenantId,
          rows.map(({ id }) => id),
        );
        return rows.length;
      });
    },

    async deleteRequests(tenantId, { before, limit }) {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select({ id: accessRequest.id })
          .from(accessRequest)
          .where(endedBefore(tenantId, before))
          .limit(limit);
        const ids = rows.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await tx
          .delete(accessHistory)
          .where(and(eq(accessHistory.tenantId, tenantId), inArray(accessHistory.requestId, ids)));
        await tx.delete(delivery).where(and(eq(delivery.tenantId, tenantId), inArray(delivery.requestId, ids)));
        await tx.delete(accessRequest).where(and(eq(accessRequest.tenantId, tenantId), inArray(accessRequest.id, ids)));
        return ids.length;
      });
    },
  };
}

/** Somebody who is called 'Somebody' has approvers and reasons all the same. */
const hasNames = or(
  ne(accessRequest.requesterName, SOMEBODY.displayName),
  ne(accessRequest.reason, ''),
  sql`jsonb_array_length(${accessRequest.approvers}) > 0`,
);

/** What has ended later was asked for later, or is looked at by its end. */
function endedBefore(tenantId: string, before: Date): SQL | undefined {
  return and(
    eq(accessRequest.tenantId, tenantId),
    inArray(accessRequest.state, OVER_REQUEST_STATES),
    lt(accessRequest.createdAt, before),
    sql`(${accessRequest.status} ->> 'at')::timestamptz < ${before.toISOString()}::timestamptz`,
  );
}

/** Who did what stays, by object id; what somebody wrote, and whose chat it was written in, does not. */
async function takeNamesFromAudit(tx: Tx, tenantId: string, requestIds: readonly string[]): Promise<void> {
  if (requestIds.length === 0) return;
  const { byObjectId, what, detail, fromKind, fromConversationId } = accessHistory;
  await tx.delete(delivery).where(and(eq(delivery.tenantId, tenantId), inArray(delivery.requestId, [...requestIds])));
  await tx
    .update(accessHistory)
    .set({
      byName: sql`case when ${byObjectId} is null then null else ${SOMEBODY.displayName} end`,
      fromConversationId: sql`case when ${fromKind} = 'personal' then null else ${fromConversationId} end`,
      // Of an approval that counts no more, whose it was is told by name.
      detail: sql`case when ${inArray(what, [...WORDED])} then null else split_part(${detail}, '; no longer counts', 1) end`,
    })
    .where(and(eq(accessHistory.tenantId, tenantId), inArray(accessHistory.requestId, [...requestIds])));
}
