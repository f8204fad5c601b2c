/** Why Teams has not taken a message (Teams docs, "Status code responses" of conversation messages). */
import { isRecord } from './is-record.ts';

/**
 * `unreachable`: the bot is not there any more, or was blocked; trying again does not help until somebody lets it in.
 * `failed`: it may help.
 */
export class MessengerError extends Error {
  override readonly name = 'MessengerError';
  readonly code: 'unreachable' | 'failed';
  /** Not to be tried sooner. The job queue heeds it. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    code: 'unreachable' | 'failed',
    { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause });
    this.code = code;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

/** Turned away for the moment, or lost on the way; the same message may be taken later. */
const passing = new Set([408, 412, 429, 500, 502, 503, 504]);

export interface Refused {
  /** Absent: nothing was answered. */
  status?: number;
  /** Teams' own word: 'BotNotInConversationRoster', 'ConversationBlockedByUser' … */
  code?: string;
  retryAfterMs?: number;
  passes: boolean;
}

/** Reads what the connector package has thrown. `now`: for a Retry-After that is a date. */
export function refusedBy(error: unknown, now: number): Refused {
  const { statusCode, code, response, body, details } = isRecord(error) ? error : {};
  const status = typeof statusCode === 'number' ? statusCode : undefined;
  const said = codeIn(body) ?? codeIn(details) ?? (typeof code === 'string' ? code : undefined);
  const retryAfterMs = status === undefined ? undefined : readRetryAfter(headerOf(response, 'retry-after'), now);
  return {
    ...(status !== undefined && { status }),
    ...(said !== undefined && { code: said }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    passes: status === undefined ? wasLost(said) : passing.has(status),
  };
}

export function asMessengerError(error: unknown, { status, code, retryAfterMs }: Refused): MessengerError {
  const unreachable = status === 403 || status === 404;
  const said = [status === undefined ? [] : `HTTP ${status}`, code ?? []].flat().join(' ');
  const message = `Teams did not take the message${said === '' ? '' : ` (${said})`}.`;
  return new MessengerError(message, unreachable ? 'unreachable' : 'failed', { cause: error, retryAfterMs });
}

/** No answer: the network's fault, and not ours. */
function wasLost(code: string | undefined): boolean {
  return code !== undefined && /^(REQUEST_SEND_ERROR|E[A-Z]+)$/.test(code);
}

function codeIn(body: unknown): string | undefined {
  const error = isRecord(body) ? body.error : undefined;
  return isRecord(error) && typeof error.code === 'string' ? error.code : undefined;
}

function headerOf(response: unknown, name: string): string | undefined {
  const headers = isRecord(response) ? response.headers : undefined;
  if (!isRecord(headers) || typeof headers.get !== 'function') return undefined;
  const value: unknown = headers.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
