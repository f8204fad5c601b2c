/**
 * A moment as each reader's own client shows it, in his language and time zone. Only works in a TextBlock.
 * Clients want RFC 3339 to the second and show anything else raw (Adaptive Cards docs, "Text features").
 * @param iso ISO 8601; an unreadable one is shown as no more than 'an unknown time'
 */
export function dateAndTime(iso: string): string {
  const moment = exact(iso);
  return moment === undefined ? UNKNOWN : `{{DATE(${moment},SHORT)}} at {{TIME(${moment})}}`;
}

/** The same where a sentence says when something happens: 'on Mar 2, 2026 at 6:00 PM'. */
export function onDateAndTime(iso: string): string {
  return `${exact(iso) === undefined ? 'at' : 'on'} ${dateAndTime(iso)}`;
}

/** As `dateAndTime`, without the day. */
export function time(iso: string): string {
  const moment = exact(iso);
  return moment === undefined ? UNKNOWN : `{{TIME(${moment})}}`;
}

const UNKNOWN = 'an unknown time';

function exact(iso: string): string | undefined {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return undefined;
  const text = new Date(ms).toISOString();
  return /^\d{4}-/.test(text) ? text.replace(/\.\d+Z$/, 'Z') : undefined;
}
