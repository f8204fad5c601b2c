import assert from 'node:assert/strict';
import { endpoint } from '../../../src/doctor/checks/endpoint.ts';
import { deployment } from '../deployment.ts';

const healthy = { status: 200, body: '{"status":"ok"}' };

async function look(publicUrl: string | undefined, get: (url: string) => Promise<{ status: number; body: string }>) {
  const parts = { settings: publicUrl === undefined ? {} : { publicUrl }, get };
  const [finding] = await endpoint.run(deployment(parts), {});
  return finding;
}

describe('the messaging endpoint', () => {
  it('answers where the bot says it is, whether or not the address ends with a slash', async () => {
    const asked: string[] = [];
    const finding = await look('https://adt.contoso.com/', async (url) => {
      asked.push(url);
      return healthy;
    });
    assert.deepEqual([finding?.outcome, asked], ['ok', ['https://adt.contoso.com/healthz']]);
    assert.match(finding?.what ?? '', /https:\/\/adt\.contoso\.com\/api\/messages/);
  });

  it('is not checked while its address is not set', async () => {
    const finding = await look(undefined, () => Promise.reject(new Error('asked')));
    assert.equal(finding?.outcome, 'unknown');
  });

  it('has to be https', async () => {
    for (const address of ['http://adt.contoso.com', 'adt.contoso.com']) {
      assert.equal((await look(address, () => Promise.reject(new Error('asked'))))?.outcome, 'fault');
    }
  });

  it('is wrong where something else answers', async () => {
    for (const answer of [
      { status: 404, body: '' },
      { status: 200, body: '<html>' },
      { status: 302, body: '' },
    ]) {
      assert.match((await look('https://adt.contoso.com', async () => answer))?.what ?? '', /Something else/);
    }
  });

  it('is wrong where nothing answers, with the reason', async () => {
    const failed = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND adt.contoso.com') });
    const finding = await look('https://adt.contoso.com', () => Promise.reject(failed));
    assert.equal(finding?.outcome, 'fault');
    assert.match(finding?.why ?? '', /ENOTFOUND/);
  });
});
