/** What ends: the sweep of what is too old to keep, and forgetting a person. Changes what is stored. */
import { sql } from 'drizzle-orm';
import { SOMEBODY } from '../src/store/anonymous.ts';
import type { Db } from '../src/store/database.ts';
import { forgetPerson } from '../src/store/forget-person.ts';
import { createRetentionStore } from '../src/store/retention-store.ts';
import type { Enqueue } from '../src/store/transaction.ts';
import { retainJob } from '../src/triage/retain.ts';
import { DEFAULT_RETENTION } from '../src/triage/retention.ts';
import { median } from './median.ts';
import { tenantId } from './triage-fill.ts';

const batches = 4;
const limit = 100;
const dailyRuns = 15;
const DAY_MS = 86_400_000;

export interface FilledStore {
  db: Db;
  enqueue: Enqueue;
  tidy: () => Promise<void>;
  /** To be called after many changes at once. */
  settle: () => Promise<unknown>;
}

/**
 * Times in milliseconds: of a batch of 100 of each kind, of the sweep of a day on which nothing is due while all that is
 * old was swept before, and of forgetting somebody with as many cases, requests and audit events in each size.
 */
export async function timeRetention({ db, enqueue, tidy, settle }: FilledStore): Promise<Record<string, number>> {
  const store = createRetentionStore(db, enqueue, tidy);
  const now = new Date();
  const before = new Date(now.getTime() - DEFAULT_RETENTION.days * DAY_MS);
  const audited = new Date(now.getTime() - DEFAULT_RETENTION.auditDays * DAY_MS);
  await addDiagnoses(db);
  await settle();
  const times = {
    sweepHundredCases: await each(batches, () => store.anonymiseCases(tenantId, { before, now, limit })),
    sweepHundredRequests: await each(batches, () => store.takeNamesFromRequests(tenantId, { before, limit })),
    deleteHundredRequests: await each(batches, () => store.deleteRequests(tenantId, { before: audited, limit })),
    deleteHundredDiagnoses: await each(batches, () => store.deleteDiagnoses(tenantId, { before, limit })),
  };
  await sweepRest(db, before, audited);
  await settle();
  const daily = { store, queue: { queueRetain: async () => {} }, retention: DEFAULT_RETENTION, now: () => now };
  const sweepNothing = await each(dailyRuns, () => retainJob({ tenantId }, daily));
  const objectId = await somebodyToForget(db);
  const forgetPersonMs = await each(1, () => forgetPerson(db, enqueue, { tenantId, objectId, now }));
  return { ...times, sweepNothing, forgetPerson: forgetPersonMs };
}

async function each(times: number, doing: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const begun = performance.now();
    await doing();
    taken.push(performance.now() - begun);
  }
  return median(taken);
}

async function addDiagnoses(db: Db): Promise<void> {
  await db.execute(sql`insert into diagnosis (tenant_id, id, asked_by_object_id, asked_by_name, report, conversation_id, begun_at, state,
      read_in_part, unasked, triaged)
    select tenant_id, diagnosis_id, reporter ->> 'objectId', reporter ->> 'displayName', report, origin ->> 'conversationId', created_at, 'done',
      false, false, true
    from triage_case`);
}

/** As the sweeps of every day so far have left it. */
async function sweepRest(db: Db, before: Date, audited: Date): Promise<void> {
  const [old, older] = [before.toISOString(), audited.toISOString()];
  await db.execute(sql`update triage_case set reporter = ${JSON.stringify(SOMEBODY)}::jsonb, assignee = null,
      status = status || '{"state":"closed"}'::jsonb
    where resolved_at < ${old}::timestamptz`);
  await db.execute(sql`update incident set affected = '[]', assignee = null, examined = null where state = 'resolved'`);
  await db.execute(
    sql`delete from access_history where request_id in (select id from access_request where created_at < ${older}::timestamptz)`,
  );
  await db.execute(sql`delete from access_request where created_at < ${older}::timestamptz`);
  await db.execute(sql`update access_request set requester_name = ${SOMEBODY.displayName}, reason = '', approvers = '[]'
    where created_at < ${old}::timestamptz`);
  await db.execute(sql`delete from diagnosis where begun_at < ${old}::timestamptz and id in
    (select diagnosis_id from triage_case where state in ('resolved', 'closed'))`);
}

/** Somebody whose id is part of nobody else's, with so much that names him. */
async function somebodyToForget(db: Db): Promise<string> {
  const objectId = 'f0490000-0000-4000-8000-000000000001';
  const person = JSON.stringify({ objectId, displayName: 'Nestor Wilke' });
  await db.execute(sql`update triage_case set reporter = ${person}::jsonb
    where id in (select id from triage_case order by created_at desc limit 20)`);
  await db.execute(sql`update access_request set requester_object_id = ${objectId}, requester_name = 'Nestor Wilke'
    where id in (select id from access_request order by created_at desc limit 20)`);
  await db.execute(sql`update access_history set by_object_id = ${objectId}, by_name = 'Nestor Wilke'
    where entry in (select entry from access_history order by at desc limit 100)`);
  return objectId;
}
