/** A real HTTPS call to the simulated data plane, as a client of an instance makes it. */
import { request as httpsRequest } from 'node:https';

export interface DataPlaneRequest {
  method: string;
  /** With its query; the api-version is added when it has none. */
  path: string;
  token?: string;
  body?: unknown;
}

export interface DataPlaneAnswer {
  status: number;
  headers: Record<string, string>;
  /** As sent; '' is an empty body. */
  body: string;
}

export function callDataPlane(
  server: { port: number; ca: string },
  hostName: string,
  { method, path, token, body }: DataPlaneRequest,
): Promise<DataPlaneAnswer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const versioned = path.includes('api-version=')
    ? path
    : `${path}${path.includes('?') ? '&' : '?'}api-version=2023-10-31`;
  return new Promise((resolve, reject) => {
    const call = httpsRequest(
      {
        host: '127.0.0.1',
        port: server.port,
        // The certificate names the instances of the tenant file; any other host is checked as localhost.
        checkServerIdentity: () => undefined,
        servername: hostName,
        ca: server.ca,
        agent: false,
        method,
        path: versioned,
        headers: {
          host: hostName,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(', ') : (value ?? ''),
            ]),
          );
          resolve({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    call.on('error', reject);
    call.end(payload);
  });
}
