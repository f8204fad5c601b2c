import { beforeAbort } from '../before-abort.ts';
import { TenantError } from '../tenant.ts';
import { remedyForBot } from './bot-permissions.ts';
import type { Fact, Source } from './diagnosis.ts';

/** What every fetch of one diagnosis shares. */
export interface Fetching {
  /** Aborts when the diagnosis' time is up. */
  signal: AbortSignal;
  /** Seconds that `signal` allows, for the wording. */
  deadlineSeconds: number;
  now: () => Date;
  /** The bot's own app id, for the commands that grant it a right. Absent where a person's own sign-in asks. */
  botAppId?: string;
  /** Told as each fact arrives, known or not. */
  onFact?: (fact: { what: string; known: boolean }) => void;
}

/**
 * Runs one fetch to a Fact: a refusal, a failure or a late answer becomes `unknown` with its reason, and never an
 * exception, so that one cannot stop the others. `scope` is the resource that was asked about, for the command that mends
 * a refusal.
 */
export async function fetchFact<T>(
  { what, call, scope }: { what: string; call: string; scope?: string },
  fetch: () => Promise<T>,
  { signal, deadlineSeconds, now, botAppId, onFact }: Fetching,
): Promise<Fact<T>> {
  const startedAt = now();
  const start = performance.now();
  const source = (): Source => ({
    what,
    call,
    at: startedAt.toISOString(),
    ms: Math.round(performance.now() - start),
  });
  try {
    // Some clients look at their signal only between attempts.
    const value = await beforeAbort(fetch(), signal);
    onFact?.({ what, known: true });
    return { known: true, value, source: source() };
  } catch (error) {
    onFact?.({ what, known: false });
    if (signal.aborted) {
      const within = `${deadlineSeconds} ${deadlineSeconds === 1 ? 'second' : 'seconds'}`;
      return { known: false, reason: `Azure gave no answer within ${within}.`, source: source() };
    }
    if (!(error instanceof TenantError)) {
      return { known: false, reason: `The bot failed while reading this: ${messageOf(error)}`, source: source() };
    }
    const remedy = remedyForBot(error, botAppId, scope);
    return { known: false, reason: error.message, ...(remedy && { remedy }), source: source() };
  }
}

/** A fact that could not be asked for because another one is missing. */
export function notAsked<T>(what: string, reason: string, { now }: Fetching): Fact<T> {
  return { known: false, reason, source: { what, call: 'not asked', at: now().toISOString(), ms: 0 } };
}

/** What needed no call. */
export function knownAlready<T>(what: string, value: T, { now }: Fetching): Fact<T> {
  return { known: true, value, source: { what, call: 'not asked', at: now().toISOString(), ms: 0 } };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
