/**
 * login.microsoftonline.com, as far as the bot's own sign-in to the Bot Framework goes. The connector package signs in
 * through MSAL, which takes another host only after it has asked the real one about it; so the real host name is kept, and
 * this process connects it to the double.
 */
import https, { Agent } from 'node:https';
import { connect, getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { createCertificate } from '../../../playground/azure/certificate.ts';
import { closeServer, listener, listenOnLoopback, readBody } from './http.ts';
import { signingKey } from './signing-keys.ts';

const loginHost = 'login.microsoftonline.com';
export const botFrameworkScope = 'https://api.botframework.com';

export interface Login {
  /** As `login` of the bot's endpoints. */
  url: string;
  /** How another process reaches it: see `reachLogin`. */
  address: { port: number; caCertificate: string };
  close(): Promise<void>;
}

export async function startLogin(bot: { appId: string; tenantId: string; secret: string }): Promise<Login> {
  const certificate = await createCertificate([loginHost], new Date());
  const key = await signingKey('login');
  const server = https.createServer(
    { key: certificate.key, cert: certificate.certificate },
    listener(async (request) => {
      const form = new URLSearchParams(await readBody(request));
      const known =
        request.url?.startsWith(`/${bot.tenantId}/oauth2/v2.0/token`) &&
        form.get('client_id') === bot.appId &&
        form.get('client_secret') === bot.secret &&
        form.get('scope') === `${botFrameworkScope}/.default`;
      if (!known) {
        return {
          status: 401,
          body: { error: 'invalid_client', error_description: 'AADSTS7000215', error_codes: [7000215] },
        };
      }
      const now = Math.floor(Date.now() / 1000);
      const token = await key.sign({ aud: botFrameworkScope, appid: bot.appId, tid: bot.tenantId, exp: now + 3600 });
      return { status: 200, body: { token_type: 'Bearer', expires_in: 3600, access_token: token } };
    }),
  );
  const address = { port: await listenOnLoopback(server), caCertificate: certificate.ca };
  const leave = reachLogin(address);
  return {
    url: `https://${loginHost}/${bot.tenantId}`,
    address,
    async close() {
      leave();
      await closeServer(server);
    },
  };
}

/** Connects login.microsoftonline.com to the double, for this process; returns what takes that back. */
export function reachLogin({ port, caCertificate }: Login['address']): () => void {
  const before = https.globalAgent;
  setDefaultCACertificates([...getCACertificates('default'), caCertificate]);
  https.globalAgent = new LoginAgent(port);
  return () => {
    https.globalAgent = before;
  };
}

class LoginAgent extends Agent {
  readonly #port: number;

  constructor(port: number) {
    super();
    this.#port = port;
  }

  override createConnection(...[options, callback]: Parameters<Agent['createConnection']>) {
    if (options.host !== loginHost) return super.createConnection(options, callback);
    return connect({ host: '127.0.0.1', port: this.#port, servername: loginHost }) satisfies TLSSocket;
  }
}
