/** Opens the store it is given, begins to run a request's job and never ends: to be killed in the middle. */
import type { DatabaseOptions } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { birthOf, requestOfAlex } from './request-of-alex.ts';

const [given = '{}'] = process.argv.slice(2);
const options = JSON.parse(given) as DatabaseOptions;
const log = { info() {}, warn() {}, error() {} };
const store = await openStore(options, { log });

await store.queue.work({
  async 'access.deliver'() {
    process.stdout.write('running\n');
    await new Promise(() => setInterval(() => {}, 1000));
  },
});
const request = requestOfAlex('contoso', 'request-1');
await store.access.create(request, [{ kind: 'deliver' }, { kind: 'find-approvers' }], birthOf(request));
