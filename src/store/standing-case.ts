import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Case, CaseState } from '../triage/case.ts';
import type { AlsoOf, Returning } from '../triage/store.ts';
import { OPEN_STATES } from './case-states.ts';
import { triageCase } from './schema.ts';
import type { Tx } from './transaction.ts';
import { fromCaseRow } from './triage-rows.ts';

/** Cases of one person that a new report is compared with, open or resolved: the latest. */
const MOST_COMPARED = 50;

type Reporter = Pick<Case, 'tenantId' | 'reporter'>;

/** Which of its reporter's cases a new report is one more of, and what becomes of that where it was resolved. */
export async function standingCase(
  tx: Tx,
  of: Reporter,
  { isSame, mayBeSame, returning }: AlsoOf,
): Promise<(Returning & { one: Case }) | undefined> {
  const open = isSame || mayBeSame ? await casesOf(tx, of, OPEN_STATES, triageCase.createdAt) : [];
  const same = open.find((one) => isSame?.(one));
  if (same !== undefined) return { one: same };
  const resolved = returning ? await casesOf(tx, of, ['resolved'], triageCase.resolvedAt) : [];
  for (const one of resolved) {
    const returns = returning?.(one);
    if (returns !== undefined) return { ...returns, one };
  }
  const alike = open.find((one) => mayBeSame?.(one));
  return alike && { one: alike };
}

/** The latest first, by this time. */
async function casesOf(
  tx: Tx,
  { tenantId, reporter }: Reporter,
  states: readonly CaseState[],
  time: typeof triageCase.createdAt | typeof triageCase.resolvedAt,
): Promise<Case[]> {
  const { reporterKey, state, number } = triageCase;
  const his = and(eq(triageCase.tenantId, tenantId), eq(reporterKey, reporter.objectId.toLowerCase()));
  const rows = await tx
    .select()
    .from(triageCase)
    .where(and(his, inArray(state, [...states])))
    .orderBy(desc(time), desc(number))
    .limit(MOST_COMPARED);
  return rows.map(fromCaseRow);
}
