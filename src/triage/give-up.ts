/** What becomes of news that the queue has tried to tell for half an hour. Each may run twice. */
import type { CaseWork } from './case.ts';
import { applyToCase, type TriageDependencies } from './cases.ts';

interface Telling {
  tenantId: string;
  caseId: string;
  /** Of the case when the news was. */
  version: number;
}

type ReporterNews = Extract<CaseWork, { kind: 'tell-reporter' }>['news'];

/** What is older is no news any more. */
const NEWS_FOR_MS = 24 * 3_600_000;

/**
 * A question goes back to the helpdesk: nobody has read it, so nobody will answer. Other news is tried again until it is
 * overtaken or a day old.
 */
export async function giveUpTellReporter(
  { news, askedAt, ...telling }: Telling & { news: ReporterNews; askedAt?: string },
  dependencies: TriageDependencies,
): Promise<void> {
  const { tenantId, caseId } = telling;
  if (askedAt !== undefined) {
    await applyToCase(tenantId, caseId, { type: 'question-unreached', askedAt }, dependencies);
    return;
  }
  const one = await dependencies.store.case(tenantId, caseId);
  if (one !== undefined) await tellAgain(telling, { kind: 'tell-reporter', news }, one.status.at, dependencies);
}

/** The same for whom a case was given to, unless it has been somebody else's since. */
export async function giveUpTellAssignee(telling: Telling, dependencies: TriageDependencies): Promise<void> {
  const history = await dependencies.store.history(telling.tenantId, telling.caseId);
  const given = history.findLast(({ what }) => what === 'assign' || what === 'claim');
  if (given?.version === telling.version) await tellAgain(telling, { kind: 'tell-assignee' }, given.at, dependencies);
}

async function tellAgain(
  { tenantId, caseId, version }: Telling,
  work: CaseWork,
  since: string,
  { store, now }: TriageDependencies,
): Promise<void> {
  if (now().getTime() - Date.parse(since) > NEWS_FOR_MS) return;
  const one = await store.case(tenantId, caseId);
  if (one !== undefined) await store.queueAgain([{ kind: 'case', next: { ...one, version }, work: [work] }]);
}
