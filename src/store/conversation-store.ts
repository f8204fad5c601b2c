/** The conversations the bot may write to, and the one that approvals go to. */
import { and, desc, eq, getTableColumns, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import type { Conversation, ConversationStore } from '../access/delivery.ts';
import { leftJobs } from './channel-left.ts';
import type { Db } from './database.ts';
import { approvalsChannel, conversation } from './schema.ts';
import { isSeenSince } from './seen-since.ts';
import { swapChannel } from './swap-channel.ts';
import type { Enqueue } from './transaction.ts';
import { leave, tryAgain, tryOnceMore, undecidedRequests } from './undelivered.ts';
import { asWritten } from './written.ts';

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createConversationStore(db: Db, enqueue: Enqueue): ConversationStore {
  /** `id`: of one that may not be remembered at all, but written to. */
  function forgetWhere(
    { tenantId, goneAt, id }: { tenantId: string; goneAt: string | undefined; id?: string },
    where: SQL | undefined,
  ): Promise<void> {
    const at = goneAt === undefined ? undefined : new Date(goneAt);
    return db.transaction(async (tx) => {
      const there = await tx
        .select({ id: conversation.id, seenAt: conversation.seenAt })
        .from(conversation)
        .where(and(eq(conversation.tenantId, tenantId), where))
        .for('update');
      const stay = new Set(there.filter(({ seenAt }) => isSeenSince(seenAt, at)).map((each) => each.id));
      const gone = there.map((each) => each.id).filter((each) => !stay.has(each));
      const isGone = sql`${conversation.id} = any(${sql.param(gone)}::text[])`;
      await tx.delete(conversation).where(and(eq(conversation.tenantId, tenantId), isGone));
      const left = new Set([...(id === undefined || stay.has(id) ? [] : [id]), ...gone]);
      await enqueue(tx, await leave(tx, tenantId, [...left]));
    });
  }

  return {
    async remember({ tenantId, id, kind, userObjectId, timeZone, teamId, seenAt, reference }) {
      await db.transaction(async (tx) => {
        const [row] = await tx
          .insert(conversation)
          .values({
            tenantId,
            id,
            kind,
            userObjectId: userObjectId ?? null,
            timeZone: timeZone ?? null,
            teamId: teamId ?? null,
            seenAt: seenAt === undefined ? null : new Date(seenAt),
            reference,
          })
          .onConflictDoUpdate({
            target: [conversation.tenantId, conversation.id],
            set: {
              kind,
              // Not every activity names the person; who it is does not change within a personal conversation.
              userObjectId: sql`coalesce(excluded.user_object_id, ${conversation.userObjectId})`,
              // Nor does every one tell the time zone; a newer one that does tells where the person is now.
              timeZone: sql`coalesce(excluded.time_zone, ${conversation.timeZone})`,
              teamId: sql`coalesce(excluded.team_id, ${conversation.teamId})`,
              reference,
              seen: sql`nextval('conversation_seen')`,
              // Teams sends some of it again later; what has no time takes none away.
              seenAt: sql`greatest(excluded.seen_at, ${conversation.seenAt})`,
            },
          })
          .returning();
        if (row !== undefined) await enqueue(tx, await tryAgain(tx, fromRow(row)));
      });
    },

    heard: (tenantId, conversationId) =>
      db.transaction(async (tx) => enqueue(tx, await tryOnceMore(tx, tenantId, conversationId))),

    // Approvals and cases go nowhere, if they went there.
    forget: (tenantId, id, goneAt) => forgetWhere({ tenantId, goneAt, id }, or(eq(conversation.id, id), threadOf(id))),

    forgetTeam: (tenantId, teamId, goneAt) => forgetWhere({ tenantId, goneAt }, eq(conversation.teamId, teamId)),

    async get(tenantId, conversationId) {
      const [row] = await db
        .select()
        .from(conversation)
        .where(and(eq(conversation.tenantId, tenantId), eq(conversation.id, conversationId)));
      return row && fromRow(row);
    },

    async personal(tenantId, userObjectId) {
      const [row] = await db
        .select()
        .from(conversation)
        .where(
          and(
            eq(conversation.tenantId, tenantId),
            eq(conversation.userObjectId, userObjectId.toLowerCase()),
            eq(conversation.kind, 'personal'),
          ),
        )
        .orderBy(desc(conversation.seen))
        .limit(1);
      return row && fromRow(row);
    },

    async timeZones(tenantId, userObjectIds) {
      const ids = userObjectIds.map((id) => id.toLowerCase());
      const rows = await db
        .selectDistinctOn([conversation.userObjectId], {
          userObjectId: conversation.userObjectId,
          timeZone: conversation.timeZone,
        })
        .from(conversation)
        .where(
          and(
            eq(conversation.tenantId, tenantId),
            inArray(conversation.userObjectId, ids),
            eq(conversation.kind, 'personal'),
            isNotNull(conversation.timeZone),
          ),
        )
        .orderBy(conversation.userObjectId, desc(conversation.seen));
      return new Map(
        rows.flatMap(({ userObjectId, timeZone }): [string, string][] =>
          userObjectId === null || timeZone === null ? [] : [[userObjectId, timeZone]],
        ),
      );
    },

    useForApprovals(tenantId, channel, left) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          await swapChannel(tx, approvalsChannel, { tenantId, ...channel }, left);
          const requests = await undecidedRequests(tx, tenantId);
          await enqueue(tx, [...requests, ...leftJobs(tenantId, 'approvals', channel, left)]);
        }),
      );
    },

    async approvalsChannel(tenantId) {
      const [row] = await db
        .select(getTableColumns(conversation))
        .from(approvalsChannel)
        .innerJoin(
          conversation,
          and(
            eq(conversation.tenantId, approvalsChannel.tenantId),
            eq(conversation.id, approvalsChannel.conversationId),
          ),
        )
        .where(eq(approvalsChannel.tenantId, tenantId));
      return row && fromRow(row);
    },

    async approvalsUse(tenantId) {
      const [row] = await db.select().from(approvalsChannel).where(eq(approvalsChannel.tenantId, tenantId));
      return row && { conversationId: row.conversationId, groupId: row.groupId };
    },
  };
}

/** The threads of a channel carry its id before a ';'. */
function threadOf(channelId: string): SQL {
  return sql`split_part(${conversation.id}, ';', 1) = ${channelId}`;
}

function fromRow(row: typeof conversation.$inferSelect): Conversation {
  return {
    tenantId: row.tenantId,
    id: row.id,
    kind: row.kind,
    ...(row.userObjectId === null ? {} : { userObjectId: row.userObjectId }),
    ...(row.timeZone === null ? {} : { timeZone: row.timeZone }),
    ...(row.teamId === null ? {} : { teamId: row.teamId }),
    ...(row.seenAt === null ? {} : { seenAt: row.seenAt.toISOString() }),
    reference: row.reference,
  };
}
