import { and, eq, type SQL, sql } from 'drizzle-orm';
import { triageCard, triageCase } from './schema.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { deliverJob } from './triage-jobs.ts';

/** Cards are drawn by their case's version alone: where something else that they show has changed, that is raised. */
export async function drawCasesAnew(
  tx: Tx,
  { tenantId, enqueue }: { tenantId: string; enqueue: Enqueue },
  which: SQL,
): Promise<void> {
  const rows = await tx
    .update(triageCase)
    .set({ version: sql`${triageCase.version} + 1` })
    .where(and(eq(triageCase.tenantId, tenantId), which))
    .returning({ id: triageCase.id, version: triageCase.version });
  for (const { id, version } of rows) {
    const card = and(eq(triageCard.tenantId, tenantId), eq(triageCard.kind, 'case'), eq(triageCard.subjectId, id));
    await tx.update(triageCard).set({ wantedVersion: version }).where(card);
  }
  await enqueue(
    tx,
    rows.map(({ id }) => deliverJob(tenantId, { kind: 'case', id })),
  );
}
