/** The figures of the board. */
import { type Column, sql } from 'drizzle-orm';
import type { Figures, TriageStore } from '../triage/store.ts';
import { ALL_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { triageCase } from './schema.ts';

export function createTriageFigures(db: Db): Pick<TriageStore, 'figures'> {
  return {
    async figures(tenantId, since, until): Promise<Figures> {
      const within = (at: Column) =>
        sql`${at} >= ${since}::timestamptz and ${at} < ${until ?? 'infinity'}::timestamptz`;
      // In any state: said so that an index that is in order of time within each gives what was reported since.
      const reported = sql`${triageCase.tenantId} = ${tenantId} and ${within(triageCase.createdAt)}
        and ${triageCase.state} = any(${sql.param([...ALL_STATES])}::text[])`;
      // The days are written out once they are counted: for each case that would take longer than all the rest.
      const day = sql`date_bin('1 day', ${triageCase.createdAt}, '2000-01-01T00:00:00Z')`;
      const [byDay, times, ended] = await Promise.all([
        db.execute(
          sql`select to_char(begun at time zone 'UTC', 'YYYY-MM-DD') as day, cause, cases from (
              select ${day} as begun, ${triageCase.cause} as cause, count(*)::int as cases from ${triageCase}
              where ${reported} group by 1, 2
            ) as counted order by 1, 3 desc, 2`,
        ),
        db.execute(
          sql`select count(*)::int as reported, ${medianMs(sql`${triageCase.answeredAt}`)} as answer,
            ${medianMs(sql`${triageCase.accessAt}`)} as access from ${triageCase} where ${reported}`,
        ),
        db.execute(
          sql`select count(*)::int as resolved from ${triageCase}
            where ${triageCase.tenantId} = ${tenantId} and ${within(triageCase.resolvedAt)}`,
        ),
      ]);
      const { reported: count, answer, access } = times.rows[0] ?? {};
      return {
        since,
        causesByDay: byDay.rows.map(({ day, cause, cases }) => ({
          day: String(day),
          cause: String(cause) as Figures['causesByDay'][number]['cause'],
          cases: Number(cases),
        })),
        reported: Number(count ?? 0),
        resolved: Number(ended.rows[0]?.resolved ?? 0),
        ...(typeof answer === 'number' && { msToAnswer: answer }),
        ...(typeof access === 'number' && { msToAccess: access }),
      };
    },
  };
}

function medianMs(until: ReturnType<typeof sql>) {
  return sql`round(extract(epoch from percentile_cont(0.5) within group (order by ${until} - ${triageCase.createdAt})) * 1000)::float8`;
}
