import type { Retention } from './retention.ts';
import type { TriageStore } from './store.ts';

interface Batch {
  /** What was over before this. */
  before: Date;
  limit: number;
}

/** What is done with what is over. Each takes a batch of a tenant and gives how many there were. Implemented in src/store. */
export interface RetentionStore {
  /** Resolved ones: their number, times, causes and the instance's name stay. */
  anonymiseCases(tenantId: string, batch: Batch & { now: Date }): Promise<number>;
  /**
   * Those that are over, and those that nobody has ended though their last report and the end of every case of theirs is so
   * long ago: they are over then. Of the others, people whose cases are anonymised are named no more.
   */
  anonymiseIncidents(tenantId: string, batch: Batch & { now: Date }): Promise<number>;
  /** Not those of open cases. Gives where the next batch begins; undefined after the last. */
  deleteDiagnoses(tenantId: string, batch: Batch & { after?: string }): Promise<string | undefined>;
  /** Ended ones: object ids stay for the audit; names, addresses and what people wrote go, and where it was sent. */
  takeNamesFromRequests(tenantId: string, batch: Batch): Promise<number>;
  /** Ended ones with their audit. */
  deleteRequests(tenantId: string, batch: Batch): Promise<number>;
  /** What is remembered of people who have no diagnosis any more, and sign-ins that nobody finished. */
  deleteRests(tenantId: string, now: Date): Promise<void>;
}

export interface RetainDependencies {
  store: RetentionStore;
  queue: Pick<TriageStore, 'queueRetain'>;
  retention: Retention;
  now: () => Date;
}

const DAY_MS = 86_400_000;
const BATCH = 100;
/** A job has a minute; what is left is the next one's. */
const LONGEST_MS = 20_000;

/** At start: today's, unless it has run already, whichever process queued it. */
export async function queueRetention(
  tenantId: string,
  { queue, now }: Pick<RetainDependencies, 'queue' | 'now'>,
): Promise<void> {
  await queue.queueRetain(tenantId, { slot: midnight(now(), 0) });
}

/**
 * The job 'triage.retain': once a day, and again at once while there is more than it can do in its time. Running twice
 * changes nothing.
 */
export async function retainJob(
  { tenantId }: { tenantId: string },
  { store, queue, retention, now }: RetainDependencies,
  elapsedMs: () => number = stopwatch(),
): Promise<void> {
  const at = now();
  // Queued first: a run that fails does not end the series. All replicas queue the same one.
  const tomorrow = midnight(at, 1);
  await queue.queueRetain(tenantId, { at: tomorrow, slot: tomorrow });
  const before = daysBefore(at, retention.days);
  const audited = daysBefore(at, retention.auditDays);
  let after: string | undefined;
  const batches = [
    () => store.anonymiseCases(tenantId, { before, now: at, limit: BATCH }).then(isMore),
    () => store.anonymiseIncidents(tenantId, { before, now: at, limit: BATCH }).then(isMore),
    () => store.takeNamesFromRequests(tenantId, { before, limit: BATCH }).then(isMore),
    () => store.deleteRequests(tenantId, { before: audited, limit: BATCH }).then(isMore),
    async () => {
      after = await store.deleteDiagnoses(tenantId, { before, limit: BATCH, ...(after !== undefined && { after }) });
      return after !== undefined;
    },
  ];
  for (const batch of batches) {
    while (await batch()) {
      if (elapsedMs() < LONGEST_MS) continue;
      await queue.queueRetain(tenantId, {});
      return;
    }
  }
  await store.deleteRests(tenantId, at);
}

function isMore(done: number): boolean {
  return done === BATCH;
}

/** The one that began this day, or a later one; UTC. */
function midnight(at: Date, daysLater: number): string {
  return new Date((Math.floor(at.getTime() / DAY_MS) + daysLater) * DAY_MS).toISOString();
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * DAY_MS);
}

function stopwatch(): () => number {
  const begun = performance.now();
  return () => performance.now() - begun;
}
