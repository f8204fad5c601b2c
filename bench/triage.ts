import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readFilters } from '../src/board/filters.ts';
import { readBoard } from '../src/board/read-board.ts';
import { startQueue } from '../src/jobs/queue.ts';
import { createAccessStore, createAuditStore } from '../src/store/access-store.ts';
import { type DatabaseOptions, openDatabase } from '../src/store/database.ts';
import { createTriageAudit } from '../src/store/triage-audit.ts';
import { createTriageStore } from '../src/store/triage-store.ts';
import { type Case, OPEN_STATES } from '../src/triage/case.ts';
import type { CaseFilter, TriageStore } from '../src/triage/store.ts';
import { onServer } from '../test/support/on-server.ts';
import { median, round } from './median.ts';
import { fill, instances, rareWord, type Size, tenantId } from './triage-fill.ts';
import { type FilledStore, timeRetention } from './triage-retention.ts';

const runs = 61;
const warmUps = 5;
const small: Size = { cases: 1_000, open: 200, reporters: 10, accessEvents: 7_000, triageEvents: 3_000 };
const large: Size = { cases: 100_000, open: 2_000, reporters: 1_000, accessEvents: 700_000, triageEvents: 300_000 };
/** Reported in the last half an hour, in both. */
const recent = 20;
const silent = { info() {}, warn() {}, error() {} };

/**
 * What the helpdesk does with 100,000 cases and 1,000,000 audit events in the store, each time as a multiple of the same with
 * 1,000 cases and 10,000 events; every list comes with a full page in both. On the embedded database, and with DATABASE_URL
 * also on databases of its own on that server.
 */
export async function benchTriage(): Promise<object> {
  const server = process.env.DATABASE_URL;
  return {
    runs,
    embedded: await compare(() => newFolder()),
    ...(server !== undefined && { postgresql: await compare(() => newDatabase(server)) }),
  };
}

interface Place {
  options: DatabaseOptions;
  remove(): Promise<void>;
}

interface Filled {
  doings: Record<string, () => Promise<unknown>>;
  store: FilledStore;
  fillSeconds: number;
  close(): Promise<void>;
}

async function compare(place: () => Promise<Place>): Promise<object> {
  const sizes: Filled[] = [];
  try {
    for (const size of [small, large]) sizes.push(await openFilled(await place(), size));
    const [few, many] = sizes;
    if (few === undefined || many === undefined) throw new Error('There are two sizes.');
    const ratios: Record<string, object> = {};
    for (const name of Object.keys(few.doings)) {
      const times: { few: number; many: number }[] = [];
      for (let run = -warmUps; run < runs; run += 1) {
        // They take turns in being first, so that a busy moment of the machine hits both alike.
        const pair = { few: 0, many: 0 };
        for (const which of run % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const)) {
          pair[which] = await timed((which === 'few' ? few : many).doings[name]);
        }
        if (run >= 0) times.push(pair);
      }
      const ratio = median(times.map((pair) => pair.many / pair.few));
      ratios[name] = { ratio: round(ratio), ms: round(median(times.map((pair) => pair.many)), 1) };
    }
    return { fillSeconds: round(many.fillSeconds, 0), ratios, retention: await compareRetention(few, many) };
  } finally {
    for (const size of sizes) await size.close();
  }
}

/** Once each, for it changes what is stored. */
async function compareRetention(few: Filled, many: Filled): Promise<object> {
  const [small, large] = [await timeRetention(few.store), await timeRetention(many.store)];
  const ratios = Object.entries(large).map(([name, ms]) => [
    name,
    { ratio: round(ms / (small[name] ?? Number.NaN)), ms: round(ms, 1) },
  ]);
  return Object.fromEntries(ratios);
}

async function timed(doing: (() => Promise<unknown>) | undefined): Promise<number> {
  const begun = performance.now();
  await doing?.();
  return performance.now() - begun;
}

async function openFilled({ options, remove }: Place, size: Size): Promise<Filled> {
  const database = await openDatabase(options);
  const queue = await startQueue(database.queue, { log: silent });
  const store = createTriageStore(database.db, queue.enqueue);
  const audit = createAuditStore(database.db);
  const triageAudit = createTriageAudit(database.db);
  const access = createAccessStore(database.db, queue.enqueue);
  const begun = performance.now();
  await fill(database.db, size, new Date());
  const fillSeconds = (performance.now() - begun) / 1_000;
  // A server does by itself, within a minute, what the embedded database does at night.
  const settle = 'url' in options ? () => database.db.execute(sql`vacuum analyze`) : database.tidy;
  await settle();
  const last = await open(store);
  for (let count = 1; count < recent; count += 1) await open(store);
  const list = (filter: CaseFilter) => () => store.cases(tenantId, filter, { limit: 10 });
  const search = (text: string) => () => store.search(tenantId, text, { limit: 10 });
  const states = OPEN_STATES;
  const board = (query: string) => () =>
    readBoard(
      { tenantId, objectId: 'helper-4' },
      readFilters(new URLSearchParams(query)),
      { triage: store, access },
      new Date(),
    );
  const aYearAgo = new Date(Date.now() - 365 * 86_400_000).toISOString();
  return {
    fillSeconds,
    store: { db: database.db, enqueue: queue.enqueue, tidy: database.tidy, settle },
    doings: {
      list: list({ states }),
      listNew: list({ states: ['new'] }),
      listMine: list({ states, assignee: 'helper-4' }),
      listUnassigned: list({ states, unassigned: true }),
      listReporter: list({ reporter: 'person-7' }),
      listInstance: list({ states, instance: 'plant-3' }),
      listEveryInstance: list({ states, instance: 'plant' }),
      listCause: list({ states, cause: 'rbac.denied' }),
      listSecondCause: list({ states, cause: 'rbac.control-plane-role-only' }),
      listOlder: list({ states, before: aYearAgo }),
      listIncident: list({ incidentId: 'incident-1' }),
      listClosed: list({ states: ['resolved', 'closed'] }),
      listAll: list({}),
      countOpen: () => store.count(tenantId, { states }, 99),
      countUnassigned: () => store.count(tenantId, { states, unassigned: true }, 99),
      searchRareWord: search(rareWord),
      searchCommonWord: search('role'),
      searchWords: search('person plant role'),
      searchName: search('person 77'),
      searchInstance: search('plant-3'),
      searchNumber: search('#500'),
      searchNothing: search('nowhere'),
      searchOwn: () => store.search(tenantId, 'role', { of: 'person-7', limit: 10 }),
      open: () => open(store),
      alike: () => store.alike(last, { since: new Date(Date.now() - 1_800_000).toISOString() }, 100),
      openIncidents: () => store.openIncidents(tenantId, 5),
      staleCards: () => store.staleCards(tenantId, { limit: 50 }),
      auditFirstPage: () => audit.auditSince({ tenantId, since: '2020-01-01T00:00:00.000Z' }),
      auditFirstPageOfTriage: () => triageAudit.triageSince({ tenantId, since: '2020-01-01T00:00:00.000Z' }),
      board: board(''),
      boardOfQuarter: board('days=90'),
      boardMine: board('whose=mine&days=14'),
    },
    async close() {
      await queue.stop();
      await database.close();
      await remove();
    },
  };
}

/** A new report, as the diagnosis leaves it. */
async function open(store: TriageStore): Promise<Case> {
  const at = new Date().toISOString();
  const id = randomUUID();
  const person = Math.floor(Math.random() * small.reporters);
  const name = `plant-${person % instances}`;
  const opened = {
    tenantId,
    id,
    version: 1,
    reporter: { objectId: `person-${person}`, displayName: `Person ${person}` },
    origin: { how: 'channel', conversationId: `19:support;messageid=${id}` },
    diagnosisId: randomUUID(),
    report: { kind: 'adt-403', status: 403, redacted: [] },
    outcome: {
      headline: 'You have no role that may read twins.',
      causes: ['rbac.missing-data-role'],
      possible: [],
      instance: { id: `/subscriptions/s/resourceGroups/plants/${name}`, name },
      at,
    },
    traits: ['error:aadsts65001'],
    correlationId: id,
    createdAt: at,
    status: { state: 'new', at },
  } as const satisfies Omit<Case, 'number'>;
  const entry = {
    tenantId,
    subjectId: id,
    version: 1,
    at,
    what: 'opened',
    from: { kind: 'job' },
    correlationId: id,
  } as const;
  const work = [{ kind: 'deliver' }, { kind: 'gather' }, { kind: 'announce', event: 'case.opened' }] as const;
  // As every report is compared with what its writer has open.
  const isSame = (other: Case) => other.origin.conversationId === opened.origin.conversationId;
  return (await store.open(opened, work, entry, { isSame })).case;
}

async function newFolder(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'adt-support-bench-'));
  return { options: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

async function newDatabase(server: string): Promise<Place> {
  const name = `adt_support_bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { options: { url: url.href }, remove: () => onServer(server, `drop database if exists ${name} with (force)`) };
}
