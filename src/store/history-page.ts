/** Pages of a history, in order of time. A cursor is the place of the last line of the page before. */
import { and, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { AuditQuery } from '../access/store.ts';
import type { accessHistory, triageHistory } from './schema.ts';

/** What falls into the time that is asked for, behind the cursor. */
export function within(
  { at, entry }: Pick<typeof accessHistory | typeof triageHistory, 'at' | 'entry'>,
  { since, until, cursor }: Pick<AuditQuery, 'since' | 'until' | 'cursor'>,
): SQL | undefined {
  return and(
    gte(at, new Date(since)),
    until === undefined ? undefined : lt(at, new Date(until)),
    cursor === undefined ? undefined : behind(cursor),
  );

  function behind(place: string): SQL {
    const [ms = '', last = ''] = place.split('/');
    // As one comparison it is a place in the index; as several, everything before it would be read again.
    return sql`(${at}, ${entry}) > (${new Date(Number(ms)).toISOString()}::timestamptz, ${Number(last)}::bigint)`;
  }
}

/** With a cursor where the page is full: more may follow. */
export function pageOf<Event>(
  events: Event[],
  last: { at: Date; entry: number } | undefined,
  limit: number,
): { events: Event[]; cursor?: string } {
  return last === undefined || events.length < limit
    ? { events }
    : { events, cursor: `${last.at.getTime()}/${last.entry}` };
}
