/** The Bot Framework connector: takes the bot's messages, keeps every version of them, and can be told to fail. */
import { createServer } from 'node:http';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { unauthorized } from './bot-token.ts';
import { closeServer, type HttpAnswer, listener, listenOnLoopback, readBody } from './http.ts';
import { createTakenAtMost } from './taken-at-most.ts';

/** A message of the bot, with what it showed before. */
export interface Message {
  id: string;
  conversationId: string;
  /** The newest last. */
  versions: Shown[];
  deleted: boolean;
}

export interface Shown {
  card?: AdaptiveCard;
  text?: string;
  summary?: string;
  /** performance.now() when it came. */
  at: number;
}

export interface ConnectorCall {
  method: string;
  path: string;
  status: number;
  at: number;
}

export interface ConnectorFault {
  /** Those that are given must fit; a path by a part of it, decoded. */
  match?: { method?: string; path?: string };
  /** How many calls it hits; without it, all. */
  times?: number;
  answer: HttpAnswer;
}

export type ConnectorStepIn = (
  call: Pick<ConnectorCall, 'method' | 'path'>,
  when: 'before' | 'after',
) => Promise<'lost' | undefined>;

export interface Connector {
  /** With a slash at its end, as Teams gives it. */
  serviceUrl: string;
  readonly messages: readonly Message[];
  readonly calls: readonly ConnectorCall[];
  /** Teams the bot is in, by the team's thread id. */
  readonly teams: Map<string, { name: string; aadGroupId: string }>;
  /** Returns what takes the fault away again. */
  fail(fault: ConnectorFault): () => void;
  /**
   * Steps in before a call is carried out, where 'lost' keeps it from being carried out, and once more before its answer
   * goes out. Each is waited for. Undefined lets every call through.
   */
  stepIn(step: ConnectorStepIn | undefined): void;
  /** From now on Teams takes no more than it says it does, and answers 429 beyond that. */
  limit(): void;
  /** Called after every call that was answered. */
  onCall(listen: () => void): () => void;
  close(): Promise<void>;
}

/** What Teams takes at most (Teams docs, "Format your bot messages"). */
const largestActivity = 28 * 1024;

export async function startConnector(appId: string): Promise<Connector> {
  const messages: Message[] = [];
  const calls: ConnectorCall[] = [];
  const teams: Connector['teams'] = new Map();
  const faults: { fault: ConnectorFault; left: number }[] = [];
  const listeners = new Set<() => void>();
  let stepIn: ConnectorStepIn | undefined;
  let takes: ReturnType<typeof createTakenAtMost> | undefined;
  let lastId = 1_700_000_000_000;

  const server = createServer(
    listener(async (request) => {
      const method = request.method ?? 'GET';
      const path = decodeURIComponent((request.url ?? '/').split('?', 1)[0] ?? '/');
      const body = await readBody(request);
      const refused = await unauthorized(request, appId);
      const lost = (await stepIn?.({ method, path }, 'before')) === 'lost';
      const answer =
        refused ??
        (lost ? { status: 504 } : (takeFault(method, path) ?? tooMuch(method, path) ?? route(method, path, body)));
      calls.push({ method, path, status: answer.status, at: performance.now() });
      for (const listen of listeners) listen();
      await stepIn?.({ method, path }, 'after');
      return answer;
    }),
  );
  const port = await listenOnLoopback(server);

  function takeFault(method: string, path: string): HttpAnswer | undefined {
    const hit = faults.find(
      ({ fault: { match = {} }, left }) =>
        left > 0 &&
        (match.method === undefined || match.method === method) &&
        (match.path === undefined || path.includes(match.path)),
    );
    if (hit === undefined) return undefined;
    hit.left -= 1;
    return hit.fault.answer;
  }

  function tooMuch(method: string, path: string): HttpAnswer | undefined {
    const [, id = ''] = /^\/v3\/conversations\/([^/]+)/.exec(path) ?? [];
    if (method === 'GET' || id === '') return undefined;
    const waitMs = takes?.(thread(id), performance.now());
    if (waitMs === undefined) return undefined;
    const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) };
    return { status: 429, headers, body: { error: { code: 'TooManyRequests', message: 'Slow down.' } } };
  }

  function route(method: string, path: string, body: string): HttpAnswer {
    const [, kind, id = '', part, activityId] =
      /^\/v3\/(conversations|teams)\/([^/]+)(?:\/(\w+)(?:\/([^/]+))?)?$/.exec(path) ?? [];
    if (kind === 'teams' && method === 'GET' && part === undefined) {
      const team = teams.get(id);
      return team === undefined ? notFound('Team') : { status: 200, body: { id, ...team } };
    }
    if (kind !== 'conversations' || part !== 'activities') return notFound('Route');
    if (Buffer.byteLength(body) > largestActivity) {
      return { status: 413, body: { error: { code: 'MessageSizeTooBig', message: 'Message size too large.' } } };
    }
    const known = messages.find((each) => each.id === activityId && thread(each.conversationId) === thread(id));
    if (method === 'POST') return added(id, body);
    if (known === undefined) return notFound('Activity');
    if (method === 'PUT') known.versions.push(shownBy(body));
    if (method === 'DELETE') known.deleted = true;
    return { status: 200, body: { id: known.id } };
  }

  function added(conversationId: string, body: string): HttpAnswer {
    lastId += 1;
    const message = { id: String(lastId), conversationId, versions: [shownBy(body)], deleted: false };
    messages.push(message);
    return { status: 201, body: { id: message.id } };
  }

  return {
    serviceUrl: `http://127.0.0.1:${port}/`,
    messages,
    calls,
    teams,
    fail(fault) {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      faults.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    stepIn(step) {
      stepIn = step;
    },
    limit() {
      takes = createTakenAtMost();
    },
    onCall(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    close: () => closeServer(server),
  };
}

/** A channel's messages may be addressed through the channel or through a thread in it. */
function thread(conversationId: string): string {
  return conversationId.split(';', 1)[0] ?? conversationId;
}

function shownBy(body: string): Shown {
  const { text, summary, attachments } = JSON.parse(body) as {
    text?: string;
    summary?: string;
    attachments?: { contentType: string; content: AdaptiveCard }[];
  };
  const card = attachments?.find(
    ({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive',
  )?.content;
  return {
    ...(card && { card }),
    ...(text !== undefined && { text }),
    ...(summary !== undefined && { summary }),
    at: performance.now(),
  };
}

function notFound(what: string): HttpAnswer {
  return { status: 404, body: { error: { code: `${what}NotFound`, message: `${what} not found.` } } };
}
