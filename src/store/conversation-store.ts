/** The conversations the bot may write to, and the one that approvals go to. */
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { Job } from '../jobs/job.ts';
import type { JobTransaction } from '../jobs/queue-database.ts';
import type { Db } from './database.ts';
import { approvalsChannel, conversation } from './schema.ts';
import { leave, tryAgain, undecidedRequests } from './undelivered.ts';

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createConversationStore(
  db: Db,
  enqueue: (tx: JobTransaction, jobs: readonly Job[]) => Promise<void>,
): ConversationStore {
  return {
    async remember({ tenantId, id, kind, userObjectId, reference }) {
      await db.transaction(async (tx) => {
        const [row] = await tx
          .insert(conversation)
          .values({ tenantId, id, kind, userObjectId: userObjectId ?? null, reference })
          .onConflictDoUpdate({
            target: [conversation.tenantId, conversation.id],
            set: {
              kind,
              // Not every activity names the person; who it is does not change within a personal conversation.
              userObjectId: sql`coalesce(excluded.user_object_id, ${conversation.userObjectId})`,
              reference,
              seen: sql`nextval('conversation_seen')`,
            },
          })
          .returning();
        if (row !== undefined) await enqueue(tx, await tryAgain(tx, fromRow(row)));
      });
    },

    /** Approvals go nowhere, if they went there. */
    async forget(tenantId, conversationId) {
      await db.transaction(async (tx) => {
        await tx
          .delete(conversation)
          .where(and(eq(conversation.tenantId, tenantId), eq(conversation.id, conversationId)));
        await enqueue(tx, await leave(tx, tenantId, conversationId));
      });
    },

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

    async useForApprovals(tenantId, conversationId) {
      await db.transaction(async (tx) => {
        await tx
          .insert(approvalsChannel)
          .values({ tenantId, conversationId })
          .onConflictDoUpdate({ target: approvalsChannel.tenantId, set: { conversationId } });
        await enqueue(tx, await undecidedRequests(tx, tenantId));
      });
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
  };
}

function fromRow(row: typeof conversation.$inferSelect): Conversation {
  return {
    tenantId: row.tenantId,
    id: row.id,
    kind: row.kind,
    ...(row.userObjectId === null ? {} : { userObjectId: row.userObjectId }),
    reference: row.reference,
  };
}
