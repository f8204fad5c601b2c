/** The messages that a request causes, and what each of them shows. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Audience, Delivery, DeliveryStore } from '../access/delivery.ts';
import type { Db } from './database.ts';
import { fromRow, jobsOf, toRow } from './delivery-rows.ts';
import { drawCaseOfRequest } from './draw-cases-anew.ts';
import { delivery } from './schema.ts';
import type { Enqueue } from './transaction.ts';

/** Of one run of the reconciliation; the next takes the next ones. */
const MOST_AT_ONCE = 500;

const REACHING: readonly Audience[] = ['approver', 'approvals-channel'];

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createDeliveryStore(db: Db, enqueue: Enqueue): DeliveryStore {
  /**
   * Where it changes who has been reached, the requester's copy counts as out of date, and where that is the channel, so does
   * the card of the case, which leads there.
   */
  async function change(changed: Delivery, to: Partial<typeof delivery.$inferInsert>, reach: boolean): Promise<void> {
    const { tenantId, requestId, id, audience } = changed;
    await db.transaction(async (tx) => {
      await tx
        .update(delivery)
        .set(to)
        .where(and(eq(delivery.tenantId, tenantId), eq(delivery.id, id)));
      if (!reach || !REACHING.includes(audience)) return;
      await tx
        .update(delivery)
        .set({ shownVersion: 0 })
        .where(
          and(eq(delivery.tenantId, tenantId), eq(delivery.requestId, requestId), eq(delivery.audience, 'requester')),
        );
      if (audience === 'approvals-channel') await drawCaseOfRequest(tx, { tenantId, requestId, enqueue });
    });
  }

  return {
    async add(deliveries) {
      if (deliveries.length === 0) return;
      await db.insert(delivery).values(deliveries.map(toRow)).onConflictDoNothing();
    },

    async of(tenantId, requestId) {
      const rows = await db
        .select()
        .from(delivery)
        .where(and(eq(delivery.tenantId, tenantId), eq(delivery.requestId, requestId)))
        .orderBy(asc(delivery.entry));
      return rows.map(fromRow);
    },

    shown: (shown, { conversationId, activityId, version }) =>
      change(
        shown,
        { conversationId, activityId, shownVersion: version, undeliverable: null },
        shown.activityId === undefined,
      ),

    giveUp: (lost, reason) => change(lost, { undeliverable: reason }, true),

    async queueUnsentNews(tenantId) {
      await db.transaction(async (tx) => {
        const rows = await tx
          .select()
          .from(delivery)
          .where(
            and(
              eq(delivery.tenantId, tenantId),
              sql`${delivery.audience} = 'news'`,
              isNull(delivery.activityId),
              isNull(delivery.undeliverable),
            ),
          )
          .orderBy(asc(delivery.entry))
          .limit(MOST_AT_ONCE);
        await enqueue(tx, jobsOf(rows));
      });
    },
  };
}
