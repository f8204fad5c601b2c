/** Opens the store in the folder given, begins to run a request's job and never ends: to be killed in the middle. */
import { openStore } from '../../src/store/open-store.ts';
import { birthOf, requestOfAlex } from './request-of-alex.ts';

const [dataDir = ''] = process.argv.slice(2);
const log = { info() {}, warn() {}, error() {} };
const store = await openStore({ dataDir }, { log });

await store.queue.work({
  async 'access.deliver'() {
    process.stdout.write('running\n');
    await new Promise(() => setInterval(() => {}, 1000));
  },
});
const request = requestOfAlex('contoso', 'request-1');
await store.access.create(request, [{ kind: 'deliver' }, { kind: 'find-approvers' }], birthOf(request));
