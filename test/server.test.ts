import assert from 'node:assert/strict';
import { type Routes, type RunningServer, startServer } from '../src/server.ts';

describe('the server', () => {
  let server: RunningServer | undefined;
  afterEach(() => server?.close());

  const quiet: Routes = {
    receive: async () => ({ status: 200 }),
    isReady: async () => true,
    onFault: (_what, error) => assert.fail(String(error)),
  };

  async function serve(routes: Partial<Routes> = {}): Promise<string> {
    server = await startServer({ host: '127.0.0.1', port: 0 }, { ...quiet, ...routes });
    return server.url;
  }

  function post(url: string, body: string, headers: Record<string, string> = {}) {
    return fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  }

  it('hands on the header and the parsed body, and gives the answer back', async () => {
    const seen: unknown[] = [];
    const url = await serve({
      async receive(request) {
        seen.push(request);
        return { status: 418, body: { short: 'and stout' } };
      },
    });
    const response = await post(url, '{"type":"message"}', { authorization: 'Bearer abc' });
    assert.deepEqual(seen, [{ authorization: 'Bearer abc', body: { type: 'message' } }]);
    assert.equal(response.status, 418);
    assert.deepEqual(await response.json(), { short: 'and stout' });
  });

  it('answers without a body where there is none', async () => {
    const response = await post(await serve(), '{}');
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });

  it('hands on an empty header where there is none', async () => {
    const seen: string[] = [];
    const url = await serve({
      async receive({ authorization }) {
        seen.push(authorization);
        return { status: 200 };
      },
    });
    await post(url, '{}');
    assert.deepEqual(seen, ['']);
  });

  for (const [what, body, status] of [
    ['is no JSON', '{', 400],
    ['is too large', JSON.stringify({ text: 'x'.repeat(300_000) }), 413],
  ] as const) {
    it(`refuses a body that ${what} before anybody reads it`, async () => {
      const url = await serve({ receive: async () => assert.fail('It was read.') });
      assert.equal((await post(url, body)).status, status);
    });
  }

  it('answers 500 to a fault, without a word of it, and reports it', async () => {
    const faults: unknown[] = [];
    const fault = new Error('the secret is hunter2');
    const url = await serve({
      receive: () => Promise.reject(fault),
      isReady: () => Promise.reject(fault),
      onFault: (what, error) => faults.push([what, error]),
    });
    for (const response of [await post(url, '{}'), await fetch(`${url}/readyz`)]) {
      assert.equal(response.status, 500);
      assert.deepEqual(await response.json(), { error: 'internal' });
    }
    assert.deepEqual(faults, [
      ['request', fault],
      ['readiness', fault],
    ]);
  });

  describe('with pages to sign in on', () => {
    const page = {
      status: 302,
      headers: { location: 'https://login.example/', 'cache-control': 'no-store' },
      body: '',
    };

    it('hands on the query and the cookie, and gives the page back as it is', async () => {
      const seen: unknown[] = [];
      const url = await serve({
        signIn: {
          async start({ query, cookie }) {
            seen.push([...query], cookie);
            return page;
          },
          end: async () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Done</p>' }),
        },
      });
      const start = await fetch(`${url}/auth/start?handle=a%26b&x=1`, {
        headers: { cookie: 'c=1' },
        redirect: 'manual',
      });
      assert.deepEqual(seen, [
        [
          ['handle', 'a&b'],
          ['x', '1'],
        ],
        'c=1',
      ]);
      assert.equal(start.status, 302);
      assert.equal(start.headers.get('location'), 'https://login.example/');
      assert.equal(start.headers.get('cache-control'), 'no-store');
      const end = await fetch(`${url}/auth/end`);
      assert.equal(await end.text(), '<p>Done</p>');
      assert.match(end.headers.get('content-type') ?? '', /^text\/html/);
    });

    it('says nothing of a fault', async () => {
      const faults: string[] = [];
      const failing = async () => Promise.reject(new Error('the secret is hunter2'));
      const url = await serve({ signIn: { start: failing, end: failing }, onFault: (what) => faults.push(what) });
      const answer = await fetch(`${url}/auth/end?code=1`);
      assert.equal(answer.status, 500);
      assert.doesNotMatch(await answer.text(), /hunter2/);
      assert.deepEqual(faults, ['sign-in page']);
    });

    it('takes nothing but GET', async () => {
      const url = await serve({ signIn: { start: async () => page, end: async () => page } });
      assert.equal((await fetch(`${url}/auth/end`, { method: 'POST' })).status, 405);
    });
  });

  it('serves the board’s page, what it loads, and its content for a token', async () => {
    const html = { 'content-type': 'text/html', 'cache-control': 'no-store' };
    const url = await serve({
      board: {
        page: () => ({ status: 200, headers: html, body: '<main></main>' }),
        files: { '/board/board.js': { status: 200, headers: { 'content-type': 'text/javascript' }, body: '1' } },
        view: async ({ authorization, query }) => ({
          status: 403,
          headers: html,
          body: `${authorization} ${query.get('instance')}`,
        }),
      },
    });
    assert.equal(await (await fetch(`${url}/board`)).text(), '<main></main>');
    assert.equal((await fetch(`${url}/board/board.js`)).headers.get('content-type'), 'text/javascript');
    const view = await fetch(`${url}/board/view?instance=a%26b`, { headers: { authorization: 'Bearer x' } });
    assert.equal(view.status, 403);
    assert.equal(await view.text(), 'Bearer x a&b');
    assert.equal(view.headers.get('cache-control'), 'no-store');
    assert.equal((await fetch(`${url}/board/view`, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`${url}/board/other.js`)).status, 404);
  });

  it('says nothing of a fault of the board', async () => {
    const url = await serve({
      board: {
        page: () => ({ status: 200, headers: {}, body: '' }),
        view: () => Promise.reject(new Error('the secret is hunter2')),
      },
      onFault() {},
    });
    const answer = await fetch(`${url}/board/view`);
    assert.equal(answer.status, 500);
    assert.doesNotMatch(await answer.text(), /hunter2/);
  });

  it('has no page to sign in on where nobody does', async () => {
    assert.equal((await fetch(`${await serve()}/auth/start`)).status, 404);
  });

  it('is alive, and ready once its database is', async () => {
    const url = await serve({ isReady: async () => false });
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    assert.equal((await fetch(`${url}/readyz`)).status, 503);
  });

  it('says why it cannot start where the port is taken', async () => {
    const { port } = new URL(await serve());
    const second = startServer({ host: '127.0.0.1', port: Number(port) }, quiet);
    await assert.rejects(second, {
      code: 'cannot-listen',
      message: /port \d+: another program has it\. Choose another port \(PORT\)/,
    });
  });

  it('lets a request that runs finish before it closes', async () => {
    let finish = () => {};
    const begun = Promise.withResolvers<void>();
    const url = await serve({
      async receive() {
        begun.resolve();
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { status: 200 };
      },
    });
    const response = post(url, '{}', { connection: 'close' });
    await begun.promise;
    const closed = server?.close();
    finish();
    assert.equal((await response).status, 200);
    await closed;
  });

  it('has no metrics unless it is given them', async () => {
    assert.equal((await fetch(`${await serve()}/metrics`)).status, 404);
  });

  it('hands the header to the metrics, and gives their answer back as it is', async () => {
    const seen: string[] = [];
    const url = await serve({
      async metrics({ authorization }) {
        seen.push(authorization);
        return { status: 200, headers: { 'content-type': 'text/plain; version=0.0.4' }, body: 'up 1\n' };
      },
    });
    const response = await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer abc' } });
    await fetch(`${url}/metrics`);
    assert.deepEqual(seen, ['Bearer abc', '']);
    assert.equal(await response.text(), 'up 1\n');
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  });

  it('answers 500 without a word of the fault where the metrics fail', async () => {
    const faults: string[] = [];
    const url = await serve({
      metrics: () => Promise.reject(new Error('secret')),
      onFault: (what) => faults.push(what),
    });
    const response = await fetch(`${url}/metrics`);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
    assert.deepEqual(faults, ['metrics']);
  });
});
