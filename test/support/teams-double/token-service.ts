/** The Bot Framework's token service, as far as a bot asks it for sign-in links and for the token behind a typed code. */
import { randomInt, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { unauthorized } from './bot-token.ts';
import { closeServer, type HttpAnswer, listener, listenOnLoopback } from './http.ts';

export interface TokenService {
  url: string;
  /** The bot's OAuth connection. */
  connectionName: string;
  /** What Teams asks a token for. */
  resource: string;
  /** Somebody has signed in by hand, which got this token: the code to type. */
  code(objectId: string, token: string): string;
  /** From now on the connection is unknown, as when it was deleted or misspelt. */
  broken: boolean;
  close(): Promise<void>;
}

export async function startTokenService(appId: string): Promise<TokenService> {
  const tokens = new Map<string, string>();
  const server = createServer(
    listener(async (request) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (service.broken)
        return { status: 400, body: { error: { code: 'BadArgument', message: 'No such connection.' } } };
      return (await unauthorized(request, appId)) ?? answer(pathname, searchParams);
    }),
  );

  function answer(path: string, query: URLSearchParams): HttpAnswer {
    if (path === '/api/botsignin/GetSignInResource') {
      const { connectionName } = JSON.parse(Buffer.from(query.get('state') ?? '', 'base64').toString());
      if (connectionName !== service.connectionName) return notFound;
      const signInLink = `https://token.botframework.com/api/oauth/signin?signin=${randomUUID()}`;
      const tokenExchangeResource = { id: randomUUID(), uri: service.resource, providerId: randomUUID() };
      return { status: 200, body: { signInLink, tokenExchangeResource } };
    }
    if (path === '/api/usertoken/GetToken') {
      const key = `${query.get('userId')}|${query.get('code')}`;
      const token = tokens.get(key);
      tokens.delete(key);
      if (token === undefined || query.get('connectionName') !== service.connectionName) return notFound;
      return {
        status: 200,
        body: { connectionName: service.connectionName, channelId: query.get('channelId'), token },
      };
    }
    return notFound;
  }

  const service: TokenService = {
    url: '',
    connectionName: 'sign-in',
    resource: `api://botid-${appId}`,
    code(objectId, token) {
      const code = String(randomInt(100_000, 1_000_000));
      tokens.set(`29:${objectId}|${code}`, token);
      return code;
    },
    broken: false,
    close: () => closeServer(server),
  };
  service.url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return service;
}

const notFound: HttpAnswer = { status: 404, body: { error: { code: 'NotFound', message: 'Not found.' } } };
