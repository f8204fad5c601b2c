import type { QuietHours } from './policy.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const LONGEST_CHANGE_MINUTES = 180;
const MOST_FORMATS = 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The moment itself, or the end of the quiet hours it falls into, by the clock of `timeZone` (IANA). Milliseconds. */
export function outOfQuietHours(moment: number, quiet: QuietHours | undefined, timeZone: string | undefined): number {
  if (quiet === undefined) return moment;
  const format = clockOf(timeZone) ?? clockOf(quiet.timeZone) ?? clockOf('UTC');
  if (format === undefined) return moment;
  let at = moment;
  // Once is enough but where the clocks are put back in these very hours.
  for (let correction = 0; correction < 4 && isQuiet(minuteOf(at, format), quiet); correction++) {
    const left = (quiet.to - minuteOf(at, format) + DAY_MINUTES) % DAY_MINUTES;
    at = Math.floor(at / MINUTE_MS) * MINUTE_MS + left * MINUTE_MS;
  }
  // Where they are put forward, that was an hour too much.
  const over = at === moment ? 0 : (minuteOf(at, format) - quiet.to + DAY_MINUTES) % DAY_MINUTES;
  const exact = at - over * MINUTE_MS;
  return over <= LONGEST_CHANGE_MINUTES && exact > moment && !isQuiet(minuteOf(exact, format), quiet) ? exact : at;
}

/** Whether the name is one that the clocks of this machine know. */
export function isTimeZone(name: string): boolean {
  return clockOf(name) !== undefined;
}

function isQuiet(minute: number, { from, to }: QuietHours): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function clockOf(timeZone: string | undefined): Intl.DateTimeFormat | undefined {
  if (timeZone === undefined) return undefined;
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    // The names come from people's clients. There are a few hundred, but each may be spelt in many ways.
    if (formats.size >= MOST_FORMATS) formats.clear();
    formats.set(timeZone, format);
    return format;
  } catch {
    return undefined;
  }
}

/** Minutes after midnight. */
function minuteOf(moment: number, format: Intl.DateTimeFormat): number {
  const [hour = '0', minute = '0'] = format.format(moment).split(':');
  return Number(hour) * 60 + Number(minute);
}
