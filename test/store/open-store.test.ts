import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DatabaseOptions, openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { newTestDatabase, openOwnTestStore, openTestStore, serverUrl, silentLog, template } from '../support/store.ts';
import { birthOf, requestOfAlex } from './request-of-alex.ts';

describe('the store', () => {
  it('is ready while it is open', async () => {
    const store = await openOwnTestStore();
    assert.equal(await store.isReady(), true);
    await store.close();
    assert.equal(await store.isReady(), false);
  });

  it('gives each test the jobs of its own tenant', async () => {
    const stores = [await openTestStore(), await openTestStore()];
    const ran = stores.map(async ({ queue, access, tenantId }) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      await queue.work({ 'access.find-approvers': async (job) => resolve(job.tenantId) });
      const request = requestOfAlex(tenantId);
      await access.create(request, [{ kind: 'find-approvers' }], birthOf(request));
      return promise;
    });
    assert.deepEqual(
      await Promise.all(ran),
      stores.map(({ tenantId }) => tenantId),
    );
    for (const store of stores) await store.close();
  });
});

describe('the store in a folder', () => {
  let dataDir: string;

  beforeEach(function makeFolder() {
    dataDir = mkdtempSync(join(tmpdir(), 'adt-support-store-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('loses neither request nor job when its process is killed, and runs again at once what was running', async () => {
    const prepared = await openDatabase({ dataDir, template: await template() });
    await prepared.close();
    const script = fileURLToPath(new URL('./run-until-killed.ts', import.meta.url));
    const bot = spawn(process.execPath, [script, JSON.stringify({ dataDir })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(bot.stdout, 'data');
    await assert.rejects(openDatabase({ dataDir }), { code: 'folder-locked' });
    bot.kill('SIGKILL');
    await once(bot, 'exit');

    const store = await openStore({ dataDir }, { log: silentLog });
    const delivered = Promise.withResolvers<number>();
    const found = Promise.withResolvers<string>();
    await store.queue.work({
      'access.deliver': async (_data, run) => delivered.resolve(run.attempt),
      'access.find-approvers': async ({ requestId }) => found.resolve(requestId),
    });
    assert.equal(await delivered.promise, 2);
    assert.equal(await found.promise, 'request-1');
    assert.equal((await store.access.get('contoso', 'request-1'))?.status.state, 'pending');
    await store.close();
  });
});

const server = serverUrl;
if (server !== undefined) {
  describe('the store on a server', () => {
    const script = fileURLToPath(new URL('./run-until-killed.ts', import.meta.url));

    let bot: ChildProcess | undefined;

    async function runUntilKilled(options: DatabaseOptions): Promise<void> {
      const started = spawn(process.execPath, [script, JSON.stringify(options)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      bot = started;
      await once(started.stdout, 'data');
    }

    async function kill(): Promise<void> {
      if (bot === undefined || bot.signalCode !== null) return;
      const gone = once(bot, 'exit');
      bot.kill('SIGKILL');
      await gone;
    }
    afterEach(kill);

    it('runs again at once what was running when the last bot was killed', async () => {
      const options = await newTestDatabase();
      await runUntilKilled(options);
      await kill();
      const store = await openStore(options, { log: silentLog });
      const { promise, resolve } = Promise.withResolvers<number>();
      await store.queue.work({ 'access.deliver': async (_data, run) => resolve(run.attempt) });
      assert.equal(await promise, 2);
      await store.close();
    });

    it('leaves alone what another bot runs that is alive', async () => {
      const options = await newTestDatabase();
      await runUntilKilled(options);
      const store = await openStore(options, { log: silentLog });
      const taken: string[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      await store.queue.work({
        'access.deliver': async ({ requestId }) => void taken.push(requestId),
        // The other one leaves these alone.
        'access.find-approvers': async () => resolve(),
      });
      await promise;
      await store.close();
      assert.deepEqual(taken, []);
    });
  });
}
