/** Times as a tenant file writes them: ISO 8601, or from the tenant's start: '5 minutes ago', 'in 2 hours'. */

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const SPOKEN =
  /^(?:(?<past>\d+) (?<pastUnit>minute|hour|day)s? ago|in (?<future>\d+) (?<futureUnit>minute|hour|day)s?)$/;

export function isMoment(text: string): boolean {
  return SPOKEN.test(text) || !Number.isNaN(Date.parse(text));
}

/** ISO 8601, in UTC. Throws RangeError when the text is no moment. */
export function timeOf(text: string, now: Date): string {
  const { past, pastUnit = '', future, futureUnit = '' } = SPOKEN.exec(text)?.groups ?? {};
  if (past !== undefined) return shifted(now, -Number(past), pastUnit);
  if (future !== undefined) return shifted(now, Number(future), futureUnit);
  return new Date(text).toISOString();
}

function shifted(now: Date, count: number, unit: string): string {
  return new Date(now.getTime() + count * (UNITS[unit] ?? 0)).toISOString();
}
