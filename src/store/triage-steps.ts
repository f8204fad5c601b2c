/** Writes versions of cases and incidents, each with its line of history and what its card should show. */
import { and, eq } from 'drizzle-orm';
import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import type { TriageStep } from '../triage/store.ts';
import { incident, triageCase, triageHistory } from './schema.ts';
import type { Tx } from './transaction.ts';
import { want } from './triage-cards.ts';
import { toCaseRow, toIncidentRow, toTriageHistoryRow } from './triage-rows.ts';
import { Overtaken } from './written.ts';

/** Throws Overtaken where another version was first. */
export async function writeSteps(tx: Tx, steps: readonly TriageStep[]): Promise<void> {
  for (const step of inOneOrder(steps)) await write(tx, step);
}

/** What follows from every version: its line of history, and what its card should show. */
export async function rememberStep(tx: Tx, { kind, next, entry }: TriageStep): Promise<void> {
  await tx.insert(triageHistory).values(toTriageHistoryRow(entry));
  const { state } = next.status;
  await want(tx, { kind, id: next.id }, next, state !== 'resolved' && state !== 'closed');
}

/** Two that change the same cases take them in the same order, so that neither waits for the other for ever. */
function inOneOrder<T extends TriageStep>(steps: readonly T[]): T[] {
  return steps.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.next.id.localeCompare(b.next.id));
}

async function write(tx: Tx, step: TriageStep): Promise<void> {
  const written = step.kind === 'case' ? await replaceCase(tx, step.next) : await replaceIncident(tx, step.next);
  if (!written) throw new Overtaken();
  await rememberStep(tx, step);
}

async function replaceCase(tx: Tx, next: Case): Promise<boolean> {
  const { tenantId, id, createdAt: _, ...changed } = toCaseRow(next);
  const rows = await tx
    .update(triageCase)
    .set(changed)
    .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, id), eq(triageCase.version, next.version - 1)))
    .returning({ id: triageCase.id });
  return rows.length > 0;
}

async function replaceIncident(tx: Tx, next: Incident): Promise<boolean> {
  const { tenantId, id, createdAt: _, ...changed } = toIncidentRow(next);
  const rows = await tx
    .update(incident)
    .set(changed)
    .where(and(eq(incident.tenantId, tenantId), eq(incident.id, id), eq(incident.version, next.version - 1)))
    .returning({ id: incident.id });
  return rows.length > 0;
}
