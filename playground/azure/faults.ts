/** Faults that a test or the launcher puts into the simulated services. */

export type ServiceName = 'entra' | 'arm' | 'resource-graph' | 'graph' | 'adt';

export interface Fault {
  /** Every part that is given must fit; a text fits a path that contains it. */
  match: { service?: ServiceName; method?: string; path?: RegExp | string };
  /** How many calls it hits; without it, all. */
  times?: number;
  /** 'hang' never answers, 'rubbish' answers 200 with broken JSON, 'disconnect' drops the connection. */
  answer: FaultAnswer;
}

export type FaultAnswer =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | 'hang'
  | 'rubbish'
  | 'disconnect';

/** The fault that is to hit this call, if any; it counts as one of its times. */
export type TakeFault = (call: { service: ServiceName; method: string; path: string }) => FaultAnswer | undefined;

const SERVICES: readonly ServiceName[] = ['entra', 'arm', 'resource-graph', 'graph', 'adt'];

/**
 * Reads 'service:answer[:times]': 'arm:429', 'graph:403', 'arm:hang', 'resource-graph:500:2'. A status answers with
 * that service's usual body for it. Throws when the text is none of these.
 */
export function parseFault(text: string): Fault {
  const match = /^([a-z-]+):(\d{3}|hang|rubbish|disconnect)(?::(\d+))?$/.exec(text);
  const service = SERVICES.find((name) => name === match?.[1]);
  const what = match?.[2];
  if (service === undefined || what === undefined) {
    throw new Error(
      `'${text}' is no fault. Write service:answer or service:answer:times, for example arm:429, graph:403:1, ` +
        `arm:hang. Services: ${SERVICES.join(', ')}. Answers: an HTTP status, hang, rubbish, disconnect.`,
    );
  }
  const times = match?.[3] === undefined ? {} : { times: Number(match[3]) };
  const answer = what === 'hang' || what === 'rubbish' || what === 'disconnect' ? what : usual(service, Number(what));
  return { match: { service }, ...times, answer };
}

export function fits(fault: Fault, call: { service: ServiceName; method: string; path: string }): boolean {
  const { service, method, path } = fault.match;
  if (service !== undefined && service !== call.service) return false;
  if (method !== undefined && method.toUpperCase() !== call.method) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? call.path.includes(path) : new RegExp(path.source, path.flags).test(call.path);
}

function usual(service: ServiceName, status: number): FaultAnswer {
  const headers: Record<string, string> = status === 429 ? { 'retry-after': '1' } : {};
  if (service === 'adt' && status === 403) return { status };
  if (service === 'entra') {
    const description = `AADSTS90033: A transient error has occurred. Please try again.`;
    return {
      status,
      headers,
      body: { error: 'temporarily_unavailable', error_description: description, error_codes: [90033] },
    };
  }
  const [code, message] = USUAL[status] ?? ['ServiceError', 'The service could not answer the request.'];
  const graph403 = service === 'graph' && status === 403;
  return {
    status,
    headers,
    body: graph403
      ? {
          error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
        }
      : { error: { code, message } },
  };
}

const USUAL: Record<number, [string, string]> = {
  401: ['InvalidAuthenticationToken', 'The access token is invalid.'],
  403: [
    'AuthorizationFailed',
    'The client does not have authorization to perform this action or the scope is invalid.',
  ],
  404: ['NotFound', 'The resource was not found.'],
  429: ['TooManyRequests', 'The request was throttled.'],
  500: ['InternalServerError', 'The server encountered an internal error. Please retry the request.'],
  503: ['ServiceUnavailable', 'The service is unavailable now, please retry later.'],
};
