import assert from 'node:assert/strict';
import { askTogether, type GraphAnswer, type GraphRequest } from '../../src/azure/graph-batch.ts';
import type { CallOptions } from '../../src/tenant.ts';

interface SentPart {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

const partsOf = ({ body }: GraphRequest) => (body as { requests: SentPart[] }).requests;
const isBatch = ({ path }: GraphRequest) => path === '/$batch';
const ok = (body: unknown): GraphAnswer => ({ status: 200, body });
/** Says what was asked for, last first, as Graph may. */
const echo = (request: GraphRequest): GraphAnswer =>
  isBatch(request)
    ? ok({
        responses: partsOf(request)
          .map(({ id, url }) => ({ id, status: 200, body: { url } }))
          .toReversed(),
      })
    : ok({ url: request.path });

/** Graph in one function; what it was asked is kept. */
function graph(answer: (request: GraphRequest, signal: AbortSignal) => GraphAnswer | Promise<GraphAnswer> = echo) {
  const sent: GraphRequest[] = [];
  const signals: AbortSignal[] = [];
  const ask = askTogether(
    async (request, signal) => {
      sent.push(request);
      signals.push(signal);
      return answer(request, signal);
    },
    () => 0,
    5_000,
  );
  const read = (path: string, options: CallOptions = {}) => ask({ path }, options);
  return { ask, read, sent, signals };
}

/** Never answers, until it is given up. */
const noAnswer = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('reads of Graph', () => {
  it('of one moment go out as one batch, each with its own answer', async () => {
    const { read, sent } = graph();
    const answers = await Promise.all(['/a', '/b?$select=id', '/c'].map((path) => read(path)));
    assert.deepEqual(answers, [ok({ url: '/a' }), ok({ url: '/b?$select=id' }), ok({ url: '/c' })]);
    assert.deepEqual(
      sent.map((request) => [request.path, partsOf(request)]),
      [
        [
          '/$batch',
          [
            { id: '0', method: 'GET', url: '/a' },
            { id: '1', method: 'GET', url: '/b?$select=id' },
            { id: '2', method: 'GET', url: '/c' },
          ],
        ],
      ],
    );
  });

  it('still go together where one was asked for a promise later', async () => {
    const { read, sent } = graph();
    await Promise.all([read('/a'), Promise.resolve().then(() => read('/b'))]);
    assert.equal(sent.length, 1);
  });

  it('go out plainly, alone or one after the other', async () => {
    const { read, sent } = graph();
    await read('/a');
    await read('/b');
    assert.deepEqual(sent, [{ path: '/a' }, { path: '/b' }]);
  });

  it('carry a body with its type', async () => {
    const { ask, read, sent } = graph();
    await Promise.all([read('/a'), ask({ path: '/directoryObjects/getByIds', body: { ids: ['x'] } }, {})]);
    assert.deepEqual(sent.flatMap(partsOf).at(-1), {
      id: '1',
      method: 'POST',
      url: '/directoryObjects/getByIds',
      headers: { 'Content-Type': 'application/json' },
      body: { ids: ['x'] },
    });
  });

  it('are at most 20 to a batch: 21 are two', async () => {
    const { read, sent } = graph();
    const answers = await Promise.all(Array.from({ length: 21 }, (_, index) => read(`/${index}`)));
    assert.deepEqual(
      answers.map(({ body }) => body),
      Array.from({ length: 21 }, (_, index) => ({ url: `/${index}` })),
    );
    assert.deepEqual(
      sent.map((request) => partsOf(request).length),
      [11, 10],
    );
  });

  it('fail apart: a refused part is refused alone', async () => {
    const { read } = graph((request) =>
      ok({
        responses: partsOf(request).map(({ id, url }) =>
          url === '/b'
            ? { id, status: 403, headers: {}, body: { error: { code: 'no' } } }
            : { id, status: 200, body: {} },
        ),
      }),
    );
    const answers = await Promise.all([read('/a'), read('/b')]);
    assert.deepEqual(answers, [ok({}), { status: 403, body: { error: { code: 'no' } } }]);
  });

  it('are all refused where the batch is', async () => {
    const refusal = { status: 403, body: { error: { code: 'no' } } };
    const { read, sent } = graph(() => refusal);
    assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [refusal, refusal]);
    assert.equal(sent.length, 1);
  });

  it('are not told to be absent where the address of batches is', async () => {
    const { read } = graph(() => ({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } }));
    assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [{ status: 404 }, { status: 404 }]);
  });

  it('all fail where no token was given', async () => {
    const failure = new Error('no token');
    const { read, sent } = graph(() => Promise.reject(failure));
    const outcomes = await Promise.allSettled([read('/a'), read('/b')]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason),
      [failure, failure],
    );
    assert.equal(sent.length, 1);
  });

  it('have no readable answer where the batch has none', async () => {
    for (const body of ['{"value":[', {}, { responses: [{ status: 200 }] }]) {
      const { read } = graph(() => ok(body));
      assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [{ status: 200 }, { status: 200 }]);
    }
  });

  it('have no readable answer where the batch left theirs out', async () => {
    const { read } = graph(() => ok({ responses: [{ id: '1', status: 200, body: { url: '/b' } }] }));
    assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [{ status: 200 }, ok({ url: '/b' })]);
  });
});

describe('a read that Graph refused for load', () => {
  const throttled = { status: 429, headers: { 'Retry-After': '0' }, body: { error: { code: 'TooManyRequests' } } };

  it('is tried once more, and only it', async () => {
    const { read, sent } = graph((request) =>
      isBatch(request)
        ? ok({
            responses: partsOf(request).map(({ id, url }) =>
              url === '/b' ? { id, ...throttled } : { id, status: 200, body: { url } },
            ),
          })
        : echo(request),
    );
    assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [ok({ url: '/a' }), ok({ url: '/b' })]);
    assert.deepEqual(
      sent.map(({ path }) => path),
      ['/$batch', '/b'],
    );
  });

  it('is tried once more together with the others that were', async () => {
    let calls = 0;
    const { read, sent } = graph((request) => {
      calls += 1;
      const fails = (url: string) => calls === 1 && url !== '/a';
      return ok({
        responses: partsOf(request).map(({ id, url }) =>
          fails(url) ? { id, ...throttled } : { id, status: 200, body: { url } },
        ),
      });
    });
    await Promise.all(['/a', '/b', '/c'].map((path) => read(path)));
    assert.deepEqual(
      sent.map((request) => partsOf(request).map(({ url }) => url)),
      [
        ['/a', '/b', '/c'],
        ['/b', '/c'],
      ],
    );
  });

  it('is told as refused when it is again', async () => {
    const { read, sent } = graph(() => ({ status: 429, retryAfter: '0' }));
    assert.equal((await read('/a')).status, 429);
    assert.equal(sent.length, 2);
    assert.deepEqual(
      (await Promise.all([read('/b'), read('/c')])).map(({ status }) => status),
      [429, 429],
    );
    assert.equal(sent.length, 4);
  });

  it('is told as refused at once where the wait is longer than a person has', async () => {
    const { read, sent } = graph(() => ({ status: 429, retryAfter: '60' }));
    assert.equal((await read('/a')).retryAfter, '60');
    assert.equal(sent.length, 1);
  });

  it('is given up with its caller while it waits', async () => {
    const { read, sent } = graph(() => ({ status: 429, retryAfter: '2' }));
    const caller = new AbortController();
    const waiting = read('/a', { signal: caller.signal });
    setImmediate(() => setImmediate(() => caller.abort()));
    await assert.rejects(waiting);
    assert.equal(sent.length, 1);
  });
});

describe('callers of one batch', () => {
  it('give up each alone; the call ends with the last of them', async () => {
    const { read, signals } = graph((_, signal) => noAnswer(signal));
    const [first, second] = [new AbortController(), new AbortController()];
    const outcomes = [read('/a', { signal: first.signal }), read('/b', { signal: second.signal })];
    const [one, other] = outcomes;
    await new Promise(setImmediate);
    first.abort(new Error('first had enough'));
    await assert.rejects(one ?? Promise.resolve(), /first had enough/);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false],
    );
    second.abort(new Error('second had enough'));
    await assert.rejects(other ?? Promise.resolve(), /second had enough/);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });

  it('go on where another gave up', async () => {
    let end: (answer: GraphAnswer) => void = () => {};
    const { read } = graph(() => new Promise((resolve) => (end = resolve)));
    const caller = new AbortController();
    const [given, kept] = [read('/a', { signal: caller.signal }), read('/b')];
    await new Promise(setImmediate);
    caller.abort();
    await assert.rejects(given);
    end(ok({ responses: [{ id: '1', status: 200, body: { url: '/b' } }] }));
    assert.deepEqual(await kept, ok({ url: '/b' }));
  });

  it('that gave up before it was sent are left out of it', async () => {
    const { read, sent } = graph();
    const early = new AbortController();
    const before = [read('/a', { signal: AbortSignal.abort() }), read('/b', { signal: early.signal })];
    early.abort();
    const tally = { calls: 0 };
    await Promise.all([read('/c', { tally }), ...before.map((each) => assert.rejects(each))]);
    assert.deepEqual([sent, tally.calls], [[{ path: '/c' }], 1]);
  });

  it('count it once for each diagnosis', async () => {
    const { read } = graph();
    const [one, other] = [{ calls: 0 }, { calls: 0 }];
    await Promise.all([
      read('/a', { tally: one }),
      read('/b', { tally: one }),
      read('/c', { tally: other }),
      read('/d'),
    ]);
    assert.deepEqual([one.calls, other.calls], [1, 1]);
  });
});

describe('a batch without an answer', () => {
  it('is asked for part by part where its connection broke, so that each part has an outcome of its own', async () => {
    const { read, sent } = graph((request) =>
      isBatch(request) || request.path === '/b' ? Promise.reject(new TypeError('fetch failed')) : echo(request),
    );
    const tally = { calls: 0 };
    const [a, b] = await Promise.allSettled([read('/a', { tally }), read('/b', { tally })]);
    assert.deepEqual([a?.status, b?.status], ['fulfilled', 'rejected']);
    assert.deepEqual(
      sent.map(({ path }) => path),
      ['/$batch', '/a', '/b'],
    );
    assert.equal(tally.calls, 3);
  });

  /** Loses its patience at once. */
  const impatient = (answer: (request: GraphRequest, signal: AbortSignal) => Promise<GraphAnswer>) => {
    const ask = askTogether(answer, () => 0, 1);
    return (path: string, signal?: AbortSignal) => ask({ path }, signal === undefined ? {} : { signal });
  };

  it('for long is asked for part by part, so that one slow part keeps no other', async () => {
    const read = impatient(async (request, signal) =>
      isBatch(request) || request.path === '/slow' ? noAnswer(signal) : echo(request),
    );
    const caller = new AbortController();
    const slow = read('/slow', caller.signal);
    assert.deepEqual(await read('/a'), ok({ url: '/a' }));
    caller.abort();
    await assert.rejects(slow);
  });

  it('for long is taken all the same when it comes first after all', async () => {
    let single: AbortSignal | undefined;
    let end: (answer: GraphAnswer) => void = () => {};
    const read = impatient((request, signal) => {
      if (isBatch(request)) return new Promise((resolve) => (end = resolve));
      single = signal;
      queueMicrotask(() => end(ok({ responses: ['0', '1'].map((id) => ({ id, status: 200, body: { id } })) })));
      return noAnswer(signal);
    });
    assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [ok({ id: '0' }), ok({ id: '1' })]);
    assert.ok(single?.aborted);
  });

  it('for long counts for nothing where it is refused in the end', async () => {
    const read = impatient(async (request) => {
      if (!isBatch(request)) return new Promise((resolve) => setTimeout(() => resolve(echo(request)), 20));
      return new Promise((resolve) => setTimeout(() => resolve({ status: 500 }), 10));
    });
    assert.deepEqual(await Promise.all([read('/a'), read('/b')]), [ok({ url: '/a' }), ok({ url: '/b' })]);
  });
});
