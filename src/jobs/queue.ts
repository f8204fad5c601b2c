/**
 * The queue of work that must survive a restart. A job is written in the transaction of the state change that causes
 * it, and is run until it succeeds or its attempts are used up.
 */
import { fromDrizzle, fromPglite, type JobInsert, type JobWithMetadata, PgBoss } from 'pg-boss';
import { JOB_NAMES, type Job, type JobData, type JobName, runsInOrder, subjectOf, workersFor } from './job.ts';
import type { JobTransaction, QueueDatabase } from './queue-database.ts';
import { retryDelayMs } from './retry-delay.ts';

/** As pino's. */
export interface QueueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What a handler may want to know of this run. */
export interface Run {
  jobId: string;
  /** 1 at the first. */
  attempt: number;
  /** Aborted when the job takes longer than a minute, or the queue has waited long enough for it to stop. */
  signal: AbortSignal;
}

/** A handler may run twice for one job (a crash after its last line), so what it does has to be idempotent. */
export type Handlers = { [Name in JobName]: (data: JobData[Name], run: Run) => Promise<void> };

/** A job whose attempts are used up. */
export type DeadJob = { [Name in JobName]: { name: Name; data: JobData[Name]; error: string } }[JobName];

export interface Queue {
  /** Writes the jobs inside the caller's transaction: they exist if and only if it commits. */
  enqueue(tx: JobTransaction, jobs: readonly Job[]): Promise<void>;
  /** Begins to run jobs; once per queue. A job without a handler waits. `onDead` is repeated until it succeeds. */
  work(handlers: Partial<Handlers>, onDead?: (job: DeadJob) => Promise<void>): Promise<void>;
  /** How many jobs wait, by name: to be run now, or not before a time to come. Of every process on this database. */
  waiting(): Promise<{ name: JobName; due: number; later: number }[]>;
  /** Takes no more jobs and waits up to ten seconds for those that run; what still runs then is run again later. */
  stop(): Promise<void>;
}

type AnyJob = JobData[JobName];

const DEAD = 'access.dead';
const EXPIRES_SECONDS = 60;
const SILENT_SECONDS = 15;
const DAY_SECONDS = 86_400;
/** After the first attempt; with the delays of retry-delay.ts this spans about half an hour. */
const RETRIES = 10;
const STOP_MS = 10_000;
/** A notification or a timer wakes the workers; this finds what a restart or another process has left due. */
const POLL_SECONDS = 15;
const TIMER_HORIZON_MS = 3_600_000;

/** Installs the queue's tables (schema `pgboss`) if missing, and starts it. Nothing is run before `work`. */
export async function startQueue(database: QueueDatabase, options: { log: QueueLog }): Promise<Queue> {
  const { log } = options;
  const boss = new PgBoss({
    ...(database.kind === 'embedded'
      ? { db: fromPglite(database.pglite), backend: 'pglite' }
      : { connectionString: database.url, max: 5, application_name: 'adt-support-jobs' }),
    schedule: false,
    useListenNotify: true,
    // How soon another process notices that one has died with a job in its hands.
    ...(database.kind === 'server' ? { superviseIntervalSeconds: 15, monitorIntervalSeconds: 15 } : {}),
    registerInstance: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  boss.on('warning', (warning) => log.warn({ warning }, 'job queue'));
  await boss.start();
  await createQueues(boss, database.kind);
  if (database.kind === 'embedded' || database.alone) await putBackWhatRan(boss);
  if (database.kind === 'server') await database.share();

  const workers = new Map<string, string[]>();
  const timers = new Set<NodeJS.Timeout>();

  function wake(name: string, inMs: number): void {
    if (inMs > TIMER_HORIZON_MS) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
    }, inMs);
    timer.unref();
    timers.add(timer);
  }

  async function enqueue(tx: JobTransaction, jobs: readonly Job[]): Promise<void> {
    const db = fromDrizzle(tx, database.sql);
    for (const [name, inserts] of Map.groupBy(jobs, (job) => job.name)) {
      await boss.insert(name, inserts.map(toInsert), { db });
      for (const { startAfter } of inserts) {
        if (startAfter !== undefined) wake(name, Math.max(0, Date.parse(startAfter) - Date.now()) + 10);
      }
    }
  }

  async function runJob(job: JobWithMetadata<AnyJob>, handle: (data: AnyJob, run: Run) => Promise<void>) {
    const { name, id, retryCount, retryLimit } = job;
    const fields = { queue: name, jobId: id, ...fieldsOf(job.data) };
    const attempt = retryCount + 1;
    try {
      await handle(job.data, { jobId: id, attempt, signal: job.signal });
    } catch (error) {
      // Failed here and not by throwing, because only then can the time of the next attempt be set.
      await boss.fail(name, { id, retryCount }, { message: messageOf(error) });
      if (retryCount >= retryLimit) return wake(DEAD, 0);
      const delay = retryDelayMs(attempt, error, Math.random());
      log.warn({ ...fields, attempt, retryInMs: delay, err: error }, 'job failed, will be tried again');
      await boss.update(name, undefined, { id, startAfter: new Date(Date.now() + delay) });
      wake(name, delay + 10);
    }
  }

  async function buryJob(job: JobWithMetadata<AnyJob>, onDead: ((job: DeadJob) => Promise<void>) | undefined) {
    const { sourceName, sourceId, data } = job;
    const error = messageOf(job.sourceOutput);
    log.error({ queue: sourceName, jobId: sourceId, ...fieldsOf(data), error }, 'job given up');
    if (sourceName === null || sourceId === null) return;
    await onDead?.({ name: sourceName, data, error } as DeadJob);
    // As long as the failed one is there, later jobs of the same subject stay behind it.
    await boss.deleteJob(sourceName, sourceId);
    wake(sourceName, 0);
  }

  /** One worker at a time, so that each can be told to look again as soon as it is free. */
  async function addWorker(name: string, run: (job: JobWithMetadata<AnyJob>) => Promise<void>): Promise<void> {
    const options = {
      includeMetadata: true,
      pollingIntervalSeconds: 1,
      notifyPollingIntervalSeconds: POLL_SECONDS,
    } as const;
    const id = await boss.work<AnyJob, void, typeof options>(name, options, async ([job]) => {
      if (job !== undefined) await run(job);
      boss.notifyWorker(id);
    });
    workers.set(name, [...(workers.get(name) ?? []), id]);
  }

  return {
    enqueue,
    async work(handlers, onDead) {
      for (const name of JOB_NAMES) {
        const handle = handlers[name] as ((data: AnyJob, run: Run) => Promise<void>) | undefined;
        if (handle === undefined) continue;
        for (let count = 0; count < workersFor(name); count++) await addWorker(name, (job) => runJob(job, handle));
      }
      await addWorker(DEAD, (job) => buryJob(job, onDead));
    },
    waiting: () => countWaiting(boss),
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await boss.stop({ graceful: true, timeout: STOP_MS });
    },
  };
}

async function createQueues(boss: PgBoss, kind: QueueDatabase['kind']): Promise<void> {
  const options = {
    notify: true,
    expireInSeconds: EXPIRES_SECONDS,
    // Where one of several processes dies, the others take its jobs over once it has been silent for so long.
    ...(kind === 'server' ? { heartbeatSeconds: SILENT_SECONDS } : {}),
    retryLimit: RETRIES,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 600,
    deleteAfterSeconds: DAY_SECONDS,
  };
  const there = new Set((await boss.getQueues()).map((queue) => queue.name));
  if (!there.has(DEAD)) await boss.createQueue(DEAD, { ...options, retryLimit: 1000 });
  for (const name of JOB_NAMES) {
    if (there.has(name)) continue;
    const policy = runsInOrder(name) ? 'key_strict_fifo' : 'standard';
    await boss.createQueue(name, { ...options, policy, deadLetter: DEAD });
  }
}

/** Jobs that were running when the last process that ran any was killed: nobody runs them now. */
async function putBackWhatRan(boss: PgBoss): Promise<void> {
  await boss
    .getDb()
    .executeSql(
      `update pgboss.job set state = 'retry', start_after = now() where state = 'active' and retry_count < retry_limit and name = any($1::text[])`,
      [[...JOB_NAMES, DEAD]],
    );
}

async function countWaiting(boss: PgBoss): Promise<{ name: JobName; due: number; later: number }[]> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `select name, count(*) filter (where start_after <= now())::int as due, count(*) filter (where start_after > now())::int as later from pgboss.job where state in ('created', 'retry') and name = any($1::text[]) group by name`,
      [[...JOB_NAMES]],
    );
  return JOB_NAMES.map((name) => ({ due: 0, later: 0, ...rows.find((row) => row.name === name), name }));
}

function toInsert(job: Job): JobInsert {
  return {
    data: job.data,
    ...(job.startAfter === undefined ? {} : { startAfter: job.startAfter }),
    ...(job.id === undefined ? {} : { id: job.id }),
    ...(runsInOrder(job.name) ? { singletonKey: keyOf(job.data) } : {}),
  };
}

function keyOf(data: AnyJob): string {
  return [data.tenantId, ...Object.values(subjectOf(data))].join('/');
}

function fieldsOf(data: AnyJob): object {
  return { tenantId: data.tenantId, ...subjectOf(data) };
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return typeof error === 'string' ? error : JSON.stringify(error);
}
