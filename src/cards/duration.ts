/** How long a role is held, in words: '8 hours', '1 day', '7 days', 'until someone removes it'. */
export function durationLabel(minutes: number | null): string {
  if (minutes === null) return 'until someone removes it';
  if (minutes % DAY === 0) return count(minutes / DAY, 'day');
  if (minutes % 60 === 0) return count(minutes / 60, 'hour');
  return count(minutes, 'minute');
}

/** The same at the end of a sentence: 'for 8 hours', 'permanently'. */
export function forHowLong(minutes: number | null): string {
  return minutes === null ? 'permanently' : `for ${durationLabel(minutes)}`;
}

const DAY = 24 * 60;

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
