import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { accessRequest, approvalsChannel, caseDiagnosis, triageCard, triageCase, triageChannel } from './schema.ts';
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

/**
 * The same for the case behind a request, whose card leads to the request's own where that is in a channel of the helpdesk's
 * team; where it is in another team, nothing changes. Also where the case has not heard of the request yet.
 */
export async function drawCaseOfRequest(
  tx: Tx,
  { tenantId, requestId, enqueue }: { tenantId: string; requestId: string; enqueue: Enqueue },
): Promise<void> {
  const [request] = await tx
    .select({ diagnosisId: sql<string>`${accessRequest.because} ->> 'diagnosisId'` })
    .from(accessRequest)
    .innerJoin(approvalsChannel, eq(approvalsChannel.tenantId, accessRequest.tenantId))
    .innerJoin(
      triageChannel,
      and(
        eq(triageChannel.tenantId, accessRequest.tenantId),
        sql`lower(${triageChannel.groupId}) = lower(${approvalsChannel.groupId})`,
      ),
    )
    .where(
      and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.id, requestId), isNotNull(accessRequest.because)),
    );
  if (request === undefined) return;
  const its = and(eq(caseDiagnosis.tenantId, tenantId), eq(caseDiagnosis.diagnosisId, request.diagnosisId));
  const [one] = await tx.select({ id: caseDiagnosis.caseId }).from(caseDiagnosis).where(its);
  if (one !== undefined) await drawCasesAnew(tx, { tenantId, enqueue }, eq(triageCase.id, one.id));
}
