import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { reachAddress } from '../../src/cli/reach-address.ts';
import { startSmallTenant } from '../support/tenant.ts';

describe('reaching an address', () => {
  it('comes about where somebody answers whose certificate is trusted, and asks for nothing', async () => {
    const { simulated, close } = await startSmallTenant();
    const before = simulated.calls.length;
    assert.deepEqual(await reachAddress(`${simulated.endpoints.authorityHost}/hook?token=s3cret`, {}), {
      reached: 'yes',
    });
    assert.equal(simulated.calls.length, before);
    await close();
  });

  it('fails where nobody listens, with the code of the network', async () => {
    assert.deepEqual(await reachAddress('https://127.0.0.1:9/', {}), { reached: 'no', said: 'ECONNREFUSED' });
    assert.deepEqual(await reachAddress('https://[::1]:9/', {}).then(({ reached }) => reached), 'no');
  });

  it('fails where the other side speaks no TLS, and is broken off where it says nothing', async () => {
    const server = createServer((socket) => socket.on('error', () => {}));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const stopping = new AbortController();
    const reaching = reachAddress(url, { signal: stopping.signal });
    stopping.abort();
    await assert.rejects(reaching, { name: 'AbortError' });
    server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    assert.equal((await reachAddress(url, {})).reached, 'no');
    server.close();
  });
});
