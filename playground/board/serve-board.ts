import { readFileSync } from 'node:fs';
import type { SimulatedTenant } from '../azure/simulated-tenant.ts';
import { serveLoopback } from '../serve-loopback.ts';

/** A page that plays Teams for the board's tab. */
export interface BoardWindow {
  /** The board as this person sees it. */
  urlFor(userPrincipalName: string): string;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const OWN: Readonly<Record<string, [file: string, type: string]>> = {
  '/': ['host.html', 'text/html; charset=utf-8'],
  '/host.css': ['host.css', 'text/css; charset=utf-8'],
  '/host.js': ['host.js', 'text/javascript; charset=utf-8'],
};

/**
 * Serves that page on the loopback, with the tokens of whoever is chosen on it. What the bot serves below `/board` is
 * handed on: the Teams library takes a page of its own origin for its host, and any other has to be one of Microsoft's.
 */
export async function serveBoard(
  tenant: Pick<SimulatedTenant, 'state' | 'signIn' | 'bot'>,
  botOrigin: string,
  port: number,
): Promise<BoardWindow> {
  async function answer(address: URL, authorization: string): Promise<Answer> {
    const { pathname, search, searchParams } = address;
    const [file, type] = OWN[pathname] ?? [];
    if (file !== undefined && type !== undefined) {
      return { status: 200, headers: { 'content-type': type }, body: read(file) };
    }
    if (pathname === '/people') return json(tenant.state.users.map(nameOf));
    if (pathname === '/token') {
      const token = await tenant.signIn(searchParams.get('as') ?? '', `api://localhost/botid-${tenant.bot.appId}`);
      return { status: 200, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: token };
    }
    if (!/^\/board(\/|$)/.test(pathname)) return { status: 404, headers: {}, body: '' };
    const handedOn = await fetch(`${botOrigin}${pathname}${search}`, { headers: { authorization } });
    return { status: handedOn.status, headers: headersOf(handedOn), body: await handedOn.text() };
  }

  const { origin, close } = await serveLoopback(port, (request, response) => {
    const { authorization = '' } = request.headers;
    const send = ({ status, headers, body }: Answer) => {
      response.writeHead(status, headers);
      response.end(body);
    };
    answer(new URL(request.url ?? '/', 'http://localhost'), authorization).then(send, (error: unknown) =>
      send({ status: 500, headers: {}, body: error instanceof Error ? error.message : String(error) }),
    );
  });
  return {
    urlFor: (user) => `${origin}/?${new URLSearchParams({ as: user })}`,
    close,
  };
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

function nameOf({ displayName, userPrincipalName }: SimulatedTenant['state']['users'][number]) {
  return { displayName, userPrincipalName };
}

function json(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** Without those that belong to the connection. */
function headersOf({ headers }: Response): Record<string, string> {
  const own = new Set(['connection', 'content-length', 'content-encoding', 'transfer-encoding', 'keep-alive', 'date']);
  return Object.fromEntries([...headers].filter(([name]) => !own.has(name)));
}
