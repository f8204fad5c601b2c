import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import { beforeAbort } from '../before-abort.ts';
import type { CallOptions } from '../tenant.ts';
import { waitBeforeSecondTry } from './graph-retries.ts';
import type { Random } from './jitter.ts';

export interface GraphRequest {
  /** Below the version, ready for a URL: '/users/alex%40contoso.com?$select=id'. */
  path: string;
  /** Makes it a POST. */
  body?: unknown;
}

export interface GraphAnswer {
  status: number;
  retryAfter?: string;
  /** Undefined, or a text, where it is no JSON. */
  body?: unknown;
}

/** One HTTP call. Rejects where no answer came at all. */
export type SendToGraph = (request: GraphRequest, signal: AbortSignal) => Promise<GraphAnswer>;

/** A request of a caller who waits. The first answer or failure counts; `over` aborts with it. */
interface Asked {
  request: GraphRequest;
  tally: CallOptions['tally'];
  over: AbortSignal;
  answer(given: GivenAnswer): void;
  fail(error: unknown): void;
}

/** `again` where the same request may fare better then; one wait for all of a batch, so that they come together again. */
type GivenAnswer = GraphAnswer & { again?: Promise<void> };

/** As many as Graph takes in one batch (Graph docs, "Combine multiple HTTP requests using JSON batching"). */
const mostInBatch = 20;

/** A batch waits for its slowest part. Later than this its parts are asked for one by one, so that no other waits for it. */
const patienceMs = 1_000;

const batchShape = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/**
 * Asks Microsoft Graph: what is asked in one turn of the event loop goes out as one `$batch`, and each request gets the
 * answer it would have got alone. One that was refused for load is tried once more, with the others of its batch that
 * were. Rejects with the signal's reason as soon as the caller gives up; the HTTP call ends when all its callers have.
 */
export function askTogether(
  send: SendToGraph,
  random: Random,
  patience = patienceMs,
): (request: GraphRequest, options: CallOptions) => Promise<GraphAnswer> {
  let waiting: Asked[] = [];

  function askOnce(request: GraphRequest, { signal, tally }: CallOptions): Promise<GivenAnswer> {
    return new Promise((resolve, reject) => {
      const over = new AbortController();
      const fail = (error: unknown) => {
        reject(error);
        over.abort();
      };
      const answer = (given: GivenAnswer) => {
        resolve(given);
        over.abort();
      };
      if (signal?.aborted) return fail(signal.reason);
      signal?.addEventListener('abort', () => fail(signal.reason), { once: true, signal: over.signal });
      waiting.push({ request, tally, over: over.signal, answer, fail });
      if (waiting.length === 1) setImmediate(flush);
    });
  }

  function flush() {
    const asked = waiting.filter(({ over }) => !over.aborted);
    waiting = [];
    for (const group of inEvenGroups(asked, mostInBatch)) {
      const [only] = group;
      if (group.length === 1 && only !== undefined) void sendAlone(only);
      else void sendBatch(group);
    }
  }

  async function sendAlone(asked: Asked) {
    count([asked]);
    try {
      give([asked], [await send(asked.request, asked.over)]);
    } catch (error) {
      asked.fail(error);
    }
  }

  async function sendBatch(group: Asked[]) {
    count(group);
    let apart = false;
    const sendApart = () => {
      apart = true;
      for (const asked of group) if (!asked.over.aborted) void sendAlone(asked);
    };
    const tooLong = setTimeout(sendApart, patience);
    try {
      const answer = await send(batchOf(group), whenAllAreOver(group));
      // What the parts get alone counts more than a refusal of them all.
      if (!apart || answer.status < 400) give(group, partsOf(answer, group.length));
    } catch (error) {
      if (apart) return;
      // One part can make Graph drop the whole connection; and a connection can have been closed long before.
      if (isBrokenOff(error)) sendApart();
      else for (const asked of group) asked.fail(error);
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** Those refused for load come again together, after the longest of their waits (Graph docs, "Throttling and batching"). */
  function give(group: Asked[], answers: GraphAnswer[]) {
    const waits = answers.map((answer) => waitBeforeSecondTry(answer, random));
    const longest = waits.filter((wait) => wait !== undefined);
    const again = longest.length === 0 ? undefined : sleep(Math.max(...longest));
    for (const [index, answer] of answers.entries()) {
      group[index]?.answer({ ...answer, ...(again && waits[index] !== undefined && { again }) });
    }
  }

  return async function ask(request, options) {
    const first = await askOnce(request, options);
    if (first.again === undefined) return first;
    await beforeAbort(first.again, options.signal);
    return askOnce(request, options);
  };
}

/** One HTTP call counts once for each diagnosis it serves. */
function count(group: readonly Asked[]) {
  for (const tally of new Set(group.map((asked) => asked.tally))) if (tally !== undefined) tally.calls += 1;
}

function inEvenGroups<T>(items: readonly T[], most: number): T[][] {
  const groups = Math.ceil(items.length / most);
  return Array.from({ length: groups }, (_, group) => items.filter((_, index) => index % groups === group));
}

function whenAllAreOver(group: readonly Asked[]): AbortSignal {
  const all = new AbortController();
  let left = group.length;
  for (const { over } of group) {
    over.addEventListener('abort', () => {
      left -= 1;
      if (left === 0) all.abort();
    });
  }
  return all.signal;
}

function batchOf(group: readonly Asked[]): GraphRequest {
  const requests = group.map(({ request: { path, body } }, index) => ({
    id: String(index),
    url: path,
    ...(body === undefined
      ? { method: 'GET' }
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }),
  }));
  return { path: '/$batch', body: { requests } };
}

/** The parts' answers in the order of the requests; Graph gives them in any. A refusal of the batch is one of each part. */
function partsOf(answer: GraphAnswer, size: number): GraphAnswer[] {
  const all = (each: GraphAnswer) => Array.from({ length: size }, () => each);
  // Not found is then the address of batches, not what a part asked for.
  if (answer.status === 404) return all({ status: 404 });
  if (answer.status >= 400) return all(answer);
  const parsed = batchShape.safeParse(answer.body);
  if (!parsed.success) return all({ status: answer.status });
  const byId = new Map(parsed.data.responses.map((part) => [part.id, part]));
  return Array.from({ length: size }, (_, index) => {
    const part = byId.get(String(index));
    if (part === undefined) return { status: answer.status };
    const { status, headers, body } = part;
    const retryAfter = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    return { status, body, ...(retryAfter !== undefined && { retryAfter: String(retryAfter) }) };
  });
}

/** The connection failed: `fetch` then throws a TypeError, which the Graph client tells by its name. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TypeError' || ('code' in error && error.code === 'TypeError'));
}
