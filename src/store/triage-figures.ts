/** The figures of the board. */
import { sql } from 'drizzle-orm';
import type { Figures, TriageStore } from '../triage/store.ts';
import type { Db } from './database.ts';
import { triageCase } from './schema.ts';

export function createTriageFigures(db: Db): Pick<TriageStore, 'figures'> {
  return {
    async figures(tenantId, since): Promise<Figures> {
      const reported = sql`${triageCase.tenantId} = ${tenantId} and ${triageCase.createdAt} >= ${since}::timestamptz`;
      const day = sql`to_char(${triageCase.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`;
      const [byDay, times, ended] = await Promise.all([
        db.execute(
          sql`select ${day} as day, ${triageCase.cause} as cause, count(*)::int as cases from ${triageCase}
            where ${reported} group by 1, 2 order by 1, 3 desc, 2`,
        ),
        db.execute(
          sql`select count(*)::int as reported, ${medianMs(sql`${triageCase.answeredAt}`)} as answer,
            ${medianMs(sql`${triageCase.accessAt}`)} as access from ${triageCase} where ${reported}`,
        ),
        db.execute(
          sql`select count(*)::int as resolved from ${triageCase}
            where ${triageCase.tenantId} = ${tenantId} and ${triageCase.resolvedAt} >= ${since}::timestamptz`,
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
  return sql`round(percentile_cont(0.5) within group (order by extract(epoch from ${until} - ${triageCase.createdAt}) * 1000))::float8`;
}
