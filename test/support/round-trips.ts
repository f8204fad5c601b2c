import type { RecordedCall } from '../../playground/azure/simulated-tenant.ts';

/** The longest chain of calls of which each began after the one before had ended. Tokens are not counted. */
export function sequentialRoundTrips(calls: readonly RecordedCall[]): number {
  let chain = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const call of [...calls].sort((a, b) => a.endedAt - b.endedAt)) {
    if (call.service === 'entra' || call.startedAt < end) continue;
    chain += 1;
    end = call.endedAt;
  }
  return chain;
}
