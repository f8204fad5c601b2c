import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Job, JobData, JobName } from '../../src/jobs/job.ts';
import { type DeadJob, type Handlers, type Queue, startQueue } from '../../src/jobs/queue.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { newTestDatabase, onEachDatabase, silentLog } from '../support/store.ts';

const tenantId = 'contoso';

onEachDatabase(() => {
  describe('the job queue', () => {
    let database: Database;
    let queue: Queue;
    /** What each job of a name does, set by the test that uses that name's jobs. */
    let handlers: Partial<Handlers> = {};
    let dead: (job: DeadJob) => Promise<void> = async () => {};

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
      queue = await startQueue(database.queue, { log: silentLog });
      await queue.work(
        {
          'access.grant': async (data, run) => handlers['access.grant']?.(data, run),
          'access.verify': async (data, run) => handlers['access.verify']?.(data, run),
          'access.deliver': async (data, run) => handlers['access.deliver']?.(data, run),
          'access.reconcile': async (data, run) => handlers['access.reconcile']?.(data, run),
          'triage.deliver': async (data, run) => handlers['triage.deliver']?.(data, run),
        },
        (job) => dead(job),
      );
    });

    after(async function close() {
      await queue.stop();
      await database.close();
    });

    afterEach(function forget() {
      handlers = {};
      dead = async () => {};
    });

    function enqueue(...jobs: Job[]): Promise<void> {
      return database.db.transaction((tx) => queue.enqueue(tx, jobs));
    }

    function grant(requestId: string): Job {
      return { name: 'access.grant', data: { tenantId, requestId } };
    }

    function deliver(requestId: string): Job {
      return { name: 'access.deliver', data: { tenantId, requestId } };
    }

    /** Collects what reaches a name's handler and lets the test wait for the count it expects. */
    function collect<Name extends JobName>(
      count: number,
    ): { seen: JobData[Name][]; take(data: JobData[Name]): void; all: Promise<void> } {
      const { promise, resolve } = Promise.withResolvers<void>();
      const seen: JobData[Name][] = [];
      return {
        seen,
        all: promise,
        take(data) {
          seen.push(data);
          if (seen.length === count) resolve();
        },
      };
    }

    it('runs a job with its data once the transaction has committed', async () => {
      const ran = collect<'access.grant'>(1);
      handlers['access.grant'] = async (data) => ran.take(data);
      await enqueue(grant('request-1'));
      await ran.all;
      assert.deepEqual(ran.seen, [{ tenantId, requestId: 'request-1' }]);
    });

    it('runs no job of a transaction that was rolled back', async () => {
      const ran = collect<'access.grant'>(1);
      handlers['access.grant'] = async (data) => ran.take(data);
      const rolledBack = database.db.transaction(async (tx) => {
        await queue.enqueue(tx, [grant('rolled-back')]);
        throw new Error('the state could not be written');
      });
      await assert.rejects(rolledBack, /could not be written/);
      await enqueue(grant('committed'));
      await ran.all;
      assert.deepEqual(
        ran.seen.map((data) => data.requestId),
        ['committed'],
      );
    });

    it('tries a failed job again, after the time the failure asks for', async () => {
      const attempts: number[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      handlers['access.grant'] = async (_data, run) => {
        attempts.push(run.attempt);
        if (run.attempt < 3) throw Object.assign(new Error('throttled'), { retryAfterMs: 10 });
        resolve();
      };
      await enqueue(grant(randomUUID()));
      await promise;
      assert.deepEqual(attempts, [1, 2, 3]);
    });

    it('keeps one of several jobs with the same id, whoever queues it and also after it has run', async () => {
      const ran = collect<'access.reconcile'>(2);
      handlers['access.reconcile'] = async (data) => ran.take(data);
      const id = randomUUID();
      const job = (after: string, more: { id?: string } = {}) =>
        ({ name: 'access.reconcile', data: { tenantId, after }, ...more }) as const;
      await enqueue(job('first', { id }));
      await enqueue(job('again', { id }));
      await enqueue(job('without an id'));
      await ran.all;
      await enqueue(job('later', { id }));
      const last = collect<'access.reconcile'>(1);
      handlers['access.reconcile'] = async (data) => last.take(data);
      await enqueue(job('the end'));
      await last.all;
      assert.deepEqual(ran.seen.map(({ after }) => after).sort(), ['first', 'without an id']);
      assert.deepEqual(
        last.seen.map(({ after }) => after),
        ['the end'],
      );
    });

    it('keeps a job until it is due', async () => {
      const at = new Date(Date.now() + 400).toISOString();
      const ran = collect<'access.verify'>(2);
      handlers['access.verify'] = async (data) => ran.take(data);
      const later = { name: 'access.verify', data: { tenantId, requestId: 'later', at }, startAfter: at } as const;
      const now = { name: 'access.verify', data: { tenantId, requestId: 'now', at } } as const;
      await enqueue(later, now);
      await ran.all;
      assert.deepEqual(
        ran.seen.map((data) => data.requestId),
        ['now', 'later'],
      );
      assert.ok(Date.now() >= Date.parse(at));
    });

    it('delivers for one request in order and one at a time, for others meanwhile', async () => {
      const other = Promise.withResolvers<void>();
      const finished = Promise.withResolvers<void>();
      const log: string[] = [];
      let turn = 0;
      handlers['access.deliver'] = async ({ requestId }) => {
        if (requestId === 'other') return other.resolve();
        const mine = ++turn;
        log.push(`begin ${mine}`);
        // The first one waits for the other request's, which therefore has to run beside it.
        await other.promise;
        log.push(`end ${mine}`);
        if (mine === 3) finished.resolve();
      };
      await enqueue(deliver('same'));
      await enqueue(deliver('same'), deliver('other'));
      await enqueue(deliver('same'));
      await finished.promise;
      assert.deepEqual(log, ['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
    });

    it('delivers for one case in order, for an incident meanwhile', async () => {
      const incident = Promise.withResolvers<void>();
      const finished = Promise.withResolvers<void>();
      const log: string[] = [];
      handlers['triage.deliver'] = async ({ subject }) => {
        if (subject.kind === 'incident') return incident.resolve();
        log.push('begin');
        await incident.promise;
        log.push('end');
        if (log.length === 4) finished.resolve();
      };
      const card = (kind: 'case' | 'incident') =>
        ({ name: 'triage.deliver', data: { tenantId, subject: { kind, id: kind } } }) as const;
      await enqueue(card('case'), card('case'), card('incident'));
      await finished.promise;
      assert.deepEqual(log, ['begin', 'end', 'begin', 'end']);
    });

    it('hands a job over whose attempts are used up, and goes on with those behind it', async () => {
      const given = Promise.withResolvers<DeadJob>();
      const next = Promise.withResolvers<void>();
      let attempts = 0;
      handlers['access.deliver'] = async () => {
        if (attempts === 11) return next.resolve();
        attempts++;
        throw Object.assign(new Error('the conversation is gone'), { retryAfterMs: 0 });
      };
      dead = async (job) => given.resolve(job);
      await enqueue(deliver('dying'));
      await enqueue(deliver('dying'));
      assert.deepEqual(await given.promise, {
        name: 'access.deliver',
        data: { tenantId, requestId: 'dying' },
        error: 'the conversation is gone',
      });
      await next.promise;
      assert.equal(attempts, 11);
    });

    it('runs many jobs beside and after one another', async () => {
      const ran = collect<'access.grant'>(40);
      handlers['access.grant'] = async (data) => ran.take(data);
      const ids = Array.from({ length: 40 }, (_, index) => `many-${index}`);
      await Promise.all(ids.map((id) => enqueue(grant(id))));
      await ran.all;
      assert.deepEqual(ran.seen.map((data) => data.requestId).sort(), ids.sort());
    });

    it('tells how many jobs wait, now and later', async () => {
      const before = new Map((await queue.waiting()).map((each) => [each.name, each]));
      const data = { tenantId, requestId: randomUUID(), at: '2999-01-01T00:00:00.000Z' };
      // Nobody works on these here.
      await enqueue(
        { name: 'access.wake', data },
        { name: 'access.wake', data },
        { name: 'access.wake', data, startAfter: data.at },
      );
      const { due = 0, later = 0 } = before.get('access.wake') ?? {};
      const after = (await queue.waiting()).find(({ name }) => name === 'access.wake');
      assert.deepEqual(after, { name: 'access.wake', due: due + 2, later: later + 1 });
      assert.equal((await queue.waiting()).length, before.size);
    });
  });

  describe('a job queue that stops', () => {
    it('waits for the job that runs and takes no other', async () => {
      const database = await openDatabase(await newTestDatabase());
      const queue = await startQueue(database.queue, { log: silentLog });
      const begun = Promise.withResolvers<void>();
      const log: string[] = [];
      await queue.work({
        'access.deliver': async () => {
          log.push('begin');
          begun.resolve();
          await new Promise((resolve) => setTimeout(resolve, 100));
          log.push('end');
        },
      });
      const job: Job = { name: 'access.deliver', data: { tenantId, requestId: 'one' } };
      await database.db.transaction((tx) => queue.enqueue(tx, [job]));
      await database.db.transaction((tx) => queue.enqueue(tx, [job]));
      await begun.promise;
      await queue.stop();
      log.push('stopped');
      await database.close();
      assert.deepEqual(log, ['begin', 'end', 'stopped']);
    });
  });
});
