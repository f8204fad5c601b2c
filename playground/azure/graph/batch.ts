/** POST /$batch: up to 20 requests in one, each answered as it would be alone (Graph docs, "JSON batching"). */
import type { FaultAnswer, TakeFault } from '../faults.ts';
import { RUBBISH } from '../http.ts';
import { type Answer, Refusal } from '../refusal.ts';
import { jsonBody, type RequestPart, type ServiceRequest } from '../router.ts';
import { graphError } from './errors.ts';

const MOST_PARTS = 20;

interface Part {
  id: string;
  method: string;
  /** Relative to the version, with its query. */
  url: string;
  body?: unknown;
}

/**
 * The batch itself is 200 wherever it can be read. It is answered when its last part is, so that a part without an end
 * is a batch without an end.
 */
export async function answerBatch(
  batch: ServiceRequest,
  { now, takeFault }: { now: () => Date; takeFault: TakeFault },
  answerOne: (part: ServiceRequest) => Promise<Answer>,
): Promise<FaultAnswer> {
  const answers: { id: string; answer: Answer }[] = [];
  const record: RequestPart[] = [];
  batch.parts = record;
  let brokenOff: 'hang' | 'disconnect' | undefined;
  for (const part of readParts(jsonBody(batch)?.requests, now())) {
    const target = `/v1.0/${part.url.replace(/^\/+/, '')}`;
    const fault = takeFault({ service: 'graph', method: part.method, path: target });
    if (fault === 'hang' || fault === 'disconnect') brokenOff = fault;
    const given =
      typeof fault === 'object'
        ? fault
        : fault !== undefined
          ? RUBBISH
          : await answerOne(requestOf(part, target, batch)).catch(refusal);
    record.push({ method: part.method, path: target, status: brokenOff === undefined ? given.status : 0 });
    answers.push({ id: part.id, answer: given });
  }
  if (brokenOff !== undefined) return brokenOff;
  // Graph promises no order; this one is never the order of the requests.
  const responses = answers.reverse().map(({ id, answer: { status, headers, body } }) => ({
    id,
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  }));
  return { status: 200, body: { responses } };
}

/** Throws Graph's 400 for a batch that cannot be read as one. */
function readParts(items: unknown, now: Date): Part[] {
  const malformed = (message: string) => graphError(400, 'BadRequest', message, now);
  if (!Array.isArray(items) || items.length === 0) throw malformed('Invalid batch payload format.');
  if (items.length > MOST_PARTS) {
    throw malformed(`Number of batch request steps exceeds the maximum value of ${MOST_PARTS}.`);
  }
  const ids = new Set<string>();
  return items.map((item: unknown) => {
    const { id, method, url, headers, body } = Object(item) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string' || /^https?:/i.test(url)) {
      throw malformed('Invalid batch payload format.');
    }
    if (ids.has(id.toLowerCase())) throw malformed(`Request Id ${id} has to be unique in a batch.`);
    ids.add(id.toLowerCase());
    const names = Object.keys(Object(headers)).map((name) => name.toLowerCase());
    if (method.toUpperCase() === 'POST' && (body === undefined || !names.includes('content-type'))) {
      throw malformed(`Write request id : ${id} does not contain Content-Type header or body.`);
    }
    return { id, method: method.toUpperCase(), url, ...(body !== undefined && { body }) };
  });
}

/** The part as a request of its own, with the batch's sign-in. */
function requestOf({ method, body }: Part, target: string, batch: ServiceRequest): ServiceRequest {
  const queryAt = target.indexOf('?');
  return {
    method,
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1)),
    headers: batch.headers,
    body: body === undefined ? '' : JSON.stringify(body),
    origin: batch.origin,
  };
}

function refusal(error: unknown): Answer {
  if (error instanceof Refusal) return error.answer;
  throw error;
}
