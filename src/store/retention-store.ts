/** Takes the people out of what is over, and deletes what nobody needs any more. */
import {
  and,
  asc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Incident } from '../triage/incident.ts';
import type { RetentionStore } from '../triage/retain.ts';
import { fromRow as fromRequestRow, toRow as toRequestRow } from './access-rows.ts';
import { anonymousCase, anonymousIncident, namelessRequest, SOMEBODY, WORDED } from './anonymous.ts';
import { OVER_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { OVER_REQUEST_STATES } from './request-states.ts';
import {
  accessHistory,
  accessRequest,
  caseDiagnosis,
  delivery,
  diagnosis,
  incident,
  lastInstance,
  signInLink,
  triageCase,
  triageHistory,
} from './schema.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { want } from './triage-cards.ts';
import { deliverJob, toTriageJobs } from './triage-jobs.ts';
import { fromCaseRow, fromIncidentRow, toCaseRow, toIncidentRow, toTriageHistoryRow } from './triage-rows.ts';

/** `enqueue` writes the jobs that draw cards anew. */
export function createRetentionStore(db: Db, enqueue: Enqueue): RetentionStore {
  /** Nobody is left who could say whether they are over. */
  async function endForgotten(tx: Tx, open: readonly Incident[], now: Date): Promise<void> {
    for (const one of open) {
      const next = { ...one, version: one.version + 1 };
      const { tenantId, id: subjectId, version, correlationId } = next;
      const entry = {
        tenantId,
        subjectId,
        version,
        correlationId,
        at: now.toISOString(),
        from: { kind: 'job' },
      } as const;
      await tx.insert(triageHistory).values(toTriageHistoryRow({ ...entry, what: 'cases-over' }));
      await want(tx, { kind: 'incident', id: one.id }, next, false);
      const work = [{ kind: 'announce', event: 'incident.resolved' }] as const;
      await enqueue(tx, toTriageJobs({ kind: 'incident', next, work }));
    }
  }

  /** Of what is still open, whoever has no case in it any more, because that is over for so long. */
  async function forgetAffected(tx: Tx, tenantId: string, before: Date, limit: number): Promise<number> {
    if (limit <= 0) return 0;
    const hasCase = sql`exists (
      select 1 from ${triageCase} where ${triageCase.tenantId} = ${incident.tenantId}
        and ${triageCase.incidentId} = ${incident.id} and ${triageCase.reporterKey} = lower(one.person ->> 'objectId')
    )`;
    const people = sql`jsonb_array_elements(${incident.affected}) with ordinality as one(person, place)`;
    const found = tx
      .select({ id: incident.id })
      .from(incident)
      .where(
        and(
          eq(incident.tenantId, tenantId),
          eq(incident.state, 'open'),
          lt(incident.lastReportAt, before),
          sql`exists (select 1 from ${people} where not ${hasCase})`,
        ),
      )
      .limit(limit);
    const rows = await tx
      .update(incident)
      .set({
        version: sql`${incident.version} + 1`,
        affected: sql`(select coalesce(jsonb_agg(one.person order by one.place), '[]') from ${people} where ${hasCase})`,
      })
      .where(and(eq(incident.tenantId, tenantId), inArray(incident.id, found)))
      .returning({ id: incident.id });
    await enqueue(
      tx,
      rows.map(({ id }) => deliverJob(tenantId, { kind: 'incident', id })),
    );
    return rows.length;
  }

  return {
    async anonymiseCases(tenantId, { before, now, limit }) {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select()
          .from(triageCase)
          .where(
            and(
              eq(triageCase.tenantId, tenantId),
              lt(triageCase.resolvedAt, before),
              inArray(triageCase.state, [...OVER_STATES]),
              ne(triageCase.reporterKey, SOMEBODY.objectId),
            ),
          )
          .orderBy(asc(triageCase.resolvedAt))
          .limit(limit)
          .for('update');
        for (const row of rows) {
          const { tenantId: _, id, createdAt: __, ...to } = toCaseRow(anonymousCase(fromCaseRow(row), now));
          await tx
            .update(triageCase)
            .set(to)
            .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, id)));
        }
        const ids = rows.map(({ id }) => id);
        await forgetHistory(tx, tenantId, ids);
        await enqueue(
          tx,
          ids.map((id) => deliverJob(tenantId, { kind: 'case', id })),
        );
        return rows.length;
      });
    },

    async anonymiseIncidents(tenantId, { before, now, limit }) {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select()
          .from(incident)
          .where(and(eq(incident.tenantId, tenantId), or(overBefore(before), forgottenBefore(db, before))))
          .limit(limit)
          .for('update');
        for (const row of rows) {
          const next = anonymousIncident(fromIncidentRow(row), now);
          const { tenantId: _, id, createdAt: __, ...to } = toIncidentRow(next);
          await tx
            .update(incident)
            .set(to)
            .where(and(eq(incident.tenantId, tenantId), eq(incident.id, id)));
        }
        const ids = rows.map(({ id }) => id);
        await forgetHistory(tx, tenantId, ids);
        await enqueue(
          tx,
          ids.map((id) => deliverJob(tenantId, { kind: 'incident', id })),
        );
        await endForgotten(tx, rows.filter(({ state }) => state === 'open').map(fromIncidentRow), now);
        return rows.length + (await forgetAffected(tx, tenantId, before, limit - rows.length));
      });
    },

    async deleteDiagnoses(tenantId, { before, after, limit }) {
      // An open case still shows its diagnosis.
      const followed = db
        .select({ one: sql`1` })
        .from(caseDiagnosis)
        .innerJoin(
          triageCase,
          and(eq(triageCase.tenantId, caseDiagnosis.tenantId), eq(triageCase.id, caseDiagnosis.caseId)),
        )
        .where(
          and(
            eq(caseDiagnosis.tenantId, diagnosis.tenantId),
            eq(caseDiagnosis.diagnosisId, diagnosis.id),
            notInArray(triageCase.state, [...OVER_STATES]),
          ),
        );
      const rows = await db
        .select({ id: diagnosis.id })
        .from(diagnosis)
        .where(
          and(
            eq(diagnosis.tenantId, tenantId),
            lt(diagnosis.begunAt, before),
            after === undefined ? undefined : gt(diagnosis.id, after),
            notExists(followed),
          ),
        )
        .orderBy(asc(diagnosis.id))
        .limit(limit);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await db.delete(diagnosis).where(and(eq(diagnosis.tenantId, tenantId), inArray(diagnosis.id, ids)));
      }
      return ids.length < limit ? undefined : ids.at(-1);
    },

    async takeNamesFromRequests(tenantId, { before, limit }) {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select()
          .from(accessRequest)
          .where(and(endedBefore(tenantId, before), hasNames))
          .orderBy(asc(accessRequest.createdAt))
          .limit(limit)
          .for('update');
        for (const row of rows) {
          const { tenantId: _, id, createdAt: __, ...to } = toRequestRow(namelessRequest(fromRequestRow(row)));
          await tx
            .update(accessRequest)
            .set(to)
            .where(and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.id, id)));
        }
        await takeNamesFromAudit(
          tx,
          tenantId,
          rows.map(({ id }) => id),
        );
        return rows.length;
      });
    },

    async deleteRequests(tenantId, { before, limit }) {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select({ id: accessRequest.id })
          .from(accessRequest)
          .where(endedBefore(tenantId, before))
          .orderBy(asc(accessRequest.createdAt))
          .limit(limit);
        const ids = rows.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await tx
          .delete(accessHistory)
          .where(and(eq(accessHistory.tenantId, tenantId), inArray(accessHistory.requestId, ids)));
        await tx.delete(delivery).where(and(eq(delivery.tenantId, tenantId), inArray(delivery.requestId, ids)));
        await tx.delete(accessRequest).where(and(eq(accessRequest.tenantId, tenantId), inArray(accessRequest.id, ids)));
        return ids.length;
      });
    },

    async deleteRests(tenantId, now) {
      const asked = db
        .select({ one: sql`1` })
        .from(diagnosis)
        .where(
          and(
            eq(diagnosis.tenantId, lastInstance.tenantId),
            eq(diagnosis.askedByObjectId, lastInstance.personObjectId),
          ),
        );
      await db.delete(lastInstance).where(and(eq(lastInstance.tenantId, tenantId), notExists(asked)));
      await db.delete(signInLink).where(and(eq(signInLink.tenantId, tenantId), lt(signInLink.until, now)));
    },
  };
}

/** Somebody who is called 'Somebody' has approvers and reasons all the same. */
const hasNames = or(
  ne(accessRequest.requesterName, SOMEBODY.displayName),
  ne(accessRequest.reason, ''),
  sql`jsonb_array_length(${accessRequest.approvers}) > 0`,
);

/** What somebody has ended, or its cases have, and names people still. */
function overBefore(before: Date): SQL | undefined {
  return and(
    eq(incident.state, 'resolved'),
    lt(since(incident.status), before),
    or(sql`jsonb_array_length(${incident.affected}) > 0`, isNotNull(incident.assignee), isNotNull(incident.examined)),
  );
}

/** What nobody has ended, of which nothing has been heard for so long and no case is younger. */
function forgottenBefore(db: Db, before: Date): SQL | undefined {
  const younger = db
    .select({ one: sql`1` })
    .from(triageCase)
    .where(
      and(
        eq(triageCase.tenantId, incident.tenantId),
        eq(triageCase.incidentId, incident.id),
        or(isNull(triageCase.resolvedAt), gte(triageCase.resolvedAt, before)),
      ),
    );
  return and(
    eq(incident.state, 'open'),
    lt(incident.lastReportAt, before),
    sql`coalesce((${incident.status} #>> '{reopened,at}')::timestamptz < ${before.toISOString()}::timestamptz, true)`,
    notExists(younger),
  );
}

/** When it came to the state it is in. */
function since(status: typeof incident.status | typeof accessRequest.status): SQL<Date> {
  return sql`(${status} ->> 'at')::timestamptz`;
}

/** What has ended later was asked for later, or is looked at by its end. */
function endedBefore(tenantId: string, before: Date): SQL | undefined {
  return and(
    eq(accessRequest.tenantId, tenantId),
    inArray(accessRequest.state, OVER_REQUEST_STATES),
    lt(accessRequest.createdAt, before),
    lt(since(accessRequest.status), before),
  );
}

async function forgetHistory(tx: Tx, tenantId: string, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  await tx
    .update(triageHistory)
    .set({
      byObjectId: sql`case when ${triageHistory.byObjectId} is null then null else ${SOMEBODY.objectId} end`,
      byName: sql`case when ${triageHistory.byObjectId} is null then null else ${SOMEBODY.displayName} end`,
      fromConversationId: null,
      detail: null,
    })
    .where(and(eq(triageHistory.tenantId, tenantId), inArray(triageHistory.subjectId, [...subjectIds])));
}

/** Who did what stays, by object id; what somebody wrote, and whose chat it was written in, does not. */
async function takeNamesFromAudit(tx: Tx, tenantId: string, requestIds: readonly string[]): Promise<void> {
  if (requestIds.length === 0) return;
  const { byObjectId, what, detail, fromKind, fromConversationId } = accessHistory;
  await tx.delete(delivery).where(and(eq(delivery.tenantId, tenantId), inArray(delivery.requestId, [...requestIds])));
  await tx
    .update(accessHistory)
    .set({
      byName: sql`case when ${byObjectId} is null then null else ${SOMEBODY.displayName} end`,
      fromConversationId: sql`case when ${fromKind} = 'personal' then null else ${fromConversationId} end`,
      // Of an approval that counts no more, whose it was is told by name.
      detail: sql`case when ${inArray(what, [...WORDED])} then null else split_part(${detail}, '; no longer counts', 1) end`,
    })
    .where(and(eq(accessHistory.tenantId, tenantId), inArray(accessHistory.requestId, [...requestIds])));
}
