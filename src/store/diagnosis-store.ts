/** Diagnoses that were asked for, and the instance each person asked about last. */
import { and, asc, between, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { Db } from './database.ts';
import { diagnosis, lastInstance } from './schema.ts';
import type { Enqueue } from './transaction.ts';
import { followJob } from './triage-jobs.ts';

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createDiagnosisStore(db: Db, enqueue: Enqueue): DiagnosisStore {
  async function put(into: Pick<Db, 'insert'>, record: DiagnosisRecord): Promise<void> {
    const { tenantId, id, ...rest } = toRow(record);
    await into
      .insert(diagnosis)
      .values({ tenantId, id, ...rest })
      .onConflictDoUpdate({ target: [diagnosis.tenantId, diagnosis.id], set: rest });
  }

  return {
    /** A case that follows it hears of every change, in the same transaction. */
    async save(record) {
      if (record.triaged !== true) return put(db, record);
      const { tenantId, id: diagnosisId } = record;
      await db.transaction(async (tx) => {
        await put(tx, record);
        await enqueue(tx, [followJob(tenantId, diagnosisId)]);
      });
    },

    async get(tenantId, id) {
      const [row] = await db
        .select()
        .from(diagnosis)
        .where(and(eq(diagnosis.tenantId, tenantId), eq(diagnosis.id, id)));
      return row && fromRow(row);
    },

    async beginTold({ tenantId, id, joins, state, begunAt: before }, begunAt) {
      if (joins === undefined) return undefined;
      const asGiven = [eq(diagnosis.joins, joins), eq(diagnosis.state, state), eq(diagnosis.begunAt, new Date(before))];
      const [row] = await db
        .update(diagnosis)
        .set({ joins: null, state: 'running', begunAt: new Date(begunAt) })
        .where(and(eq(diagnosis.tenantId, tenantId), eq(diagnosis.id, id), ...asGiven))
        .returning();
      return row && fromRow(row);
    },

    async unfinished(since, until) {
      const rows = await db
        .select()
        .from(diagnosis)
        .where(and(eq(diagnosis.state, 'running'), between(diagnosis.begunAt, new Date(since), new Date(until))))
        .orderBy(asc(diagnosis.begunAt));
      return rows.map(fromRow);
    },

    async latest(tenantId, conversationId, personObjectId, since, kinds) {
      const [row] = await db
        .select()
        .from(diagnosis)
        .where(
          and(
            eq(diagnosis.tenantId, tenantId),
            eq(diagnosis.conversationId, conversationId),
            eq(diagnosis.askedByObjectId, personObjectId),
            gte(diagnosis.begunAt, new Date(since)),
            kinds && inArray(sql`${diagnosis.report} ->> 'kind'`, [...kinds]),
          ),
        )
        .orderBy(desc(diagnosis.begunAt))
        .limit(1);
      return row && fromRow(row);
    },

    async lastInstance(tenantId, personObjectId) {
      const [row] = await db
        .select()
        .from(lastInstance)
        .where(and(eq(lastInstance.tenantId, tenantId), eq(lastInstance.personObjectId, personObjectId)));
      return row?.instanceId;
    },

    async rememberInstance(tenantId, personObjectId, instanceId) {
      await db
        .insert(lastInstance)
        .values({ tenantId, personObjectId, instanceId })
        .onConflictDoUpdate({ target: [lastInstance.tenantId, lastInstance.personObjectId], set: { instanceId } });
    },
  };
}

function toRow(record: DiagnosisRecord) {
  return {
    tenantId: record.tenantId,
    id: record.id,
    askedByObjectId: record.askedBy.objectId,
    askedByName: record.askedBy.displayName,
    report: record.report,
    conversationId: record.conversationId,
    activityId: record.activityId ?? null,
    begunAt: new Date(record.begunAt),
    instanceId: record.instanceId ?? null,
    state: record.state,
    offered: record.offered ?? null,
    readInPart: record.readInPart ?? false,
    unasked: record.unasked ?? false,
    writtenBy: record.writtenBy ?? null,
    saidIn: record.saidIn ?? null,
    triaged: record.triaged ?? false,
    joins: record.joins ?? null,
    unseen: record.unseen ?? null,
    diagnosis: record.diagnosis ?? null,
  } satisfies typeof diagnosis.$inferInsert;
}

function fromRow(row: typeof diagnosis.$inferSelect): DiagnosisRecord {
  return {
    tenantId: row.tenantId,
    id: row.id,
    askedBy: { objectId: row.askedByObjectId, displayName: row.askedByName },
    report: row.report,
    conversationId: row.conversationId,
    ...(row.activityId === null ? {} : { activityId: row.activityId }),
    begunAt: row.begunAt.toISOString(),
    ...(row.instanceId === null ? {} : { instanceId: row.instanceId }),
    state: row.state,
    ...(row.offered === null ? {} : { offered: row.offered }),
    ...(row.readInPart ? { readInPart: true } : {}),
    ...(row.unasked ? { unasked: true } : {}),
    ...(row.writtenBy === null ? {} : { writtenBy: row.writtenBy }),
    ...(row.saidIn === null ? {} : { saidIn: row.saidIn }),
    ...(row.triaged ? { triaged: true } : {}),
    ...(row.joins === null ? {} : { joins: row.joins }),
    ...(row.unseen === null ? {} : { unseen: row.unseen }),
    ...(row.diagnosis === null ? {} : { diagnosis: row.diagnosis }),
  };
}
