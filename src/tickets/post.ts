/** Posts a message to the ticket system, once. */

/** The ticket system did not take it, and may later. Nothing of its address but the host is in here. */
export class NotTakenError extends Error {
  override readonly name = 'NotTakenError';
  readonly code = 'not-taken';
  /** What it asked for in Retry-After. */
  readonly retryAfterMs?: number;

  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** `refused`: it never will, as far as it says. */
export type Posted = { outcome: 'taken' } | { outcome: 'refused'; status: number };

const WITHIN_MS = 10_000;
/** A longer wait than the queue's own tries take would leave none of them. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** Request Timeout, Too Early, Too Many Requests (RFC 9110, RFC 8470, RFC 6585). */
const LATER = new Set([408, 425, 429]);

/**
 * Takes every 2xx for yes. Redirects are not followed: a message goes where it was meant to go, or nowhere. The answer's text
 * is not read. A user and password in the address are sent as such. Throws NotTakenError.
 */
export async function post(
  address: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  { fetch, now, signal }: { fetch: typeof globalThis.fetch; now: () => Date; signal: AbortSignal },
): Promise<Posted> {
  const { host, url, authorization } = takeApart(address);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
    });
  } catch (error) {
    throw new NotTakenError(`${host} did not answer: ${reasonOf(error)}`);
  }
  // Whatever it says besides its status is not for us, and may have no end.
  await response.body?.cancel().catch(() => {});
  const { status } = response;
  if (response.ok) return { outcome: 'taken' };
  if (status < 500 && !LATER.has(status)) return { outcome: 'refused', status };
  const retryAfterMs = waitOf(response.headers.get('retry-after'), now());
  throw new NotTakenError(`${host} answered ${status}.`, { retryAfterMs });
}

/** `fetch` takes no address with a password in it, and would name it in its error. */
function takeApart(address: string) {
  const url = new URL(address);
  const { host, username, password } = url;
  if (username === '' && password === '') return { host, url };
  url.username = '';
  url.password = '';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { host, url, authorization: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
}

/** What the network says, without the address: that may hold a secret. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason is known.';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? error.name;
}

/** Milliseconds that a Retry-After header asks for: seconds or an HTTP date (RFC 9110, section 10.2.3). */
function waitOf(header: string | null, now: Date): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.min(LONGEST_WAIT_MS, Math.max(0, ms)) : undefined;
}
