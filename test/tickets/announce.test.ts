import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AnnounceJob, createAnnounce } from '../../src/tickets/announce.ts';
import { NotTakenError } from '../../src/tickets/post.ts';
import { caseOfAlex } from '../store/case-of-alex.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = () => new Date('2026-03-02T09:30:00.000Z');
const one = { ...caseOfAlex('contoso'), id: '5d1f', number: 1042 };
const job: AnnounceJob = {
  tenantId: 'contoso',
  subject: { kind: 'case', id: one.id },
  version: 3,
  event: 'case.resolved',
};

/** Restify, where a bot runs in the same process, changes `writeHead` for every server. */
function withStatus(response: ServerResponse, code: number): ServerResponse {
  response.statusCode = code;
  return response;
}

describe('an announcement to the ticket system', () => {
  let server: Server;
  let origin: string;
  let answer: (response: ServerResponse) => void;
  let received: { request: IncomingMessage; body: string }[];
  let logged: object[];

  before(async function listen() {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        received.push({ request, body });
        answer(response);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    received = [];
    logged = [];
    answer = (response) => withStatus(response, 204).end();
  });

  function announce(url = `${origin}/hook?token=s3cret`, signal = new AbortController().signal) {
    return createAnnounce({
      webhook: { url, secret },
      store: { case: async (_, id) => (id === one.id ? one : undefined), incident: async () => undefined },
      fetch,
      now,
      log: { warn: (fields) => logged.push(fields) },
    })(job, { signal });
  }

  const failure = (url?: string, signal?: AbortSignal) =>
    announce(url, signal).then(
      () => assert.fail('It was taken.'),
      (error: unknown) => {
        assert.ok(error instanceof NotTakenError);
        return error;
      },
    );

  it('is posted as JSON, signed, with an id that is the same at every attempt', async () => {
    await announce();
    await announce();
    const [first, second] = received;
    assert.equal(first?.request.headers['content-type'], 'application/json');
    assert.equal(JSON.parse(first?.body ?? '').short_description, 'Case 1042: 403 on plant-a (Alex Wilber)');
    const id = '5d1f-3-case-resolved';
    assert.deepEqual([first?.request.headers['webhook-id'], second?.request.headers['webhook-id']], [id, id]);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${id}.${first?.request.headers['webhook-timestamp']}.${first?.body}`;
    assert.equal(
      first?.request.headers['webhook-signature'],
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
  });

  it('goes with the user and password of the address, which are named nowhere', async () => {
    answer = (response) => withStatus(response, 400).end();
    await announce(origin.replace('//', '//bot:p%40ss@'));
    assert.equal(received[0]?.request.headers.authorization, `Basic ${Buffer.from('bot:p@ss').toString('base64')}`);
    assert.doesNotMatch(JSON.stringify(logged), /p@ss|p%40ss|hook/);
  });

  for (const status of [408, 429, 500, 503]) {
    it(`is tried again after ${status}`, async () => {
      answer = (response) => withStatus(response, status).end('no');
      assert.equal((await failure()).message, `${new URL(origin).host} answered ${status}.`);
    });
  }

  const waits: [header: string, ms: number][] = [
    ['7', 7_000],
    ['Mon, 02 Mar 2026 09:30:30 GMT', 30_000],
    ['86400', 600_000],
  ];
  for (const [header, ms] of waits) {
    it(`waits as long as Retry-After: ${header} asks, within the queue's time`, async () => {
      answer = (response) => withStatus(response, 429).setHeader('retry-after', header).end();
      assert.equal((await failure()).retryAfterMs, ms);
    });
  }

  for (const status of [301, 307, 400, 401, 404, 410]) {
    it(`is given up after ${status}, with a line in the log`, async () => {
      answer = (response) => withStatus(response, status).setHeader('location', `${origin}/elsewhere`).end();
      await announce();
      assert.equal(received.length, 1);
      assert.deepEqual(logged, [{ event: 'case.resolved', subject: '5d1f', status }]);
    });
  }

  it('does not wait for the end of an answer that has none', async () => {
    answer = (response) => withStatus(response, 200).write('x'.repeat(100_000));
    await announce();
    assert.equal(received.length, 1);
  });

  it('is tried again where nobody answers, without a word of the address', async () => {
    const { message } = await failure('http://127.0.0.1:9/hook?token=s3cret');
    assert.match(message, /^127\.0\.0\.1:9 did not answer: /);
    assert.doesNotMatch(message, /s3cret/);
  });

  it('is tried again where the answer takes too long', async () => {
    answer = () => {};
    const stopping = new AbortController();
    const failing = failure(undefined, stopping.signal);
    stopping.abort();
    assert.match((await failing).message, /did not answer: AbortError/);
  });

  it('is done with where there is no ticket system, or the case is gone', async () => {
    const gone = { ...job, subject: { kind: 'case', id: 'gone' } as const };
    const store = { case: async () => undefined, incident: async () => undefined };
    const rest = { store, fetch, now, log: { warn: () => {} } };
    const { signal } = new AbortController();
    await createAnnounce(rest)(job, { signal });
    await createAnnounce({ ...rest, webhook: { url: origin, secret } })(gone, { signal });
    assert.equal(received.length, 0);
  });
});
