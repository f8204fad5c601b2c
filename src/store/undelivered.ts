/** What a conversation that comes, goes or gets a new purpose means for the messages that are waiting. */
import { and, eq, exists, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { Conversation } from '../access/delivery.ts';
import type { Job } from '../jobs/job.ts';
import { jobsOf } from './delivery-rows.ts';
import { accessRequest, delivery } from './schema.ts';
import type { Tx } from './transaction.ts';
import { leaveCards, tryCardsAgain, tryCardsOnceMore } from './triage-cards.ts';

const undecided = eq(accessRequest.state, 'pending');

/** The conversation can be reached: what could not be delivered there, or to the person it is with, can be tried again. */
export async function tryAgain(tx: Tx, { tenantId, id, kind, userObjectId }: Conversation): Promise<Job[]> {
  const place = channelOf(id);
  const addressees = [id, place, ...(kind === 'personal' && userObjectId ? [userObjectId.toLowerCase()] : [])];
  const there = or(inArray(delivery.addressee, addressees), eq(delivery.conversationId, id));
  const rows = await tx
    .update(delivery)
    .set({ undeliverable: null })
    .where(and(eq(delivery.tenantId, tenantId), there, isNotNull(delivery.undeliverable)))
    .returning();
  return [...jobsOf(rows), ...(await tryCardsAgain(tx, tenantId, place))];
}

/** The same, of cards, where all that is known is that the bot was heard there just now. */
export function tryOnceMore(tx: Tx, tenantId: string, conversationId: string): Promise<Job[]> {
  return tryCardsOnceMore(tx, tenantId, channelOf(conversationId));
}

/** Whoever hears the bot in a thread of a channel lets it into the channel. */
function channelOf(id: string): string {
  return id.split(';', 1)[0] ?? id;
}

/** The bot is not there any more: whoever asked should know that nobody sees the request there. */
export async function leave(tx: Tx, tenantId: string, conversationIds: readonly string[]): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let at = 0; at < conversationIds.length; at += AT_ONCE) {
    jobs.push(...(await leaveAll(tx, tenantId, conversationIds.slice(at, at + AT_ONCE))));
  }
  return jobs;
}

/** A channel has many threads, and a query takes only so many values. */
const AT_ONCE = 1_000;

async function leaveAll(tx: Tx, tenantId: string, conversationIds: string[]): Promise<Job[]> {
  const jobs = await leaveDeliveries(tx, tenantId, conversationIds);
  // After the deliveries, as where a delivery has the card of its case drawn anew: two that wait for each other are a fault.
  await leaveCards(tx, tenantId, conversationIds);
  return jobs;
}

async function leaveDeliveries(tx: Tx, tenantId: string, conversationIds: string[]): Promise<Job[]> {
  const isUndecided = exists(
    tx
      .select({ one: sql`1` })
      .from(accessRequest)
      .where(and(eq(accessRequest.tenantId, delivery.tenantId), eq(accessRequest.id, delivery.requestId), undecided)),
  );
  const copies = ne(delivery.audience, 'news');
  const left = await tx
    .update(delivery)
    .set({ undeliverable: 'The bot was removed from there.' })
    .where(and(eq(delivery.tenantId, tenantId), inArray(delivery.conversationId, conversationIds), copies, isUndecided))
    .returning();
  if (left.length === 0) return [];
  const requests = left.map(({ requestId }) => requestId);
  await tx
    .update(delivery)
    .set({ shownVersion: 0 })
    .where(
      and(eq(delivery.tenantId, tenantId), inArray(delivery.requestId, requests), eq(delivery.audience, 'requester')),
    );
  return jobsOf(left);
}

/** Every undecided request, to be delivered where approvals go now. */
export async function undecidedRequests(tx: Tx, tenantId: string): Promise<Job[]> {
  const rows = await tx
    .select({ requestId: accessRequest.id })
    .from(accessRequest)
    .where(and(eq(accessRequest.tenantId, tenantId), undecided));
  return rows.map(({ requestId }): Job => ({ name: 'access.deliver', data: { tenantId, requestId } }));
}
