const FIRST_MS = 2_000;
const LONGEST_MS = 600_000;

/**
 * How long to wait before the next attempt: what the failure itself asks for (`retryAfterMs`) and up to a quarter more, else
 * doubling from two seconds to ten minutes, less up to a quarter. The part at random keeps many that failed together from
 * returning together. `attempt` counts from 1, `random` is in [0, 1).
 */
export function retryDelayMs(attempt: number, failure: unknown, random: number): number {
  const asked = retryAfterMs(failure);
  if (asked !== undefined) return Math.round(asked * (1 + random / 4));
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(whole * (1 - random / 4));
}

function retryAfterMs(failure: unknown): number | undefined {
  if (!(failure instanceof Error) || !('retryAfterMs' in failure)) return undefined;
  return typeof failure.retryAfterMs === 'number' && failure.retryAfterMs >= 0 ? failure.retryAfterMs : undefined;
}
