/**
 * Stores for tests. A database that is made anew takes seconds, so one template is made per version of the tables, and
 * every database begins with it: embedded, kept in node_modules/.cache; on the server of DATABASE_URL, for one run. With
 * DATABASE_URL set, what is in `onEachDatabase` runs on both, everything else on that server, on databases of its own that
 * are dropped at the end.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JOB_NAMES } from '../../src/jobs/job.ts';
import type { DeadJob, Handlers, Queue, QueueLog } from '../../src/jobs/queue.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import type { DatabaseOptions } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { migrationsFolder } from '../../src/store/migrations.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { onServer } from './on-server.ts';

export const silentLog: QueueLog = { info() {}, warn() {}, error() {} };

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/adt-support/', import.meta.url));
/** Of a PostgreSQL whose user may create databases. */
export const serverUrl = process.env.DATABASE_URL;
const databases: string[] = [];

type Kind = 'embedded' | 'server';
const usual: Kind = serverUrl === undefined ? 'embedded' : 'server';
let current = usual;
const shared = new Map<Kind, Promise<SharedStore>>();
let serverTemplate: Promise<string> | undefined;

/** Declares these tests for the embedded database, and with DATABASE_URL once more for the server. */
export function onEachDatabase(declare: () => void): void {
  if (serverUrl === undefined) {
    declare();
    return;
  }
  for (const kind of ['embedded', 'server'] as const) {
    describe(kind === 'embedded' ? 'embedded:' : 'on PostgreSQL:', () => {
      before(function choose() {
        current = kind;
      });
      after(function chooseUsual() {
        current = usual;
      });
      declare();
    });
  }
}

export interface TestStore extends Store {
  /** Random: this test's alone. Jobs of other tenants do not reach the handlers given to `queue.work`. */
  tenantId: string;
}

/**
 * The store that all tests of the process share, seen by one tenant of its own. Opens within milliseconds after the
 * first time. Give `queue.work` its handlers before anything is stored: a job that finds no handler is dropped here.
 * `close` waits for nothing and only takes the handlers away; the store itself closes with the run.
 */
export async function openTestStore(options: { tenantId?: string } = {}): Promise<TestStore> {
  const opening = shared.get(current) ?? openShared();
  shared.set(current, opening);
  const { store, register } = await opening;
  const tenantId = options.tenantId ?? randomUUID();
  let unregister = () => {};
  const queue: Queue = {
    enqueue: store.queue.enqueue,
    waiting: store.queue.waiting,
    async work(handlers, onDead) {
      unregister = register(tenantId, { handlers, onDead });
    },
    async stop() {
      unregister();
    },
  };
  return { ...store, queue, tenantId, close: queue.stop };
}

/** A store of its own, for a test that closes it, or that needs every job of every tenant. About a second. */
export async function openOwnTestStore(log: QueueLog = silentLog): Promise<Store> {
  return openStore(await newTestDatabase(), { log });
}

/** Where to open an empty database with the tables in place: in memory, or on the server of DATABASE_URL. */
export async function newTestDatabase(): Promise<DatabaseOptions> {
  if (serverUrl === undefined || current === 'embedded') return { memory: true, template: await template() };
  serverTemplate ??= makeServerTemplate(serverUrl);
  return { url: await newDatabase(serverUrl, await serverTemplate) };
}

/** A database on that server without any tables. */
export async function newBareDatabase(server: string): Promise<{ url: string }> {
  return { url: await newDatabase(server) };
}

/**
 * The same as newTestDatabase, for a database that a killed process leaves behind: in a
 * folder, which the caller removes, or on the server.
 */
export async function newLastingDatabase(dataDir: string): Promise<{ dataDir: string } | { url: string }> {
  const options = await newTestDatabase();
  if ('url' in options) return options;
  const made = await openEmbedded({ dataDir, template: await template() });
  await made.close();
  return { dataDir };
}

async function newDatabase(server: string, from?: string): Promise<string> {
  const name = `adt_support_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}${from === undefined ? '' : ` template ${from}`}`);
  databases.push(name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The name of a database with all tables, empty. */
async function makeServerTemplate(server: string): Promise<string> {
  const url = await newDatabase(server);
  const store = await openStore({ url }, { log: silentLog });
  await store.close();
  return new URL(url).pathname.slice(1);
}

interface Registration {
  handlers: Partial<Handlers>;
  onDead: ((job: DeadJob) => Promise<void>) | undefined;
}

interface SharedStore {
  store: Store;
  register(tenantId: string, registration: Registration): () => void;
}

async function openShared(): Promise<SharedStore> {
  const store = await openOwnTestStore();
  const registrations = new Map<string, Registration>();

  // One generic entry per job name: hands the job to the test whose tenant it is; nobody's job is done at once.
  function route<Name extends keyof Handlers>(name: Name): Handlers[Name] {
    return (async (data, run) => {
      const handle = registrations.get(data.tenantId)?.handlers[name];
      await handle?.(data, run);
    }) as Handlers[Name];
  }

  await store.queue.work(
    Object.fromEntries(JOB_NAMES.map((name) => [name, route(name)])) as unknown as Handlers,
    async (job) => registrations.get(job.data.tenantId)?.onDead?.(job),
  );
  return {
    store,
    register(tenantId, registration) {
      registrations.set(tenantId, registration);
      return () => registrations.delete(tenantId);
    },
  };
}

/** An embedded database with all tables, empty, as a dump. */
export async function template(): Promise<Blob> {
  const file = join(cacheFolder, `database-${templateKey()}.tar`);
  if (!existsSync(file)) await makeTemplate(file);
  return new Blob([readFileSync(file)]);
}

async function makeTemplate(file: string): Promise<void> {
  const database = await openEmbedded({ memory: true });
  const queue = await startQueue(database.queue, { log: silentLog });
  await queue.stop();
  const dump = await database.pglite.dumpDataDir('none');
  await database.close();
  mkdirSync(cacheFolder, { recursive: true });
  for (const old of readdirSync(cacheFolder)) {
    if (old.startsWith('database-')) rmSync(join(cacheFolder, old), { force: true });
  }
  // Two runs side by side may both make it; a rename lets neither read half a file.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
  renameSync(unfinished, file);
}

function templateKey(): string {
  const hash = createHash('sha256');
  for (const path of ['@electric-sql/pglite/package.json', 'pg-boss/package.json']) {
    hash.update(readFileSync(new URL(`../../node_modules/${path}`, import.meta.url)));
  }
  hash.update(readFileSync(`${migrationsFolder}/meta/_journal.json`));
  for (const file of ['job.ts', 'queue.ts']) {
    hash.update(readFileSync(new URL(`../../src/jobs/${file}`, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 16);
}

after(async function closeStores() {
  // Dropping many databases takes a busy server its time.
  this.timeout(180_000);
  for (const opening of shared.values()) await (await opening).store.close();
  if (serverUrl === undefined) return;
  for (const name of databases) await onServer(serverUrl, `drop database if exists ${name} with (force)`);
});
