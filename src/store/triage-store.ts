/** Cases and incidents with their history; a change, its history entry and the work it causes are one transaction. */
import { and, asc, eq, getTableColumns, gte, inArray, isNotNull, lt, notExists, type SQL, sql } from 'drizzle-orm';
import type { Person } from '../access/access-request.ts';
import type { Job } from '../jobs/job.ts';
import type { Case } from '../triage/case.ts';
import type { TriageEntry, TriageStep, TriageStore } from '../triage/store.ts';
import { OPEN_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { accessRequest, caseDiagnosis, diagnosis, incident, triageCase, triageHistory } from './schema.ts';
import { standingCase } from './standing-case.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { createTriageCardPlaces } from './triage-card-places.ts';
import { createTriageCards } from './triage-cards.ts';
import { createTriageFigures } from './triage-figures.ts';
import { createTriageIncidents } from './triage-incidents.ts';
import { digestJob, followJob, followRequestJob, retainJob, toTriageJobs, triageReconcileJob } from './triage-jobs.ts';
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
import { createTriageShownInChats } from './triage-shown-in-chats.ts';
import { rememberStep, writeSteps } from './triage-steps.ts';
import { asWritten, unlessOvertaken } from './written.ts';

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createTriageStore(db: Db, enqueue: Enqueue): TriageStore {
  function queue(jobs: readonly Job[]): Promise<void> {
    return db.transaction((tx) => enqueue(tx, jobs));
  }

  return {
    ...createTriageLists(db),
    ...createTriageSearch(db),
    ...createTriageFigures(db),
    ...createTriageIncidents(db),
    ...createTriageCardPlaces(db),
    ...createTriageCards(db, enqueue),
    ...createTriageShownInChats(db),

    async open(opened, work, entry, { again = [], leaving, ...also } = {}) {
      const { tenantId, diagnosisId, reporter } = opened;
      return unlessOvertaken(() =>
        db.transaction(async (tx) => {
          await waitFor(tx, reporter, tenantId);
          const first = await caseOf(tx, tenantId, diagnosisId);
          if (first !== undefined && first.id !== leaving) return { case: first, created: false };
          const standing = await standingCase(tx, opened, also);
          const step = standing?.step;
          if (step !== undefined) await writeSteps(tx, [step]);
          const next = step?.next ?? standing?.one ?? (await insertCase(tx, opened));
          await link(tx, { tenantId, diagnosisId, caseId: next.id });
          const requests = await requestsBecauseOf(tx, tenantId, [diagnosisId]);
          const followed = requests.map((id) => followRequestJob(tenantId, id));
          if (standing !== undefined) {
            const more = OPEN_STATES.includes(next.status.state) ? [...(step?.work ?? []), ...again] : [];
            await enqueue(tx, [...toTriageJobs({ kind: 'case', next, work: more }), ...followed]);
            return { case: next, created: false };
          }
          await rememberStep(tx, { kind: 'case', next, work, entry });
          await enqueue(tx, [...toTriageJobs({ kind: 'case', next, work }), ...followed]);
          return { case: next, created: true };
        }),
      );
    },

    case: (tenantId, id) => caseWhere(db, oneCase(tenantId, id)),

    byDiagnosis: (tenantId, diagnosisId) => caseOf(db, tenantId, diagnosisId),

    diagnosesOf: (tenantId, caseId) => diagnosesOf(db, tenantId, caseId),

    async requestsOf(tenantId, caseId) {
      return requestsBecauseOf(db, tenantId, await diagnosesOf(db, tenantId, caseId));
    },

    openIncidentOf(opened, work, entry, joined) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          const [row] = await tx.insert(incident).values(toIncidentRow(opened)).returning();
          if (row === undefined) throw new Error('An insert gives its row back.');
          const birth: TriageStep = { kind: 'incident', next: fromIncidentRow(row), work, entry };
          await rememberStep(tx, birth);
          await writeSteps(tx, joined);
          await enqueue(tx, [birth, ...joined].flatMap(toTriageJobs));
        }),
      );
    },

    transition(steps) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          await writeSteps(tx, steps);
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

    async withoutCase(tenantId, { since, until, limit }) {
      const opened = db
        .select({ one: sql`1` })
        .from(caseDiagnosis)
        .where(and(eq(caseDiagnosis.tenantId, diagnosis.tenantId), eq(caseDiagnosis.diagnosisId, diagnosis.id)));
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

async function caseOf(from: Pick<Db, 'select'>, tenantId: string, diagnosisId: string): Promise<Case | undefined> {
  const [row] = await from
    .select(getTableColumns(triageCase))
    .from(caseDiagnosis)
    .innerJoin(
      triageCase,
      and(eq(triageCase.tenantId, caseDiagnosis.tenantId), eq(triageCase.id, caseDiagnosis.caseId)),
    )
    .where(and(eq(caseDiagnosis.tenantId, tenantId), eq(caseDiagnosis.diagnosisId, diagnosisId)));
  return row && fromCaseRow(row);
}

/** Of two diagnoses of one trouble that come at once, on whatever replica, only the first opens a case. */
async function waitFor(tx: Pick<Db, 'execute'>, { objectId }: Person, tenantId: string): Promise<void> {
  const whose = `case of ${tenantId} ${objectId.toLowerCase()}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${whose}, 0))`);
}

async function insertCase(tx: Tx, opened: Omit<Case, 'number'>): Promise<Case> {
  const [row] = await tx.insert(triageCase).values(toCaseRow(opened)).returning();
  if (row === undefined) throw new Error('An insert gives its row back.');
  return fromCaseRow(row);
}

async function link(tx: Tx, of: typeof caseDiagnosis.$inferInsert): Promise<void> {
  await tx
    .insert(caseDiagnosis)
    .values(of)
    .onConflictDoUpdate({
      target: [caseDiagnosis.tenantId, caseDiagnosis.diagnosisId],
      set: { caseId: of.caseId },
    });
}

async function diagnosesOf(from: Pick<Db, 'select'>, tenantId: string, caseId: string): Promise<string[]> {
  const ofCase = and(eq(caseDiagnosis.tenantId, tenantId), eq(caseDiagnosis.caseId, caseId));
  const rows = await from.select({ id: caseDiagnosis.diagnosisId }).from(caseDiagnosis).where(ofCase);
  return rows.map(({ id }) => id);
}

/** Oldest first. */
async function requestsBecauseOf(
  from: Pick<Db, 'select'>,
  tenantId: string,
  diagnosisIds: readonly string[],
): Promise<string[]> {
  if (diagnosisIds.length === 0) return [];
  const { id, because, createdAt } = accessRequest;
  const ofThese = inArray(sql`(${because} ->> 'diagnosisId')`, [...diagnosisIds]);
  const rows = await from
    .select({ id })
    .from(accessRequest)
    .where(and(eq(accessRequest.tenantId, tenantId), isNotNull(because), ofThese))
    .orderBy(asc(createdAt), asc(id));
  return rows.map((row) => row.id);
}
