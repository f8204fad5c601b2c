import type { Delivery, DeliveryStore } from '../../src/access/delivery.ts';

/** The deliveries' promises without a database. */
export function memoryDeliveries(): DeliveryStore & { rows: Delivery[] } {
  const rows: Delivery[] = [];
  const key = ({ requestId, audience, personObjectId, conversationId, news }: Delivery) =>
    [requestId, audience, personObjectId ?? conversationId, news?.job, news?.what, news?.version].join();
  const change = ({ id }: Delivery, changes: Partial<Delivery>) => {
    const at = rows.findIndex((row) => row.id === id);
    const found = rows[at];
    if (found !== undefined) rows[at] = { ...found, ...changes };
  };
  const reachChanged = ({ audience, requestId }: Delivery) => {
    if (audience !== 'approver' && audience !== 'approvals-channel') return;
    const own = rows.find((row) => row.audience === 'requester' && row.requestId === requestId);
    if (own !== undefined) change(own, { shownVersion: 0 });
  };
  return {
    rows,
    async add(deliveries) {
      for (const each of deliveries) if (!rows.some((row) => key(row) === key(each))) rows.push(each);
    },
    of: async (_tenantId, requestId) => rows.filter((row) => row.requestId === requestId),
    async shown(delivery, { conversationId, activityId, version }) {
      change(delivery, { conversationId, activityId, shownVersion: version });
      if (delivery.activityId === undefined) reachChanged(delivery);
    },
    async giveUp(delivery, reason) {
      change(delivery, { undeliverable: reason });
      reachChanged(delivery);
    },
    queueUnsentNews: async () => {},
  };
}
