/** Cases and incidents with their history; a change, its history entry and the work it causes are one transaction. */
import { and, asc, desc, eq, gte, inArray, lt, notExists, type SQL, sql } from 'drizzle-orm';
import type { Job } from '../jobs/job.ts';
import type { JobTransaction } from '../jobs/queue-database.ts';
import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import type { TriageEntry, TriageStep, TriageStore } from '../triage/store.ts';
import type { Db } from './database.ts';
import { diagnosis, incident, triageCase, triageHistory } from './schema.ts';
import { StoreError } from './store-error.ts';
import { createTriageCards, want } from './triage-cards.ts';
import { createTriageFigures } from './triage-figures.ts';
import { digestJob, followJob, retainJob, toTriageJobs, triageReconcileJob } from './triage-jobs.ts';
import { createTriageLists } from './triage-lists.ts';
import {
  fromCaseRow,
  fromIncidentRow,
  fromTriageHistoryRow,
  toCaseRow,
  toIncidentRow,
  toTriageHistoryRow,
} from './triage-rows.ts';
import { createTriageSearch } from './triage-search.ts';
import { asWritten, Overtaken } from './written.ts';

type Tx = Pick<Db, 'select' | 'insert' | 'update'>;

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createTriageStore(
  db: Db,
  enqueue: (tx: JobTransaction, jobs: readonly Job[]) => Promise<void>,
): TriageStore {
  function queue(jobs: readonly Job[]): Promise<void> {
    return db.transaction((tx) => enqueue(tx, jobs));
  }

  return {
    ...createTriageLists(db),
    ...createTriageSearch(db),
    ...createTriageFigures(db),
    ...createTriageCards(db, enqueue),

    async open(opened, work, entry) {
      const { tenantId, diagnosisId } = opened;
      return db.transaction(async (tx) => {
        const first = await caseWhere(tx, ofDiagnosis(tenantId, diagnosisId));
        if (first !== undefined) return { case: first, created: false };
        const [row] = await tx
          .insert(triageCase)
          .values(toCaseRow(opened))
          .onConflictDoNothing({ target: [triageCase.tenantId, triageCase.diagnosisId] })
          .returning();
        if (row === undefined) {
          const other = await caseWhere(tx, ofDiagnosis(tenantId, diagnosisId));
          if (other !== undefined) return { case: other, created: false };
          throw new StoreError('conflict', `The case of the diagnosis ${diagnosisId} was deleted just now.`);
        }
        const next = fromCaseRow(row);
        await remember(tx, { kind: 'case', next, work, entry });
        await enqueue(tx, toTriageJobs({ kind: 'case', next, work }));
        return { case: next, created: true };
      });
    },

    case: (tenantId, id) => caseWhere(db, oneCase(tenantId, id)),

    byDiagnosis: (tenantId, diagnosisId) => caseWhere(db, ofDiagnosis(tenantId, diagnosisId)),

    async incident(tenantId, id) {
      const [row] = await db.select().from(incident).where(oneIncident(tenantId, id));
      return row && fromIncidentRow(row);
    },

    async openIncident(tenantId, traits) {
      const keys = traits.map(({ key }) => key);
      if (keys.length === 0) return undefined;
      const where = and(eq(incident.tenantId, tenantId), inArray(incident.traitKey, keys), eq(incident.state, 'open'));
      const rows = await db.select().from(incident).where(where);
      const [first] = rows.toSorted((a, b) => keys.indexOf(a.traitKey) - keys.indexOf(b.traitKey));
      return first && fromIncidentRow(first);
    },

    openIncidentOf(opened, work, entry, joined) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          const [row] = await tx.insert(incident).values(toIncidentRow(opened)).returning();
          if (row === undefined) throw new Error('An insert gives its row back.');
          const birth: TriageStep = { kind: 'incident', next: fromIncidentRow(row), work, entry };
          await remember(tx, birth);
          for (const step of inOneOrder(joined)) await write(tx, step);
          await enqueue(tx, [birth, ...joined].flatMap(toTriageJobs));
        }),
      );
    },

    transition(steps) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          for (const step of inOneOrder(steps)) await write(tx, step);
          await enqueue(tx, steps.flatMap(toTriageJobs));
        }),
      );
    },

    async recordRefusal(entry) {
      await db.insert(triageHistory).values(toTriageHistoryRow(entry));
    },

    async history(tenantId, subjectId): Promise<TriageEntry[]> {
      const rows = await db
        .select()
        .from(triageHistory)
        .where(and(eq(triageHistory.tenantId, tenantId), eq(triageHistory.subjectId, subjectId)))
        .orderBy(asc(triageHistory.entry));
      return rows.map(fromTriageHistoryRow);
    },

    async hasReported(tenantId, incidentId, personObjectId) {
      const rows = await db
        .select({ id: triageCase.id })
        .from(triageCase)
        .where(
          and(
            eq(triageCase.tenantId, tenantId),
            eq(triageCase.incidentId, incidentId),
            eq(triageCase.reporterKey, personObjectId.toLowerCase()),
          ),
        )
        .limit(1);
      return rows.length > 0;
    },

    async openIncidents(tenantId, limit) {
      const rows = await db
        .select()
        .from(incident)
        .where(and(eq(incident.tenantId, tenantId), eq(incident.state, 'open')))
        .orderBy(desc(incident.lastReportAt), desc(incident.id))
        .limit(limit);
      return rows.map(fromIncidentRow);
    },

    async withoutCase(tenantId, { since, until, limit }) {
      const opened = db
        .select({ one: sql`1` })
        .from(triageCase)
        .where(and(eq(triageCase.tenantId, diagnosis.tenantId), eq(triageCase.diagnosisId, diagnosis.id)));
      const begun = and(gte(diagnosis.begunAt, new Date(since)), lt(diagnosis.begunAt, new Date(until)));
      const where = and(eq(diagnosis.tenantId, tenantId), diagnosis.triaged, begun, notExists(opened));
      const { id } = diagnosis;
      const rows = await db.select({ id }).from(diagnosis).where(where).orderBy(asc(diagnosis.begunAt)).limit(limit);
      return rows.map((row) => row.id);
    },

    queueFollow: (tenantId, diagnosisIds) => queue(diagnosisIds.map((id) => followJob(tenantId, id))),
    queueAgain: (work) => queue(work.flatMap(toTriageJobs)),
    queueReconcile: (tenantId, reconcile) => queue([triageReconcileJob(tenantId, reconcile)]),
    queueDigest: (tenantId, digest) => queue([digestJob(tenantId, digest)]),
    queueRetain: (tenantId, retain) => queue([retainJob(tenantId, retain)]),
  };
}

async function caseWhere(from: Pick<Db, 'select'>, where: SQL | undefined): Promise<Case | undefined> {
  const [row] = await from.select().from(triageCase).where(where);
  return row && fromCaseRow(row);
}

function oneCase(tenantId: string, id: string): SQL | undefined {
  return and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, id));
}

function ofDiagnosis(tenantId: string, diagnosisId: string): SQL | undefined {
  return and(eq(triageCase.tenantId, tenantId), eq(triageCase.diagnosisId, diagnosisId));
}

function oneIncident(tenantId: string, id: string): SQL | undefined {
  return and(eq(incident.tenantId, tenantId), eq(incident.id, id));
}

/** Two that change the same cases take them in the same order, so that neither waits for the other for ever. */
function inOneOrder<T extends TriageStep>(steps: readonly T[]): T[] {
  return steps.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.next.id.localeCompare(b.next.id));
}

async function write(tx: Tx, step: TriageStep): Promise<void> {
  const written = step.kind === 'case' ? await replaceCase(tx, step.next) : await replaceIncident(tx, step.next);
  if (!written) throw new Overtaken();
  await remember(tx, step);
}

/** What follows from every version: its line of history, and what its card should show. */
async function remember(tx: Tx, { kind, next, entry }: TriageStep): Promise<void> {
  await tx.insert(triageHistory).values(toTriageHistoryRow(entry));
  const { state } = next.status;
  await want(tx, { kind, id: next.id }, next, state !== 'resolved' && state !== 'closed');
}

async function replaceCase(tx: Tx, next: Case): Promise<boolean> {
  const { tenantId, id, createdAt: _, ...changed } = toCaseRow(next);
  const rows = await tx
    .update(triageCase)
    .set(changed)
    .where(and(oneCase(tenantId, id), eq(triageCase.version, next.version - 1)))
    .returning({ id: triageCase.id });
  return rows.length > 0;
}

async function replaceIncident(tx: Tx, next: Incident): Promise<boolean> {
  const { tenantId, id, createdAt: _, ...changed } = toIncidentRow(next);
  const rows = await tx
    .update(incident)
    .set(changed)
    .where(and(oneIncident(tenantId, id), eq(incident.version, next.version - 1)))
    .returning({ id: incident.id });
  return rows.length > 0;
}
