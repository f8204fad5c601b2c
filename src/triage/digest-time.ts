/** When the digest of a day is due. Days are ISO dates by the clock of a time zone (IANA name). */

/** Before the day's work begins. */
const HOUR = 8;
const DAY_MS = 86_400_000;

export function digestTime(day: string, timeZone: string): Date {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`) + HOUR * 3_600_000;
  // The second look is for a day on which the clocks are changed between the two moments.
  const nearly = asIfUtc - offsetAt(asIfUtc, timeZone);
  return new Date(asIfUtc - offsetAt(nearly, timeZone));
}

/** The first day whose digest is due after this moment. */
export function nextDigestDay(now: Date, timeZone: string): string {
  const today = new Date(now.getTime() + offsetAt(now.getTime(), timeZone)).toISOString().slice(0, 10);
  return digestTime(today, timeZone) > now ? today : dayAfter(today);
}

export function dayAfter(day: string): string {
  return moved(day, DAY_MS);
}

export function dayBefore(day: string): string {
  return moved(day, -DAY_MS);
}

function moved(day: string, byMs: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + byMs).toISOString().slice(0, 10);
}

/** How far the clocks there are ahead of UTC; milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}
