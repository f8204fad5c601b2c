import { createHash, timingSafeEqual } from 'node:crypto';
import type { BotMetrics } from './bot-metrics.ts';
import { CONTENT_TYPE } from './prometheus.ts';

interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

type Waiting = Parameters<BotMetrics['write']>[0];

/** GET /metrics, for whoever brings the token. A database that is down shows in the answer, and does not hold it up. */
export function createMetricsRoute({
  token,
  metrics,
  waiting,
}: {
  token: string;
  metrics: BotMetrics;
  waiting: () => Promise<Waiting>;
}): (request: { authorization: string }) => Promise<Answer> {
  const expected = hashOf(`Bearer ${token}`);
  return async function serveMetrics({ authorization }) {
    const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
    // By hash: takes the same time whatever was right of it.
    if (!timingSafeEqual(hashOf(authorization), expected)) {
      const challenge = { 'www-authenticate': 'Bearer', 'content-type': 'text/plain; charset=utf-8' };
      return { status: 401, headers: { ...headers, ...challenge }, body: 'This takes METRICS_TOKEN.\n' };
    }
    const body = metrics.write(await waiting().catch(() => undefined));
    return { status: 200, headers: { ...headers, 'content-type': CONTENT_TYPE }, body };
  };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
