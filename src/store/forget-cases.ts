/** Takes a person out of cases, incidents and their history. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Case, CaseWork } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import { anonymousCase, SOMEBODY } from './anonymous.ts';
import { OPEN_STATES } from './case-states.ts';
import { drawCasesAnew } from './draw-cases-anew.ts';
import { BATCH, type ToForget, untilNone } from './forget-batches.ts';
import { mentions, PERSONAL_DATA } from './personal-data.ts';
import { incident, triageCase, triageHistory } from './schema.ts';
import type { Tx } from './transaction.ts';
import { want } from './triage-cards.ts';
import { deliverJob, toTriageJobs } from './triage-jobs.ts';
import { fromCaseRow, fromIncidentRow, toCaseRow, toIncidentRow } from './triage-rows.ts';
import { isThem, type KnownBy, learn, withoutPerson } from './without-person.ts';

export function forgetCases(person: ToForget): Promise<number> {
  const { tenantId, known, now, enqueue } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(triageCase, PERSONAL_DATA.triageCase, known);
    const rows = await tx
      .select()
      .from(triageCase)
      .where(and(eq(triageCase.tenantId, tenantId), where))
      .limit(BATCH);
    let changed = 0;
    for (const row of rows) {
      const one = fromCaseRow(row);
      learn(one, known);
      const own = isThem(one.reporter.objectId, known);
      const next = own ? withoutPerson(anonymousCase(one, now), known) : caseWithout(one, known, now);
      const { tenantId: _, id, createdAt: __, ...to } = toCaseRow(next);
      const written = await tx
        .update(triageCase)
        .set(to)
        .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, id), eq(triageCase.version, one.version)))
        .returning({ id: triageCase.id });
      if (written.length === 0) continue;
      changed += 1;
      if (own) await forgetWords(tx, tenantId, id);
      await want(tx, { kind: 'case', id }, next, isOpen(next));
      const work = own ? afterClosing(one) : afterTaking(one, next);
      await enqueue(tx, toTriageJobs({ kind: 'case', next, work: [{ kind: 'deliver' }, ...work] }));
    }
    return { found: rows.length, changed };
  });
}

/** What the person had taken nobody has taken any more, and nobody waits for the answer to what the person had asked. */
function caseWithout(one: Case, known: KnownBy, now: Date): Case {
  const { assignee, wakeAt, ...rest } = withoutPerson(one, known);
  // As every case that is asked no more: with a request still open it waits for that.
  const state = one.requestOpen ? ('waiting-for-approval' as const) : ('new' as const);
  const unasked = rest.status.state === 'waiting-for-reporter' && 'note' in one.status && !('note' in rest.status);
  return {
    ...rest,
    ...(unasked ? { status: { state, at: now.toISOString() } } : wakeAt !== undefined && { wakeAt }),
    version: one.version + 1,
    ...(assignee && assignee.objectId !== SOMEBODY.objectId && { assignee }),
  };
}

function isOpen({ status }: Case): boolean {
  return OPEN_STATES.includes(status.state);
}

/**
 * The ticket has the reporter's name, so it is told also where the case was closed before. An incident may have lost its
 * last open case.
 */
function afterClosing(before: Case): CaseWork[] {
  const { incidentId } = before;
  return [
    { kind: 'announce', event: 'case.closed' },
    ...(incidentId !== undefined && isOpen(before) ? [{ kind: 'settle-incident', incidentId } as const] : []),
  ];
}

function afterTaking(before: Case, next: Case): CaseWork[] {
  const resumed = before.status.state === 'waiting-for-reporter' && next.status.state === 'new';
  return resumed ? [{ kind: 'announce', event: 'case.resumed' }] : [];
}

/** What was written about a case, by whomever. */
async function forgetWords(tx: Tx, tenantId: string, caseId: string): Promise<void> {
  await tx
    .update(triageHistory)
    .set({ detail: null })
    .where(and(eq(triageHistory.tenantId, tenantId), eq(triageHistory.subjectId, caseId)));
}

export function forgetIncidents(person: ToForget): Promise<number> {
  const { tenantId, known, enqueue } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(incident, PERSONAL_DATA.incident, known);
    const rows = await tx
      .select()
      .from(incident)
      .where(and(eq(incident.tenantId, tenantId), where))
      .limit(BATCH);
    let changed = 0;
    for (const row of rows) {
      const before = fromIncidentRow(row);
      learn(before, known);
      const next = incidentWithout(before, known);
      const { tenantId: _, id, createdAt: __, ...to } = toIncidentRow(next);
      const written = await tx
        .update(incident)
        .set(to)
        .where(and(eq(incident.tenantId, tenantId), eq(incident.id, id), eq(incident.version, before.version)))
        .returning({ id: incident.id });
      if (written.length === 0) continue;
      changed += 1;
      await want(tx, { kind: 'incident', id }, next, next.status.state === 'open');
      await enqueue(tx, [deliverJob(tenantId, { kind: 'incident', id })]);
    }
    return { found: rows.length, changed };
  });
}

/** How many people it hit stays as it is. */
function incidentWithout(before: Incident, known: KnownBy): Incident {
  const { assignee, affected, ...rest } = withoutPerson(before, known);
  return {
    ...rest,
    version: before.version + 1,
    affected: affected.filter(({ objectId }) => objectId !== SOMEBODY.objectId),
    ...(assignee && assignee.objectId !== SOMEBODY.objectId && { assignee }),
  };
}

export async function forgetCaseHistory(person: ToForget): Promise<number> {
  const { tenantId, known } = person;
  const ofTenant = eq(triageHistory.tenantId, tenantId);
  const changed = await untilNone(person, async (tx) => {
    const where = mentions(triageHistory, PERSONAL_DATA.triageHistory, known);
    const rows = await tx.select().from(triageHistory).where(and(ofTenant, where)).limit(BATCH);
    for (const row of rows) {
      const { byObjectId, byName, fromConversationId, detail } = row;
      learn({ objectId: byObjectId, displayName: byName }, known);
      const own = isThem(byObjectId, known);
      await tx
        .update(triageHistory)
        .set({
          ...(own && { byObjectId: SOMEBODY.objectId, byName: SOMEBODY.displayName }),
          fromConversationId: own && row.fromKind === 'personal' ? null : withoutPerson(fromConversationId, known),
          detail: own ? null : withoutPerson(detail, known),
        })
        .where(and(ofTenant, eq(triageHistory.subjectId, row.subjectId), eq(triageHistory.entry, row.entry)));
    }
    await drawAnew(tx, rows);
    return { found: rows.length, changed: rows.length };
  });
  // To whom a case was given is told by name alone, on the first line.
  const names = [...known.names];
  if (names.length === 0) return changed;
  return person.db.transaction(async (tx) => {
    const given = await tx
      .update(triageHistory)
      .set({ detail: sql`${SOMEBODY.displayName} || substr(${triageHistory.detail}, length(${givenTo}) + 1)` })
      .where(and(ofTenant, eq(triageHistory.what, 'assign'), inArray(givenTo, names)))
      .returning({ subjectId: triageHistory.subjectId });
    await drawAnew(tx, given);
    return changed + given.length;
  });

  /** An incident's card shows nothing of its history. */
  async function drawAnew(tx: Tx, lines: readonly { subjectId: string }[]): Promise<void> {
    const ids = [...new Set(lines.map(({ subjectId }) => subjectId))];
    if (ids.length > 0) await drawCasesAnew(tx, person, inArray(triageCase.id, ids));
  }
}

const givenTo = sql`split_part(${triageHistory.detail}, chr(10), 1)`;
