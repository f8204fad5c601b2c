import type { RetryStrategy } from '@azure/core-rest-pipeline';
import { notBefore, type Random, upTo } from './jitter.ts';
import { longestWaitMs, parseRetryAfter } from './retry-after.ts';

const firstWaitMs = 300;

/**
 * Retries what may pass by itself: a broken connection, a server's fault, and a refusal for load where Azure asks for a
 * short wait. A longer wait than a person has comes back as the refusal it is, at once.
 */
export function waitBeforeRetry(random: Random): RetryStrategy {
  return {
    name: 'waitBeforeRetry',
    retry({ retryCount, response }) {
      const doubled = () => upTo(firstWaitMs * 2 ** retryCount, random);
      if (response === undefined) return { retryAfterInMs: doubled() };
      const asked = parseRetryAfter(response.headers.get('retry-after'));
      if (asked !== undefined && asked > longestWaitMs) return { skipStrategy: true };
      const { status } = response;
      const mayPass = status === 408 || (status >= 500 && status !== 501 && status !== 505);
      if (asked !== undefined && (mayPass || status === 429)) return { retryAfterInMs: notBefore(asked, random) };
      return mayPass ? { retryAfterInMs: doubled() } : { skipStrategy: true };
    },
  };
}
