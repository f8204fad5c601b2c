import type { RetryStrategy } from '@azure/core-rest-pipeline';
import { longestWaitMs, parseRetryAfter } from './retry-after.ts';

const firstWaitMs = 300;

/**
 * Retries what may pass by itself: a broken connection, a server's fault, and a refusal for load where Azure asks for a
 * short wait. A longer wait than a person has comes back as the refusal it is, at once.
 */
export const waitBeforeRetry: RetryStrategy = {
  name: 'waitBeforeRetry',
  retry({ retryCount, response }) {
    const doubled = firstWaitMs * 2 ** retryCount;
    if (response === undefined) return { retryAfterInMs: doubled };
    const asked = parseRetryAfter(response.headers.get('retry-after'));
    if (asked !== undefined && asked > longestWaitMs) return { skipStrategy: true };
    const { status } = response;
    if (status === 429) return asked === undefined ? { skipStrategy: true } : { retryAfterInMs: asked };
    const mayPass = status === 408 || (status >= 500 && status !== 501 && status !== 505);
    return mayPass ? { retryAfterInMs: asked ?? doubled } : { skipStrategy: true };
  },
};
