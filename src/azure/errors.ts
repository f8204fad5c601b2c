import { GraphError } from '@microsoft/microsoft-graph-client';
import { TenantError, type TenantErrorCode } from '../tenant.ts';
import { isRecord } from './is-record.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface CallDescription {
  /** 'ARM: list role assignments' … */
  call: string;
  /** What the bot's identity needs for it. */
  permission?: string;
}

interface Answer {
  /** Name of the error behind it, where no answer came. */
  name: string;
  status?: number;
  azureCode?: string;
  message: string;
  retryAfterMs?: number;
}

/** Turns whatever a client package threw into a TenantError that says what was asked, what came back and what mends it. */
export function toTenantError(error: unknown, description: CallDescription): TenantError {
  if (error instanceof TenantError) return error;
  const answer = readAnswer(error);
  const code = codeOf(answer);
  return new TenantError(explain(code, answer, description), {
    code,
    call: description.call,
    cause: error,
    ...(answer.azureCode !== undefined && { azureCode: answer.azureCode }),
    ...(code === 'forbidden' && description.permission !== undefined && { permission: description.permission }),
    ...(answer.retryAfterMs !== undefined && { retryAfterMs: answer.retryAfterMs }),
  });
}

/** Runs one call and lets only TenantErrors out. */
export async function asTenantCall<T>(description: CallDescription, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toTenantError(error, description);
  }
}

function readAnswer(error: unknown): Answer {
  if (error instanceof GraphError) {
    const retryAfterMs = parseRetryAfter(error.headers?.get('retry-after'));
    // The Graph client reports what never got an answer as status -1, with the name of the error as its code.
    const answered = error.statusCode > 0;
    return {
      name: answered ? error.name : (error.code ?? error.name),
      ...(answered && { status: error.statusCode, ...(error.code && { azureCode: error.code }) }),
      message: error.message,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  if (!isRecord(error)) return { name: '', message: String(error) };
  const message = typeof error.message === 'string' ? error.message : String(error);
  const details = isRecord(error.details) && isRecord(error.details.error) ? error.details.error : undefined;
  // A gateway in between answers with a page; the package then speaks of its own trouble with it.
  const unreadable = error.code === 'PARSE_ERROR';
  const headers = isRecord(error.response) ? error.response.headers : undefined;
  const header = isHeaders(headers) ? headers.get('retry-after') : undefined;
  // What the challenge asks for stays out of messages and logs; that it was one is all that anybody needs to know.
  const challenge = isHeaders(headers) ? (headers.get('www-authenticate') ?? '') : '';
  const said = firstString(details?.code, error.code);
  // The same demand, where a tenant makes it through Azure Policy.
  const byPolicy = said === 'RequestDisallowedByPolicy' && /\bmfa\b|multi-?factor/i.test(message);
  const code = byPolicy || /\binsufficient_claims\b/.test(challenge) ? 'insufficient_claims' : said;
  const azureCode = unreadable ? undefined : code;
  const retryAfterMs = parseRetryAfter(header);
  return {
    name: error instanceof Error ? error.name : '',
    ...(typeof error.statusCode === 'number' && { status: error.statusCode }),
    ...(azureCode !== undefined && { azureCode }),
    message: unreadable ? 'a page came in place of an answer.' : (firstString(details?.message) ?? message),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function codeOf(answer: Answer): TenantErrorCode {
  const { name } = answer;
  if (name === 'AbortError') return 'cancelled';
  if (name === 'TimeoutError') return 'timeout';
  if (
    /^(AuthenticationError|AggregateAuthenticationError|CredentialUnavailableError|AuthenticationRequiredError)$/.test(
      name,
    )
  )
    return 'unauthenticated';
  switch (answer.status) {
    case undefined:
      return name === 'SyntaxError' ? 'bad-answer' : 'unavailable';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 408:
      return 'timeout';
    case 429:
      return 'throttled';
    default:
      if (answer.status >= 500) return 'unavailable';
      return answer.status >= 400 ? 'rejected' : 'bad-answer';
  }
}

function explain(code: TenantErrorCode, answer: Answer, { call, permission }: CallDescription): string {
  const said =
    answer.status === undefined ? '' : ` (HTTP ${answer.status}${answer.azureCode ? ` ${answer.azureCode}` : ''})`;
  switch (code) {
    case 'forbidden':
      return permission === undefined
        ? `${call}: the bot was refused${said}.`
        : `${call}: the bot was refused${said}; it needs ${permission}.`;
    case 'unauthenticated':
      return `${call}: the bot could not sign in${said}: ${firstLine(answer.message)}`;
    case 'throttled':
      return `${call}: Azure asked the bot to slow down${said}. Try again in a moment.`;
    case 'timeout':
    case 'cancelled':
      return `${call}: no answer in time.`;
    case 'unavailable':
      return `${call}: Azure did not answer${said}: ${firstLine(answer.message)}`;
    case 'bad-answer':
      return `${call}: Azure's answer could not be read${said}.`;
    default:
      return `${call}: ${firstLine(answer.message)}${said}`;
  }
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function firstString(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}

function isHeaders(value: unknown): value is { get(name: string): string | undefined } {
  return isRecord(value) && typeof value.get === 'function';
}
