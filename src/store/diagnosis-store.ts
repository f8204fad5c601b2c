/** Diagnoses that were asked for, and the instance each person asked about last. */
import { and, asc, desc, eq, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { Db } from './database.ts';
import { diagnosis, lastInstance } from './schema.ts';
import { isTaken, release, take } from './taken-messages.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { followJob } from './triage-jobs.ts';

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createDiagnosisStore(db: Db, enqueue: Enqueue): DiagnosisStore {
  /** A case that follows it hears of every change, in the same transaction. */
  async function put(tx: Tx, record: DiagnosisRecord): Promise<void> {
    const { tenantId, id, triaged, ...rest } = toRow(record);
    const [row] = await tx
      .insert(diagnosis)
      .values({ tenantId, id, triaged, ...rest })
      .onConflictDoUpdate({
        target: [diagnosis.tenantId, diagnosis.id],
        // Whoever saves may have read it before it was handed over.
        set: { ...rest, unshown: false, triaged: sql`${diagnosis.triaged} or ${triaged}` },
      })
      .returning({ triaged: diagnosis.triaged });
    if (row?.triaged) await enqueue(tx, [followJob(tenantId, id)]);
  }

  /** Changes these columns where all of this holds. */
  async function change(
    { tenantId, id }: Pick<DiagnosisRecord, 'tenantId' | 'id'>,
    set: PgUpdateSetSource<typeof diagnosis>,
    where?: SQL,
  ): Promise<DiagnosisRecord | undefined> {
    return db.transaction(async (tx) => {
      const [row] = await tx
        .update(diagnosis)
        .set(set)
        .where(and(eq(diagnosis.tenantId, tenantId), eq(diagnosis.id, id), where))
        .returning();
      if (row?.triaged) await enqueue(tx, [followJob(tenantId, id)]);
      return row && fromRow(row);
    });
  }

  async function between(since: string, until: string, where: SQL | undefined): Promise<DiagnosisRecord[]> {
    const rows = await db
      .select()
      .from(diagnosis)
      .where(and(where, gte(diagnosis.begunAt, new Date(since)), lte(diagnosis.begunAt, new Date(until))))
      .orderBy(asc(diagnosis.begunAt));
    return rows.map(fromRow);
  }

  return {
    save: (record) => db.transaction((tx) => put(tx, record)),

    saveFor: (record, takings) =>
      db.transaction(async (tx) => {
        const taken: boolean[] = [];
        for (const taking of takings) taken.push(await take(tx, taking));
        if (takings.length > 0 && !taken.includes(true)) return false;
        await put(tx, record);
        return true;
      }),

    take: (taking) => take(db, taking),
    release: (taking) => release(db, taking),
    isTaken: (taking) => isTaken(db, taking),

    async conclude(record, isShown = false) {
      const { state, offered, unseen, diagnosis: found } = toRow(record);
      const to = { state, offered, unseen, diagnosis: found, unshown: !isShown };
      return change(record, to, and(ofRun(record), isUnderWay));
    },

    async shown({ tenantId, id, ...record }) {
      const [row] = await db
        .update(diagnosis)
        .set({ unshown: false })
        .where(and(eq(diagnosis.tenantId, tenantId), eq(diagnosis.id, id), ofRun(record), diagnosis.unshown))
        .returning();
      return row && fromRow(row);
    },

    posted: (record) => change(record, { activityId: record.activityId }, ofRun(record)),

    async end(record) {
      await change(record, { state: 'done', unshown: false });
    },

    handOver: (record) => change(record, { triaged: true }),

    async takeUp(record) {
      // Its time stays: what cannot be brought to an end is too old some day.
      const begunAt = new Date(Date.parse(record.begunAt) + 1);
      const to = { state: 'running', unshown: false, begunAt } as const;
      const { activityId } = record;
      // Whoever has found it without a card may not know that there is one by now.
      if (activityId === undefined) return change(record, to, and(ofRun(record), isUnderWay));
      const isItsCard = or(isNull(diagnosis.activityId), eq(diagnosis.activityId, activityId));
      return change(record, { ...to, activityId }, and(ofRun(record), isUnderWay, isItsCard));
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

    unfinished: (since, until) => between(since, until, eq(diagnosis.state, 'running')),
    unshown: (since, until) => between(since, until, and(diagnosis.unshown)),

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

/** A run goes on until its card shows what it has come to. */
const isUnderWay = or(eq(diagnosis.state, 'running'), diagnosis.unshown);

/** It has not been begun anew since. */
function ofRun({ begunAt }: Pick<DiagnosisRecord, 'begunAt'>): SQL {
  return eq(diagnosis.begunAt, new Date(begunAt));
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
