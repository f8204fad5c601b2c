/** Listens on the loopback and carries each request to a service, through latency and faults, into the record. */
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Certificate } from './certificate.ts';
import { type Fault, type FaultAnswer, fits, type ServiceName } from './faults.ts';
import { type Answer, Refusal } from './refusal.ts';
import type { RequestPart, ServiceRequest } from './router.ts';

/** One call as the service saw it. Times are performance.now() of this process; status 0 means no answer was given. */
export interface RecordedCall {
  service: ServiceName;
  method: string;
  /** With the query. */
  path: string;
  status: number;
  startedAt: number;
  endedAt: number;
  /** Object id, once the token was accepted. */
  caller?: string;
  /** The requests in a batch, in their order there. */
  parts?: RequestPart[];
}

/**
 * Steps in before a call is carried out, where 'lost' keeps it from being carried out, and once more before its answer goes
 * out. Each is waited for.
 */
export type StepIn = (
  call: Pick<RecordedCall, 'service' | 'method' | 'path'>,
  when: 'before' | 'after',
) => Promise<'lost' | undefined>;

/** What all services of one tenant share: the weather, and the record. */
export interface Traffic {
  latencyMs: number;
  stepIn?: StepIn;
  faults: { fault: Fault; left: number }[];
  /** In the order the answers were given. */
  calls: RecordedCall[];
}

export interface Service {
  name(request: ServiceRequest): ServiceName;
  /** May end as a fault does: a part of a batch can be hit by one. */
  answer(request: ServiceRequest): Promise<FaultAnswer>;
}

export interface Listening {
  port: number;
  close(): Promise<void>;
}

/** Without a certificate the service speaks plain HTTP, as the managed identity endpoint does. */
export async function listen(service: Service, traffic: Traffic, certificate?: Certificate): Promise<Listening> {
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    serve(service, traffic, incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  };
  const server =
    certificate === undefined
      ? createPlainServer(handle)
      : createTlsServer({ key: certificate.key, cert: certificate.certificate }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  service: Service,
  traffic: Traffic,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  const request = await read(incoming);
  const call = { service: service.name(request), method: request.method, path: incoming.url ?? '/' };
  const record = (status: number) => {
    const { caller, parts } = request;
    const more = { ...(caller !== undefined && { caller }), ...(parts !== undefined && { parts }) };
    traffic.calls.push({ ...call, status, startedAt, endedAt: performance.now(), ...more });
  };

  const lost = (await traffic.stepIn?.(call, 'before')) === 'lost';
  const answer = lost ? 'disconnect' : (takeFault(traffic, call) ?? (await answered(service, request)));
  await traffic.stepIn?.(call, 'after');
  if (answer === 'hang') {
    if (outgoing.closed) record(0);
    else outgoing.once('close', () => record(0));
    return;
  }
  const reply = answer === 'disconnect' ? undefined : prepare(answer === 'rubbish' ? RUBBISH : answer);
  await until(startedAt + traffic.latencyMs);
  record(reply?.status ?? 0);
  if (reply === undefined) {
    outgoing.destroy();
    return;
  }
  // Not in one chain: in a process that has loaded restify, writeHead gives nothing back.
  outgoing.writeHead(reply.status, reply.headers);
  outgoing.end(reply.payload);
}

/** Not a moment earlier: a timer counts from when its turn of the event loop began. */
async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) await wait(Math.ceil(left));
}

export const RUBBISH: Answer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"value":[{"id":',
};

/** The first fault that fits the call and is not used up yet. */
export function takeFault(
  traffic: Traffic,
  call: { service: ServiceName; method: string; path: string },
): FaultAnswer | undefined {
  const hit = traffic.faults.find(({ fault, left }) => left > 0 && fits(fault, call));
  if (hit === undefined) return undefined;
  hit.left -= 1;
  return hit.fault.answer;
}

async function answered(service: Service, request: ServiceRequest): Promise<FaultAnswer> {
  try {
    return await service.answer(request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    const message = error instanceof Error ? error.stack : String(error);
    return { status: 500, body: { error: { code: 'SimulationFault', message } } };
  }
}

/** As it goes over the wire. */
function prepare({ status, headers, body }: Answer) {
  const isText = typeof body === 'string';
  const payload = body === undefined ? '' : isText ? body : JSON.stringify(body);
  const type: Record<string, string> =
    isText || payload === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const length: Record<string, string> = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
  return { status, headers: { ...type, ...length, ...headers }, payload };
}

async function read(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const target = incoming.url ?? '/';
  const queryAt = target.indexOf('?');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = Array.isArray(value) ? value[0] : value;
  return {
    method: incoming.method ?? 'GET',
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1)),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    origin: `https://${headers.host ?? 'localhost'}`,
  };
}
