import type { Delivery, DeliveryStore } from '../../src/access/delivery.ts';

/** The deliveries' promises without a database. */
export function memoryDeliveries(): DeliveryStore & { rows: Delivery[] } {
  const rows: Delivery[] = [];
  const key = ({ requestId, audience, personObjectId, conversationId, news }: Delivery) =>
    [requestId, audience, personObjectId ?? conversationId, news].join();
  const change = ({ id }: Delivery, changes: Partial<Delivery>) => {
    const at = rows.findIndex((row) => row.id === id);
    const found = rows[at];
    if (found !== undefined) rows[at] = { ...found, ...changes };
  };
  return {
    rows,
    async add(deliveries) {
      for (const each of deliveries) if (!rows.some((row) => key(row) === key(each))) rows.push(each);
    },
    of: async (_tenantId, requestId) => rows.filter((row) => row.requestId === requestId),
    async shown(delivery, { conversationId, activityId, version }) {
      change(delivery, { conversationId, activityId, shownVersion: version });
    },
    async giveUp(delivery, reason) {
      change(delivery, { undeliverable: reason });
    },
  };
}
