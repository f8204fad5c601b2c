/** Deliveries as rows, and as the jobs that bring them. */
import type { CHANNEL } from '../access/access-request.ts';
import type { Delivery } from '../access/delivery.ts';
import type { Job } from '../jobs/job.ts';
import type { delivery } from './schema.ts';

type Row = typeof delivery.$inferSelect;

const channel: typeof CHANNEL = 'channel';

/** Ids of people are compared without case, those of conversations are not. */
export function toRow(added: Delivery) {
  const { personObjectId, conversationId, news } = added;
  return {
    tenantId: added.tenantId,
    id: added.id,
    requestId: added.requestId,
    audience: added.audience,
    personObjectId: personObjectId ?? null,
    conversationId: conversationId ?? null,
    addressee: personObjectId?.toLowerCase() ?? conversationId ?? '',
    news: news?.what ?? null,
    newsJob: news?.job ?? null,
    newsVersion: news?.version ?? null,
    activityId: added.activityId ?? null,
    shownVersion: added.shownVersion,
    undeliverable: added.undeliverable ?? null,
  } satisfies typeof delivery.$inferInsert;
}

export function fromRow(row: Row): Delivery {
  const { news, newsJob, newsVersion } = row;
  return {
    tenantId: row.tenantId,
    id: row.id,
    requestId: row.requestId,
    audience: row.audience,
    ...(row.personObjectId !== null && { personObjectId: row.personObjectId }),
    ...(row.conversationId !== null && { conversationId: row.conversationId }),
    ...(news !== null &&
      newsJob !== null &&
      newsVersion !== null && { news: { job: newsJob, what: news, version: newsVersion } }),
    ...(row.activityId !== null && { activityId: row.activityId }),
    shownVersion: row.shownVersion,
    ...(row.undeliverable !== null && { undeliverable: row.undeliverable }),
  };
}

type Undelivered = Pick<Row, 'tenantId' | 'requestId' | 'news' | 'newsJob' | 'newsVersion' | 'personObjectId'>;

/** One job for all copies of a request, and one for each piece of news, which finds its row there. */
export function jobsOf(rows: readonly Undelivered[]): Job[] {
  const copies = new Map<string, Job>();
  const news: Job[] = [];
  for (const row of rows) {
    const { tenantId, requestId } = row;
    const tells = newsJobOf(row);
    if (tells !== undefined) news.push(tells);
    else copies.set(`${tenantId}/${requestId}`, { name: 'access.deliver', data: { tenantId, requestId } });
  }
  return [...copies.values(), ...news];
}

function newsJobOf({ tenantId, requestId, news, newsJob, newsVersion, personObjectId }: Undelivered): Job | undefined {
  if (news === null || newsJob === null || newsVersion === null) return undefined;
  const to = newsJob === 'tell-approver' ? { to: personObjectId ?? channel } : {};
  // Which news goes with which job was settled where the row was made.
  return { name: `access.${newsJob}`, data: { tenantId, requestId, version: newsVersion, news, ...to } } as Job;
}
