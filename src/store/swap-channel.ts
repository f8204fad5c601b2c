import { and, eq } from 'drizzle-orm';
import type { ChannelLeft } from '../access/delivery.ts';
import type { approvalsChannel, triageChannel } from './schema.ts';
import type { Tx } from './transaction.ts';
import { Overtaken } from './written.ts';

type Table = typeof approvalsChannel | typeof triageChannel;

/** Instead of the channel that is left, or where none is used yet. Throws Overtaken where it is another one by now. */
export async function swapChannel<T extends Table>(
  tx: Tx,
  table: T,
  { tenantId, ...channel }: T['$inferInsert'],
  left: ChannelLeft | undefined,
): Promise<void> {
  const anyTable: Table = table;
  const used =
    left === undefined
      ? await tx
          .insert(anyTable)
          .values({ tenantId, ...channel })
          .onConflictDoNothing()
          .returning()
      : await tx
          .update(anyTable)
          .set(channel)
          .where(and(eq(table.tenantId, tenantId), eq(table.conversationId, left.conversationId)))
          .returning();
  if (used.length === 0) throw new Overtaken();
}
