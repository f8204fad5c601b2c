/** What is answered already, so that of those who try to answer it at once, on whatever replica, one does. */
import { createHash } from 'node:crypto';
import { and, eq, gt, lt, lte } from 'drizzle-orm';
import type { Taking } from '../diagnosis/record.ts';
import type { Db } from './database.ts';
import { takenMessage } from './schema.ts';

/** Whether it was free: where another has it just now, waits for what becomes of that. */
export async function take(
  into: Pick<Db, 'insert'>,
  { tenantId, conversationId, messageId, at, until }: Taking,
): Promise<boolean> {
  const taken = { tenantId, key: keyOf(conversationId, messageId), until: new Date(until) };
  const rows = await into
    .insert(takenMessage)
    .values(taken)
    .onConflictDoUpdate({
      target: [takenMessage.tenantId, takenMessage.key],
      set: { until: taken.until },
      setWhere: lte(takenMessage.until, new Date(at)),
    })
    .returning({ key: takenMessage.key });
  return rows.length > 0;
}

export async function isTaken(
  db: Pick<Db, 'select'>,
  { tenantId, conversationId, messageId, at }: Omit<Taking, 'until'>,
): Promise<boolean> {
  const rows = await db
    .select({ key: takenMessage.key })
    .from(takenMessage)
    .where(and(theOne({ tenantId, conversationId, messageId }), gt(takenMessage.until, new Date(at))));
  return rows.length > 0;
}

/** What came to nothing can be tried again. */
export async function release(db: Pick<Db, 'delete'>, taking: Taking): Promise<void> {
  await db.delete(takenMessage).where(and(theOne(taking), eq(takenMessage.until, new Date(taking.until))));
}

/** Of a tenant, what nobody asks for any more. */
export async function deleteTaken(db: Pick<Db, 'delete'>, tenantId: string, now: Date): Promise<void> {
  await db.delete(takenMessage).where(and(eq(takenMessage.tenantId, tenantId), lt(takenMessage.until, now)));
}

function theOne({ tenantId, conversationId, messageId }: Pick<Taking, 'tenantId' | 'conversationId' | 'messageId'>) {
  return and(eq(takenMessage.tenantId, tenantId), eq(takenMessage.key, keyOf(conversationId, messageId)));
}

/** The id of a chat can be made of the ids of people; nobody has to find them here. */
function keyOf(conversationId: string, messageId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([conversationId, messageId]))
    .digest('base64url');
}
