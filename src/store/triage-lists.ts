/**
 * Lists of cases. Every page is read off an index that ends with the order of the list, once for each state (and instance,
 * or set of causes) asked for, and these few pages are merged: so the time does not depend on how many cases there are.
 */
import { and, asc, type Column, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Case } from '../triage/case.ts';
import type { CaseFilter, Count, Page, TriageStore } from '../triage/store.ts';
import { ALL_STATES, OPEN_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { triageCase } from './schema.ts';
import { fromCaseRow } from './triage-rows.ts';

type Lists = Pick<TriageStore, 'cases' | 'count' | 'alike'>;

export function createTriageLists(db: Db): Lists {
  return {
    async cases(tenantId, filter, { cursor, limit }): Promise<Page<Case>> {
      const { states = ALL_STATES } = filter;
      const oldestFirst = states.every((state) => OPEN_STATES.includes(state));
      const order = (at: SQL, number: SQL) => (oldestFirst ? sql`${at}, ${number}` : sql`${at} desc, ${number} desc`);
      const where = and(matches(tenantId, filter), behind(cursor, oldestFirst));
      // One more than asked for tells whether another page follows.
      const page = sql`(
        select each.id from ${sources(tenantId, filter)} cross join lateral (
          select ${triageCase.id} as id, ${triageCase.createdAt} as at, ${triageCase.number} as number from ${triageCase}
          where ${where} order by ${order(sql`${triageCase.createdAt}`, sql`${triageCase.number}`)} limit ${limit + 1}
        ) as each order by ${order(sql`each.at`, sql`each.number`)} limit ${limit + 1}
      ) as page`;
      const direction = oldestFirst ? asc : desc;
      const rows = await db
        .select(getTableColumns(triageCase))
        .from(triageCase)
        .innerJoin(page, and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, sql`page.id`)))
        .orderBy(direction(triageCase.createdAt), direction(triageCase.number));
      const items = rows.slice(0, limit).map(fromCaseRow);
      const last = items.at(-1);
      return rows.length > limit && last !== undefined ? { items, cursor: cursorOf(last) } : { items };
    },

    async count(tenantId, filter, most): Promise<Count> {
      const { rows } = await db.execute(sql`select count(*)::int as counted from (
        select 1 from ${sources(tenantId, filter)} cross join lateral (
          select 1 from ${triageCase} where ${matches(tenantId, filter)} limit ${most + 1}
        ) as each limit ${most + 1}
      ) as found`);
      const counted = Number(rows[0]?.counted ?? 0);
      return { counted: Math.min(counted, most), more: counted > most };
    },

    async alike({ tenantId, id, traits = [] }, { since, until }, limit) {
      if (traits.length === 0) return [];
      const rows = await db
        .select()
        .from(triageCase)
        .where(
          and(
            eq(triageCase.tenantId, tenantId),
            sql`${triageCase.state} in (${sql.join(
              OPEN_STATES.map((state) => sql`${state}`),
              sql`, `,
            )})`,
            sql`${triageCase.createdAt} >= ${since}::timestamptz`,
            until === undefined ? undefined : sql`${triageCase.createdAt} <= ${until}::timestamptz`,
            sql`${triageCase.incidentId} is null`,
            sql`${triageCase.id} <> ${id}`,
            sql`${triageCase.traits} && ${sql.param([...traits])}::text[]`,
          ),
        )
        .orderBy(desc(triageCase.createdAt), desc(triageCase.number))
        .limit(limit);
      return rows.map(fromCaseRow);
    },
  };
}

/** What is looked up one by one: each state, with each instance whose name has the text in it, or each set with the cause. */
function sources(tenantId: string, { states = ALL_STATES, instance, cause }: CaseFilter): SQL {
  const wanted = sql`unnest(${sql.param([...new Set(states)])}::text[]) as wanted(state)`;
  const text = textOf(instance);
  if (text !== '') return sql`${wanted} cross join ${keysWith(triageCase.instanceKey, tenantId, text)}`;
  if (cause !== undefined) return sql`${wanted} cross join ${keysWith(triageCase.causesKey, tenantId, quoted(cause))}`;
  return wanted;
}

/** Leaps from one key to the next along its index; there are few instances and sets of causes, however many cases. */
function keysWith(column: Column, tenantId: string, text: string): SQL {
  return sql`(
    with recursive known(key) as (
      select min(${column}) from ${triageCase} where ${triageCase.tenantId} = ${tenantId}
      union all
      select (
        select min(${column}) from ${triageCase} where ${triageCase.tenantId} = ${tenantId} and ${column} > known.key
      ) from known where known.key is not null
    )
    select known.key from known where strpos(known.key, ${text}) > 0
  ) as found(key)`;
}

function quoted(cause: string): string {
  return `"${cause}"`;
}

function matches(tenantId: string, filter: CaseFilter): SQL | undefined {
  const { assignee, unassigned, reporter, instance, cause, before, incidentId } = filter;
  const taken = unassigned ? '' : assignee?.toLowerCase();
  const named = textOf(instance) !== '';
  return and(
    eq(triageCase.tenantId, tenantId),
    sql`${triageCase.state} = wanted.state`,
    named ? sql`${triageCase.instanceKey} = found.key` : undefined,
    taken === undefined ? undefined : eq(triageCase.assigneeKey, taken),
    reporter === undefined ? undefined : eq(triageCase.reporterKey, reporter.toLowerCase()),
    cause === undefined ? undefined : withCause(cause, named),
    incidentId === undefined ? undefined : eq(triageCase.incidentId, incidentId),
    before === undefined ? undefined : sql`${triageCase.createdAt} < ${before}::timestamptz`,
  );
}

/** The key to look up is the instance's where one is asked for, and the causes' else. */
function withCause(cause: string, byInstance: boolean): SQL {
  return byInstance
    ? sql`strpos(${triageCase.causesKey}, ${quoted(cause)}) > 0`
    : sql`${triageCase.causesKey} = found.key`;
}

/** Compared without case; a database takes no NUL in a text. */
function textOf(instance: string | undefined): string {
  return (instance ?? '').replaceAll('\u0000', '').trim().toLowerCase();
}

function cursorOf({ createdAt, number }: Case): string {
  return `${Date.parse(createdAt)}/${number}`;
}

/** What follows the last case of the page before. A cursor that is none begins anew. */
function behind(cursor: string | undefined, oldestFirst: boolean): SQL | undefined {
  const [, ms, number] = /^(\d{1,15})\/(\d{1,15})$/.exec(cursor ?? '') ?? [];
  if (ms === undefined || number === undefined) return undefined;
  const last = sql`(to_timestamp(${ms}::float8 / 1000), ${number}::bigint)`;
  const place = sql`(${triageCase.createdAt}, ${triageCase.number})`;
  return oldestFirst ? sql`${place} > ${last}` : sql`${place} < ${last}`;
}
