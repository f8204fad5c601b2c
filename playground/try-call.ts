import type { SimulatedTenant } from './azure/simulated-tenant.ts';
import { serveLoopback } from './serve-loopback.ts';

/** A page that makes a call to Azure Digital Twins as somebody, so that the 403, and its end, can be seen. */
export interface TryCall {
  /** The page for one person and one instance. */
  urlFor(userPrincipalName: string, instanceName: string): string;
  close(): Promise<void>;
}

/** Serves `/{user}/{instance}` on the loopback: a query with that user's own token against the simulated data plane. */
export async function serveTryCall(tenant: SimulatedTenant, port: number): Promise<TryCall> {
  const { origin, close } = await serveLoopback(port, (request, response) => {
    const send = (status: number, text: string) => {
      response.statusCode = status;
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end(text);
    };
    answer(tenant, request.url ?? '/').then(
      (text) => send(200, text),
      (error: unknown) => send(404, error instanceof Error ? error.message : String(error)),
    );
  });
  return {
    urlFor: (user, instance) => `${origin}/${encodeURIComponent(user)}/${encodeURIComponent(instance)}`,
    close,
  };
}

async function answer(tenant: SimulatedTenant, path: string): Promise<string> {
  const [user = '', instanceName = ''] = path.split('/').slice(1).map(decodeURIComponent);
  const instance = tenant.state.instances.find(({ name }) => name === instanceName);
  if (instance === undefined) throw new Error(`The tenant has no instance ${instanceName}.`);
  const token = await tenant.signIn(user, 'https://digitaltwins.azure.net');
  const query = 'SELECT * FROM digitaltwins';
  const { status, body } = await tenant.dataPlane(instance.hostName, {
    method: 'POST',
    path: '/query',
    token,
    body: { query },
  });
  return `POST https://${instance.hostName}/query as ${user}\n${query}\n\n${status} ${body === '' ? '(empty body)' : body}\n`;
}
