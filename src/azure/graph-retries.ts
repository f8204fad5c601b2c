import { notBefore, type Random, upTo } from './jitter.ts';
import { longestWaitMs, parseRetryAfter } from './retry-after.ts';

const unaskedWaitMs = 1_000;

/**
 * How long to wait, in milliseconds, before a read that Microsoft Graph refused for load is tried once more; undefined
 * where it is no such refusal, or the wait is longer than a person has.
 */
export function waitBeforeSecondTry(
  { status, retryAfter }: { status: number; retryAfter?: string },
  random: Random,
): number | undefined {
  if (status !== 429 && status !== 503 && status !== 504) return undefined;
  const asked = parseRetryAfter(retryAfter);
  if (asked === undefined) return upTo(unaskedWaitMs, random);
  return asked > longestWaitMs ? undefined : notBefore(asked, random);
}
