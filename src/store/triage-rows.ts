/** Cases, incidents and their history as rows of their tables. */
import { sql } from 'drizzle-orm';
import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import type { TriageEntry } from '../triage/store.ts';
import { fromHappenedRow, toHappenedRow } from './history-rows.ts';
import type { incident, triageCase, triageHistory } from './schema.ts';
import { wordsOf } from './words.ts';

type CaseRow = typeof triageCase.$inferSelect;
type IncidentRow = typeof incident.$inferSelect;
type HistoryRow = typeof triageHistory.$inferSelect;

/** Without its number, which the table counts up. */
export function toCaseRow(one: Omit<Case, 'number'>) {
  return {
    tenantId: one.tenantId,
    id: one.id,
    version: one.version,
    reporter: one.reporter,
    origin: one.origin,
    diagnosisId: one.diagnosisId,
    report: one.report,
    outcome: one.outcome ?? null,
    traits: [...(one.traits ?? [])],
    unseen: one.unseen ?? null,
    unseenAt: dateOf(one.unseenAt),
    assignee: one.assignee ?? null,
    incidentId: one.incidentId ?? null,
    incidentInstance: one.incidentInstance ?? null,
    requestId: one.requestId ?? null,
    requestedAt: dateOf(one.requestedAt),
    requestOpen: one.requestOpen ?? false,
    correlationId: one.correlationId,
    createdAt: new Date(one.createdAt),
    answeredAt: dateOf(one.answeredAt),
    accessAt: dateOf(one.accessAt),
    wakeAt: dateOf(one.wakeAt),
    resolvedAt: dateOf('how' in one.status ? one.status.at : undefined),
    status: one.status,
    words: sql<string>`array_to_tsvector(${sql.param(searched(one))}::text[])`,
  };
}

export function fromCaseRow(row: CaseRow): Case {
  return {
    tenantId: row.tenantId,
    id: row.id,
    number: row.number,
    version: row.version,
    reporter: row.reporter,
    origin: row.origin,
    diagnosisId: row.diagnosisId,
    report: row.report,
    ...(row.outcome !== null && { outcome: row.outcome }),
    ...(row.traits.length > 0 && { traits: row.traits }),
    ...(row.unseen !== null && { unseen: row.unseen }),
    ...(row.unseenAt !== null && { unseenAt: row.unseenAt.toISOString() }),
    ...(row.assignee !== null && { assignee: row.assignee }),
    ...(row.incidentId !== null && { incidentId: row.incidentId }),
    ...(row.incidentInstance !== null && { incidentInstance: row.incidentInstance }),
    ...(row.requestId !== null && { requestId: row.requestId }),
    ...(row.requestedAt !== null && { requestedAt: row.requestedAt.toISOString() }),
    ...(row.requestOpen && { requestOpen: true }),
    correlationId: row.correlationId,
    createdAt: row.createdAt.toISOString(),
    ...(row.answeredAt !== null && { answeredAt: row.answeredAt.toISOString() }),
    ...(row.accessAt !== null && { accessAt: row.accessAt.toISOString() }),
    ...(row.wakeAt !== null && { wakeAt: row.wakeAt.toISOString() }),
    status: row.status,
  };
}

/** Without its number, as a case. */
export function toIncidentRow(one: Omit<Incident, 'number'>) {
  return {
    tenantId: one.tenantId,
    id: one.id,
    version: one.version,
    trait: one.trait,
    cause: one.cause ?? null,
    since: new Date(one.since),
    lastReportAt: new Date(one.lastReportAt),
    cases: one.cases,
    affected: one.affected,
    people: one.people,
    examined: one.examined ?? null,
    assignee: one.assignee ?? null,
    correlationId: one.correlationId,
    createdAt: new Date(one.createdAt),
    status: one.status,
  } satisfies typeof incident.$inferInsert;
}

export function fromIncidentRow(row: IncidentRow): Incident {
  return {
    tenantId: row.tenantId,
    id: row.id,
    number: row.number,
    version: row.version,
    trait: row.trait,
    ...(row.cause !== null && { cause: row.cause }),
    since: row.since.toISOString(),
    lastReportAt: row.lastReportAt.toISOString(),
    cases: row.cases,
    affected: row.affected,
    people: row.people,
    ...(row.examined !== null && { examined: row.examined }),
    ...(row.assignee !== null && { assignee: row.assignee }),
    correlationId: row.correlationId,
    createdAt: row.createdAt.toISOString(),
    status: row.status,
  };
}

export function toTriageHistoryRow(entry: TriageEntry) {
  const { tenantId, subjectId, what } = entry;
  return { tenantId, subjectId, what, ...toHappenedRow(entry) } satisfies typeof triageHistory.$inferInsert;
}

export function fromTriageHistoryRow(row: HistoryRow): TriageEntry {
  const { tenantId, subjectId, what } = row;
  return { tenantId, subjectId, what, ...fromHappenedRow(row) };
}

function searched({ reporter, outcome, report, incidentInstance }: Omit<Case, 'number'>): string[] {
  const { name, hostName } = report.instance ?? {};
  // As the column instance_key has it: as found out, else as reported, else as its incident has it.
  const instance = outcome?.instance?.name ?? name ?? (hostName?.split('.', 1)[0] || incidentInstance);
  return wordsOf([reporter.displayName, instance, outcome?.headline].join(' '));
}

function dateOf(at: string | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}
