/** What is counted of the bot's work. No label holds an id, a name or anything that a person wrote. */
import type { DeliveryStore } from '../access/delivery.ts';
import type { AccessStore } from '../access/store.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { DeadJob, Handlers, Queue } from '../jobs/queue.ts';
import { createCounter, createHistogram, type Metric, writeMetrics } from './prometheus.ts';

/** Where the work shows. */
interface Watched {
  access: AccessStore;
  diagnoses: DiagnosisStore;
  deliveries: DeliveryStore;
  queue: Queue;
}

export interface BotMetrics {
  /** The same stores, whose use is counted from now on. */
  watch<Stores extends Watched>(stores: Stores): Stores;
  /** A fault of ours. */
  fault(): void;
  /** As Prometheus reads it. `waiting` as the queue tells it; undefined: the database does not answer. */
  write(waiting: Awaited<ReturnType<Queue['waiting']>> | undefined): string;
}

/** From an answer out of the cache to the longest diagnosis there is. */
const SECONDS = [0.25, 0.5, 1, 2, 3, 5, 8, 15, 30];
/** A diagnosis is saved again once the names of approvers are known, soon after. */
const REMEMBERED = 1_000;

export function createBotMetrics(): BotMetrics {
  const diagnoses = createCounter('adt_support_diagnoses_total', 'Diagnoses, by the strongest verdict in them.');
  const causes = createCounter('adt_support_causes_confirmed_total', 'Findings confirmed in diagnoses.');
  const seconds = createHistogram('adt_support_diagnosis_seconds', 'Time from a message to its verdicts.', SECONDS);
  const calls = createCounter('adt_support_diagnosis_azure_calls_total', 'Calls to Azure that diagnoses took.');
  const changes = createCounter(
    'adt_support_request_changes_total',
    'Changes of access requests, and the state after.',
  );
  const refusals = createCounter(
    'adt_support_request_refusals_total',
    'Attempts on access requests that were refused.',
  );
  const deliveries = createCounter('adt_support_deliveries_total', 'Messages of access requests.');
  const jobs = createCounter('adt_support_jobs_total', 'Runs of jobs.');
  const faults = createCounter('adt_support_faults_total', 'Faults of the bot itself; the log has each.');
  faults.add({}, 0);
  calls.add({}, 0);
  const counted = new Set<string>();

  function countDiagnosis({ tenantId, id, begunAt }: DiagnosisRecord, diagnosis: Diagnosis): void {
    const key = `${tenantId}/${id}/${begunAt}`;
    if (counted.has(key)) return;
    counted.add(key);
    for (const oldest of counted) {
      if (counted.size <= REMEMBERED) break;
      counted.delete(oldest);
    }
    const { findings, tookMs, azureCalls } = diagnosis;
    const strongest = (['confirmed', 'possible', 'unknown'] as const).find((verdict) =>
      findings.some((finding) => finding.verdict === verdict),
    );
    diagnoses.add({ verdict: strongest ?? 'ruled-out' });
    for (const { id: cause, verdict } of findings) if (verdict === 'confirmed') causes.add({ cause });
    seconds.observe(tookMs / 1_000);
    calls.add({}, azureCalls);
  }

  return {
    watch: (stores) => ({
      ...stores,
      diagnoses: {
        ...stores.diagnoses,
        async conclude(record, isShown) {
          const stored = await stores.diagnoses.conclude(record, isShown);
          if (stored?.state === 'done' && stored.diagnosis !== undefined) countDiagnosis(stored, stored.diagnosis);
          return stored;
        },
      },
      access: {
        ...stores.access,
        async create(request, work, entry) {
          const made = await stores.access.create(request, work, entry);
          if (made.created) changes.add({ what: entry.what, state: request.status.state });
          return made;
        },
        async transition(steps) {
          const written = await stores.access.transition(steps);
          if (written === 'written') {
            for (const { entry, next } of steps) changes.add({ what: entry.what, state: next.status.state });
          }
          return written;
        },
        async recordRefusal(entry) {
          await stores.access.recordRefusal(entry);
          refusals.add({ reason: entry.what.replace(/^refused:/, '') });
        },
      },
      deliveries: {
        ...stores.deliveries,
        async shown(...shown) {
          await stores.deliveries.shown(...shown);
          deliveries.add({ outcome: 'shown' });
        },
        async giveUp(...given) {
          await stores.deliveries.giveUp(...given);
          deliveries.add({ outcome: 'undeliverable' });
        },
      },
      queue: {
        ...stores.queue,
        work: (handlers, onDead) =>
          stores.queue.work(countRuns(handlers), async (dead: DeadJob) => {
            await onDead?.(dead);
            jobs.add({ job: dead.name, outcome: 'given-up' });
          }),
      },
    }),
    fault: () => faults.add({}),
    write: (waiting) =>
      writeMetrics([
        ...[diagnoses, causes, seconds, calls, changes, refusals, deliveries, jobs, faults].map((each) => each.read()),
        ...gaugesOf(waiting),
      ]),
  };

  function countRuns(handlers: Partial<Handlers>): Partial<Handlers> {
    const watched = Object.entries(handlers).map(([job, handle]) => {
      const run = handle as (...given: unknown[]) => Promise<void>;
      const counting = async (...given: unknown[]) => {
        try {
          await run(...given);
          jobs.add({ job, outcome: 'done' });
        } catch (error) {
          jobs.add({ job, outcome: 'failed' });
          throw error;
        }
      };
      return [job, counting];
    });
    return Object.fromEntries(watched);
  }
}

function gaugesOf(waiting: Awaited<ReturnType<Queue['waiting']>> | undefined): Metric[] {
  const samples = (waiting ?? []).flatMap(({ name, due, later }) => [
    { labels: { job: name, when: 'due' }, value: due },
    { labels: { job: name, when: 'later' }, value: later },
  ]);
  return [
    {
      name: 'adt_support_database_up',
      help: 'Whether the database answers.',
      type: 'gauge',
      samples: [{ labels: {}, value: waiting === undefined ? 0 : 1 }],
    },
    { name: 'adt_support_jobs_waiting', help: 'Jobs that wait, of all bots on the database.', type: 'gauge', samples },
  ];
}
