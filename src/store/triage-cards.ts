/** The cards of cases and incidents, the channel they go to, and the threads that want none. */
import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Job } from '../jobs/job.ts';
import type { SideMessage, TriageCard, TriageStore } from '../triage/store.ts';
import { leftJobs } from './channel-left.ts';
import type { Db } from './database.ts';
import { conversation, mutedThread, triageCard, triageChannel } from './schema.ts';
import { swapChannel } from './swap-channel.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { deliverJob } from './triage-jobs.ts';
import { asWritten } from './written.ts';

type Cards = Pick<
  TriageStore,
  | 'card'
  | 'saveCard'
  | 'beside'
  | 'putBeside'
  | 'dropBeside'
  | 'staleCards'
  | 'queueDeliver'
  | 'channel'
  | 'useChannel'
  | 'setDigest'
  | 'digestTold'
  | 'mute'
  | 'isMuted'
>;
/** As the index of what is stale says it. */
export const HAS_BESIDE = sql`${triageCard.beside} <> '[]'`;

type CardRow = typeof triageCard.$inferSelect;

/** Brings up what the card of a case or an incident should show; with the birth of one, its card is made. */
export async function want(
  tx: Tx,
  { kind, id }: TriageCard['subject'],
  { tenantId, version }: { tenantId: string; version: number },
  open: boolean,
): Promise<void> {
  await tx
    .insert(triageCard)
    .values({ tenantId, kind, subjectId: id, shownVersion: 0, wantedVersion: version, open })
    .onConflictDoUpdate({
      target: [triageCard.tenantId, triageCard.kind, triageCard.subjectId],
      set: { wantedVersion: version, open },
    });
}

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createTriageCards(db: Db, enqueue: Enqueue): Cards {
  return {
    async card(tenantId, subject) {
      const [row] = await db.select().from(triageCard).where(cardOf(tenantId, subject));
      return row && fromRow(row);
    },

    async saveCard({ tenantId, subject, conversationId, activityId, shownVersion, undeliverable }, left) {
      await db
        .update(triageCard)
        .set({
          conversationId: conversationId ?? null,
          activityId: activityId ?? null,
          shownVersion,
          undeliverable: undeliverable ?? null,
          ...(left && { beside: besideAnd(left) }),
        })
        .where(cardOf(tenantId, subject));
    },

    async beside(tenantId, subject) {
      const [row] = await db.select({ beside: triageCard.beside }).from(triageCard).where(cardOf(tenantId, subject));
      return row?.beside ?? [];
    },

    async putBeside(tenantId, subject, message) {
      await db
        .update(triageCard)
        .set({ beside: besideAnd(message) })
        .where(cardOf(tenantId, subject));
    },

    async dropBeside(tenantId, subject, { activityId }) {
      const others = besideWhere(sql`one ->> 'activityId' <> ${activityId}`);
      await db.update(triageCard).set({ beside: others }).where(cardOf(tenantId, subject));
    },

    async staleCards(tenantId, { after = '', limit }) {
      const rows = await db
        .select()
        .from(triageCard)
        .where(
          and(
            eq(triageCard.tenantId, tenantId),
            gt(triageCard.subjectId, after),
            or(
              and(
                lt(triageCard.shownVersion, triageCard.wantedVersion),
                isNull(triageCard.undeliverable),
                or(sql`${triageCard.open}`, isNotNull(triageCard.activityId)),
              ),
              and(HAS_BESIDE, isReachable),
              lt(triageCard.shownInChats, triageCard.wantedVersion),
            ),
          ),
        )
        .orderBy(asc(triageCard.subjectId))
        .limit(limit);
      return rows.map(subjectOf);
    },

    async queueDeliver(tenantId, subjects) {
      await db.transaction((tx) =>
        enqueue(
          tx,
          subjects.map((subject) => deliverJob(tenantId, subject)),
        ),
      );
    },

    async channel(tenantId) {
      const [row] = await db.select().from(triageChannel).where(eq(triageChannel.tenantId, tenantId));
      if (row === undefined) return undefined;
      const { digestUntil, ...channel } = row;
      return { ...channel, ...(digestUntil !== null && { digestUntil: digestUntil.toISOString() }) };
    },

    useChannel({ tenantId, ...channel }, left) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          await swapChannel(tx, triageChannel, { tenantId, ...channel }, left);
          const elsewhere = sql`coalesce(${triageCard.conversationId}, '') <> ${channel.conversationId}`;
          const open = await tx
            .update(triageCard)
            .set({
              undeliverable: null,
              shownVersion: sql`case when ${elsewhere} then 0 else ${triageCard.shownVersion} end`,
            })
            .where(and(eq(triageCard.tenantId, tenantId), sql`${triageCard.open}`))
            .returning();
          await enqueue(tx, [...jobsOf(open), ...leftJobs(tenantId, 'triage', channel, left)]);
        }),
      );
    },

    async setDigest(tenantId, on) {
      await db.update(triageChannel).set({ digestOff: !on }).where(eq(triageChannel.tenantId, tenantId));
    },

    async digestTold(tenantId, until) {
      // Of the two, a column that is null yet is left out.
      const later = sql`greatest(${triageChannel.digestUntil}, ${until}::timestamptz)`;
      await db.update(triageChannel).set({ digestUntil: later }).where(eq(triageChannel.tenantId, tenantId));
    },

    async mute(tenantId, conversationId) {
      await db.insert(mutedThread).values({ tenantId, conversationId }).onConflictDoNothing();
    },

    async isMuted(tenantId, conversationId) {
      const thread = and(eq(mutedThread.tenantId, tenantId), eq(mutedThread.conversationId, conversationId));
      return (await db.select().from(mutedThread).where(thread)).length > 0;
    },
  };
}

/** A message more beside the card, whoever else adds or drops one meanwhile. */
function besideAnd(message: SideMessage): SQL {
  return sql`${triageCard.beside} || ${JSON.stringify([message])}::jsonb`;
}

/** Those of the messages beside a card for which this holds of `one`. */
export function besideWhere(holds: SQL): SQL {
  return sql`(select coalesce(jsonb_agg(one order by place), '[]') from ${each} where ${holds})`;
}

const each = sql`jsonb_array_elements(${triageCard.beside}) with ordinality as message(one, place)`;

const isReachable = sql`exists (
  select 1 from ${each} join ${conversation}
    on ${conversation.tenantId} = ${triageCard.tenantId} and ${conversation.id} = one ->> 'conversationId'
)`;

/** The conversation can be reached: cards that could not be delivered there can be tried again. */
export async function tryCardsAgain(tx: Tx, tenantId: string, place: string): Promise<Job[]> {
  const rows = await tx
    .update(triageCard)
    .set({ undeliverable: null })
    .where(refusedIn(tx, tenantId, place))
    .returning();
  return jobsOf(rows);
}

/** The bot was heard there, as it may be again and again: what it is to show now is tried again once. */
export async function tryCardsOnceMore(tx: Tx, tenantId: string, place: string): Promise<Job[]> {
  const rows = await tx
    .update(triageCard)
    .set({ undeliverable: null, triedVersion: triageCard.wantedVersion })
    .where(and(refusedIn(tx, tenantId, place), lt(triageCard.triedVersion, triageCard.wantedVersion)))
    .returning();
  return jobsOf(rows);
}

/** A channel's threads are of the channel. */
function refusedIn(tx: Tx, tenantId: string, place: string): SQL | undefined {
  const there = sql`split_part(${triageCard.conversationId}, ';', 1) = ${place}`;
  return and(
    eq(triageCard.tenantId, tenantId),
    isNotNull(triageCard.undeliverable),
    or(there, and(sql`${triageCard.open}`, usesFor(tx, tenantId, place))),
  );
}

/** Whether cases go to this channel. */
function usesFor(tx: Tx, tenantId: string, place: string): SQL {
  const { conversationId } = triageChannel;
  const one = sql`1`;
  const where = and(eq(triageChannel.tenantId, tenantId), eq(conversationId, place));
  return exists(tx.select({ one }).from(triageChannel).where(where));
}

/** The bot is not there any more: the cards of what is open wait for another place, and are left behind there. */
export async function leaveCards(tx: Tx, tenantId: string, places: readonly string[]): Promise<void> {
  await tx
    .update(triageCard)
    .set({
      conversationId: null,
      activityId: null,
      shownVersion: 0,
      undeliverable: 'The bot was removed from there.',
      beside: sql`case when ${triageCard.activityId} is null then ${triageCard.beside} else ${triageCard.beside}
        || jsonb_build_object('conversationId', ${triageCard.conversationId}, 'activityId', ${triageCard.activityId}) end`,
    })
    .where(
      and(eq(triageCard.tenantId, tenantId), inArray(triageCard.conversationId, [...places]), sql`${triageCard.open}`),
    );
}

function cardOf(tenantId: string, { kind, id }: TriageCard['subject']): SQL | undefined {
  return and(eq(triageCard.tenantId, tenantId), eq(triageCard.kind, kind), eq(triageCard.subjectId, id));
}

function subjectOf({ kind, subjectId }: CardRow): TriageCard['subject'] {
  return { kind, id: subjectId };
}

function jobsOf(rows: readonly CardRow[]): Job[] {
  return rows.map((row) => deliverJob(row.tenantId, subjectOf(row)));
}

function fromRow(row: CardRow): TriageCard {
  return {
    tenantId: row.tenantId,
    subject: subjectOf(row),
    ...(row.conversationId !== null && { conversationId: row.conversationId }),
    ...(row.activityId !== null && { activityId: row.activityId }),
    shownVersion: row.shownVersion,
    ...(row.undeliverable !== null && { undeliverable: row.undeliverable }),
  };
}
