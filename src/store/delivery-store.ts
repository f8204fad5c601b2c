/** The messages that a request causes, and what each of them shows. */
import { and, asc, eq } from 'drizzle-orm';
import type { Delivery, DeliveryStore } from '../access/delivery.ts';
import type { Db } from './database.ts';
import { delivery } from './schema.ts';

export function createDeliveryStore(db: Db): DeliveryStore {
  function one({ tenantId, id }: Delivery) {
    return and(eq(delivery.tenantId, tenantId), eq(delivery.id, id));
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

    async shown(shownDelivery, { conversationId, activityId, version }) {
      await db.update(delivery).set({ conversationId, activityId, shownVersion: version }).where(one(shownDelivery));
    },

    async giveUp(lost, reason) {
      await db.update(delivery).set({ undeliverable: reason }).where(one(lost));
    },
  };
}

function toRow(added: Delivery) {
  return {
    tenantId: added.tenantId,
    id: added.id,
    requestId: added.requestId,
    audience: added.audience,
    personObjectId: added.personObjectId ?? null,
    conversationId: added.conversationId ?? null,
    addressee: added.personObjectId ?? added.conversationId ?? '',
    news: added.news ?? null,
    activityId: added.activityId ?? null,
    shownVersion: added.shownVersion,
    undeliverable: added.undeliverable ?? null,
  } satisfies typeof delivery.$inferInsert;
}

function fromRow(row: typeof delivery.$inferSelect): Delivery {
  return {
    tenantId: row.tenantId,
    id: row.id,
    requestId: row.requestId,
    audience: row.audience,
    ...(row.personObjectId === null ? {} : { personObjectId: row.personObjectId }),
    ...(row.conversationId === null ? {} : { conversationId: row.conversationId }),
    ...(row.news === null ? {} : { news: row.news }),
    ...(row.activityId === null ? {} : { activityId: row.activityId }),
    shownVersion: row.shownVersion,
    ...(row.undeliverable === null ? {} : { undeliverable: row.undeliverable }),
  };
}
