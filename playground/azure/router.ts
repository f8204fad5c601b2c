/** The smallest router that serves: a method, a pattern over the raw path, and what answers. */
import type { Answer } from './refusal.ts';

export interface ServiceRequest {
  method: string;
  /** Still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: string;
  /** The service's own address as the client wrote it: 'https://localhost:4711'. */
  origin: string;
  /** Set by the service once it knows who calls, for the record. */
  caller?: string;
  /** Set by a service that answered several requests in this one, for the record. */
  parts?: RequestPart[];
}

/** One request inside another; status 0 means no answer was given. */
export interface RequestPart {
  method: string;
  /** With the query. */
  path: string;
  status: number;
}

/** Named groups of the pattern, percent-decoded. */
export type Params = Record<string, string>;

export interface Route<Context> {
  method: string;
  pattern: RegExp;
  answer(request: ServiceRequest, params: Params, context: Context): Answer | Promise<Answer>;
}

/** The first route that fits, answered; undefined when none does. */
export function route<Context>(
  routes: readonly Route<Context>[],
  request: ServiceRequest,
  context: Context,
): Answer | Promise<Answer> | undefined {
  const path = request.path.replace(/\/{2,}/g, '/');
  for (const one of routes) {
    if (one.method !== request.method) continue;
    const match = one.pattern.exec(path);
    if (match !== null) return one.answer(request, decoded(match.groups ?? {}), context);
  }
  return undefined;
}

/** The JSON body as an object; `undefined` when it is none. */
export function jsonBody(request: ServiceRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function decoded(groups: Record<string, string | undefined>): Params {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, value === undefined ? '' : safeDecode(value)]),
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
