/** Takes the people out of cases and incidents that are over. */
import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, ne, notExists, or, type SQL, sql } from 'drizzle-orm';
import type { Job } from '../jobs/job.ts';
import type { Incident } from '../triage/incident.ts';
import type { RetentionStore } from '../triage/retain.ts';
import { anonymousCase, anonymousIncident, SOMEBODY } from './anonymous.ts';
import { OVER_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { incident, triageCase, triageHistory } from './schema.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { want } from './triage-cards.ts';
import { casesThat } from './triage-incidents.ts';
import { deliverJob, toTriageJobs } from './triage-jobs.ts';
import { fromCaseRow, fromIncidentRow, toCaseRow, toIncidentRow, toTriageHistoryRow } from './triage-rows.ts';

/** `enqueue` writes the jobs that draw cards anew. */
export function createRetainCases(
  db: Db,
  enqueue: Enqueue,
): Pick<RetentionStore, 'anonymiseCases' | 'anonymiseIncidents'> {
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
    const found = await tx
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
    if (found.length === 0) return 0;
    const ids = found.map(({ id }) => id);
    const rows = await tx
      .update(incident)
      .set({
        version: sql`${incident.version} + 1`,
        affected: sql`(select coalesce(jsonb_agg(one.person order by one.place), '[]') from ${people} where ${hasCase})`,
      })
      .where(and(eq(incident.tenantId, tenantId), inArray(incident.id, ids)))
      .returning({ id: incident.id, version: incident.version });
    for (const { id, version } of rows) await want(tx, { kind: 'incident', id }, { tenantId, version }, true);
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
        const jobs: Job[] = [];
        for (const row of rows) {
          const next = anonymousCase(fromCaseRow(row), now);
          const { tenantId: _, id, createdAt: __, ...to } = toCaseRow(next);
          // A bot that did not run for long may not have closed it yet.
          const closed = row.state === 'closed' ? [] : [{ kind: 'announce', event: 'case.closed' } as const];
          jobs.push(...toTriageJobs({ kind: 'case', next, work: [{ kind: 'deliver' }, ...closed] }));
          await tx
            .update(triageCase)
            .set(to)
            .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, id)));
          await want(tx, { kind: 'case', id }, next, false);
        }
        const ids = rows.map(({ id }) => id);
        await forgetHistory(tx, tenantId, ids);
        await enqueue(tx, jobs);
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
          await want(tx, { kind: 'incident', id }, next, false);
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
  };
}

/** What somebody has ended, or its cases have, and names people still. */
function overBefore(before: Date): SQL | undefined {
  return and(
    eq(incident.state, 'resolved'),
    sql`(${incident.status} ->> 'at')::timestamptz < ${before.toISOString()}::timestamptz`,
    or(sql`jsonb_array_length(${incident.affected}) > 0`, isNotNull(incident.assignee), isNotNull(incident.examined)),
  );
}

/** What nobody has ended, of which nothing has been heard for so long and no case is younger. */
function forgottenBefore(db: Db, before: Date): SQL | undefined {
  const younger = casesThat(db, or(isNull(triageCase.resolvedAt), gte(triageCase.resolvedAt, before)));
  return and(
    eq(incident.state, 'open'),
    lt(incident.lastReportAt, before),
    sql`coalesce((${incident.status} #>> '{reopened,at}')::timestamptz < ${before.toISOString()}::timestamptz, true)`,
    notExists(younger),
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
