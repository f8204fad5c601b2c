import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { mutable } from '../cards/not-helpful.ts';
import { diagnose, diagnoseToken, type Outcome } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance, Tenant } from '../tenant.ts';
import type { Helpdesk } from '../triage/helpdesk.ts';
import { ask, asksForTwins } from './questions.ts';
import { sayReadInPart } from './read-in-part.ts';

export interface RunDependencies {
  tenant: Tenant;
  botAppId: string;
  store: DiagnosisStore;
  helpdesk: Helpdesk;
  hasHelpdesk: (tenantId: string) => Promise<boolean>;
  now: () => Date;
  /** The card of a diagnosis; `pending`: who can approve is still being looked up. */
  render: (record: DiagnosisRecord, diagnosis: Diagnosis, pending: boolean) => Promise<AdaptiveCard>;
}

/** Where one run shows and keeps what it finds. */
export interface Run {
  show(card: AdaptiveCard): void;
  /** Stores what it has come to. Gives the record as it is by then; undefined where another has taken this run's place. */
  save(record: DiagnosisRecord): Promise<DiagnosisRecord | undefined>;
}

/** Progress is shown when a diagnosis takes longer than this, and then at this pace: Teams counts updates. */
const progressEveryMs = 1_500;
/** A question without a list of instances is better than one that comes late. */
const instancesWithinMs = 4_000;

/** One diagnosis, from its record to its card. Throws what is a fault of ours, after the card has said so. */
export async function runDiagnosis(record: DiagnosisRecord, run: Run, dependencies: RunDependencies): Promise<void> {
  const { store, now } = dependencies;
  try {
    const lastInstanceId = await store.lastInstance(record.tenantId, reporterOf(record));
    const outcome =
      record.report.kind === 'unclear'
        ? diagnoseToken(record.report, now())
        : await look(record, lastInstanceId, run, dependencies);
    if (outcome === undefined) return await askWhatItIs(record, lastInstanceId, run, dependencies);
    await conclude(record, outcome, lastInstanceId, run, dependencies);
    await rememberInstance(record, outcome, lastInstanceId, store);
  } catch (error) {
    const failed: DiagnosisRecord = { ...record, state: 'done', unseen: 'failed' };
    // It is said also where it cannot be stored.
    const stored = await run.save(failed).catch(() => failed);
    if (stored !== undefined) run.show(mutable(stored, failedCard()));
    throw error;
  }
}

async function look(
  { tenantId, askedBy, report, instanceId }: DiagnosisRecord,
  lastInstanceId: string | undefined,
  run: Run,
  { tenant, botAppId, helpdesk, now }: RunDependencies,
): Promise<Outcome> {
  const done: string[] = [];
  let shown: number | undefined;
  const progress = setInterval(() => {
    // Teams counts updates, and one that shows nothing new is wasted.
    if (done.length === shown) return;
    shown = done.length;
    run.show(checkingCard({ what: inWords(report), done: [...done], waiting: ['the rest'] }));
  }, progressEveryMs);
  try {
    return await diagnose(
      {
        report,
        // Proven anew at every run: who left the helpdesk sees no more.
        asker: { ...askedBy, isOfHelpdesk: () => helpdesk.isMember(tenantId, askedBy.objectId) },
        ...(instanceId !== undefined && { instanceId }),
        ...(lastInstanceId !== undefined && { lastInstanceId }),
      },
      tenant,
      { now, botAppId, onFact: ({ what, known }) => known && !done.includes(what) && done.push(what) },
    );
  } finally {
    clearInterval(progress);
  }
}

/** Everything that matters at once, so that the answer begins the diagnosis. */
async function askWhatItIs(
  record: DiagnosisRecord,
  lastInstanceId: string | undefined,
  run: Run,
  { tenant }: RunDependencies,
): Promise<void> {
  const choice = asksForTwins(record.report) ? await instancesToChooseFrom(record, tenant) : {};
  await putQuestion(ask(record, { ...choice, lastInstanceId }), run);
}

async function putQuestion(question: ReturnType<typeof ask>, run: Run): Promise<void> {
  // Saved first: a click on the card must find what the card asks.
  const stored = await run.save(question.record);
  if (stored !== undefined) run.show(sayReadInPart(question.card, stored));
}

async function conclude(
  record: DiagnosisRecord,
  outcome: Outcome,
  lastInstanceId: string | undefined,
  run: Run,
  { tenant, hasHelpdesk, render }: RunDependencies,
): Promise<void> {
  if (outcome.kind === 'choose-instance' || outcome.kind === 'name-identity') {
    const missing =
      outcome.kind === 'choose-instance'
        ? { instances: outcome.instances }
        : { identity: outcome.message, ...(await instancesToChooseFrom(record, tenant)) };
    return putQuestion(ask(record, { ...missing, lastInstanceId }), run);
  }
  if (outcome.kind === 'not-shown') {
    const stored = await run.save({ ...record, state: 'done', unseen: 'not-shown' });
    if (stored === undefined) return;
    const helpdesk = stored.triaged === true && (await hasHelpdesk(record.tenantId));
    const next = helpdesk ? { next: 'The helpdesk has it as a case now, and can look.' } : {};
    const card = messageCard({ title: 'Not mine to show', text: outcome.message, ...next });
    return run.show(mutable(stored, sayReadInPart(card, stored)));
  }
  const { diagnosis, complete } = outcome;
  const pending = diagnosis.proposal !== undefined;
  const stored = await run.save({ ...record, state: 'done', diagnosis });
  if (stored === undefined) return;
  run.show(await render(stored, diagnosis, pending));
  if (!pending) return;
  const named = await complete;
  const completed = await run.save({ ...record, state: 'done', diagnosis: named });
  if (completed !== undefined) run.show(await render(completed, named, false));
}

/** Nothing where the instance is named, or where there is no choice. */
async function instancesToChooseFrom(
  { report, instanceId }: DiagnosisRecord,
  tenant: Tenant,
): Promise<{ instances?: Instance[] }> {
  const { hostName, name } = report.instance ?? {};
  if (instanceId !== undefined || hostName !== undefined || name !== undefined) return {};
  const instances = await tenant
    .findInstances({}, { signal: AbortSignal.timeout(instancesWithinMs) })
    .catch((): Instance[] => []);
  return instances.length > 1 ? { instances } : {};
}

/** Where somebody has pointed at a message it is about what its writer uses. */
function reporterOf({ writtenBy, askedBy }: DiagnosisRecord): string {
  return (writtenBy ?? askedBy).objectId;
}

async function rememberInstance(
  record: DiagnosisRecord,
  outcome: Outcome,
  lastInstanceId: string | undefined,
  store: DiagnosisStore,
): Promise<void> {
  const id = outcome.kind === 'diagnosis' ? outcome.diagnosis.instance?.id : undefined;
  if (id !== undefined && id !== lastInstanceId) await store.rememberInstance(record.tenantId, reporterOf(record), id);
}

function failedCard(): AdaptiveCard {
  return messageCard({
    title: 'That did not work',
    text: 'The check failed on my side. Nothing was changed.',
    next: 'Ask me again; if it fails again, tell whoever runs this bot.',
  });
}

/** What was understood, for the card that is shown at once. */
export function inWords({ kind, instance, principal }: SymptomReport): string {
  if (kind === 'unclear') return 'what I have to ask you';
  const other =
    principal?.id !== undefined && principal.kind !== 'me'
      ? `the access of ${principal.name ?? principal.id}`
      : 'your access';
  const place = instance?.name ?? instance?.hostName;
  return place === undefined ? other : `${other} to ${place}`;
}
