import restify from 'restify';

/** What the server hands on and answers. */
export interface Routes {
  /** POST /api/messages: the Authorization header and the parsed body in, the HTTP answer out. */
  receive(request: { authorization: string; body: unknown }): Promise<{ status: number; body?: unknown }>;
  /** GET /readyz: whether requests can be served now. */
  isReady(): Promise<boolean>;
  /** GET /auth/start and /auth/end, where people sign in: the query and the Cookie header in, the page out. */
  signIn?: Record<'start' | 'end', (request: { query: URLSearchParams; cookie: string }) => Promise<Page>>;
  /** GET /metrics: the Authorization header in, the numbers out. */
  metrics?: (request: { authorization: string }) => Promise<Page>;
  /** GET /board, what it loads by path, and GET /board/view: the Authorization header and the query in, its content out. */
  board?: {
    page(): Page;
    files?: Readonly<Record<string, Page>>;
    view?(request: { authorization: string; query: URLSearchParams }): Promise<Page>;
  };
  /** A fault of ours: the caller gets 500 and no word of it. */
  onFault(what: string, error: unknown): void;
}

interface Page {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

type Answer = Awaited<ReturnType<Routes['receive']>>;

export interface RunningServer {
  url: string;
  /** Takes no more requests and waits for those that run. */
  close(): Promise<void>;
}

/** Teams sends messages of up to about 100 KB; what is larger is refused before it is parsed. */
const maxBodyBytes = 256 * 1024;

const failed: Page = {
  status: 500,
  headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
  body: 'That failed on our side, and nothing was changed. Try again in a minute.',
};

/** The server cannot listen. The message says what to change. */
class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code = 'cannot-listen';
}

/** Starts the HTTP server. Rejects with ServerError where the address cannot be had. */
export async function startServer(
  { host, port }: { host: string; port: number },
  { receive, isReady, signIn, metrics, board, onFault }: Routes,
): Promise<RunningServer> {
  const server = restify.createServer({ name: 'adt-support' });
  server.use(restify.plugins.bodyParser({ maxBodySize: maxBodyBytes, mapParams: false }));

  async function answered(what: string, answer: () => Promise<Answer>): Promise<Answer> {
    try {
      return await answer();
    } catch (error) {
      onFault(what, error);
      return { status: 500, body: { error: 'internal' } };
    }
  }

  server.post('/api/messages', async (request, response) => {
    const { authorization = '' } = request.headers;
    const { status, body } = await answered('request', () => receive({ authorization, body: request.body }));
    response.send(status, body);
  });
  server.get('/healthz', async (_request, response) => {
    response.send(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request, response) => {
    const { status, body } = await answered('readiness', async () => {
      const ready = await isReady();
      return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'not ready' } };
    });
    response.send(status, body);
  });
  async function shown(what: string, page: Promise<Page>, response: restify.Response): Promise<void> {
    const { status, headers, body } = await page.catch((error: unknown) => {
      onFault(what, error);
      return failed;
    });
    response.sendRaw(status, body, headers);
  }

  if (signIn !== undefined) {
    for (const step of ['start', 'end'] as const) {
      server.get(`/auth/${step}`, async (request, response) => {
        const { cookie = '' } = request.headers;
        const asked = { query: new URLSearchParams(request.getQuery()), cookie };
        await shown('sign-in page', signIn[step](asked), response);
      });
    }
  }
  if (metrics !== undefined) {
    server.get('/metrics', async (request, response) => {
      const { authorization = '' } = request.headers;
      await shown('metrics', metrics({ authorization }), response);
    });
  }
  if (board !== undefined) {
    const { page, files = {}, view } = board;
    for (const [path, answer] of [['/board', page] as const, ...Object.entries(files)]) {
      server.get(path, async (_request, response) => {
        const { status, headers, body } = typeof answer === 'function' ? answer() : answer;
        response.sendRaw(status, body, headers);
      });
    }
    if (view !== undefined) {
      server.get('/board/view', async (request, response) => {
        const { authorization = '' } = request.headers;
        await shown('board', view({ authorization, query: new URLSearchParams(request.getQuery()) }), response);
      });
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program has it' : cause.message;
      reject(new ServerError(`The bot cannot listen on port ${port}: ${why}. Choose another port (PORT).`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
