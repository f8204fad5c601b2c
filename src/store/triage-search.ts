/** Search for cases by what people remember of them. */
import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Case } from '../triage/case.ts';
import type { TriageStore } from '../triage/store.ts';
import type { Db } from './database.ts';
import { triageCase } from './schema.ts';
import { fromCaseRow } from './triage-rows.ts';
import { wordsOf } from './words.ts';

/** A common word is found among so many of the newest numbers; what is not is rare enough to be looked up. */
const RECENT = 1_000;
/** Most words of a search; more than this nobody types. */
const WORDS_MAX = 8;
const NUMBER = /^\s*(case\s*#?|#)?\s*(\d{1,15})\s*$/i;

/**
 * Every step reads what its own index gives and no more. `limit` and `offset 0` keep the database from mixing them: it cannot
 * know how common a word is, and would now and then sort all cases to show ten.
 */
export function createTriageSearch(db: Db): Pick<TriageStore, 'search'> {
  /** The newest of these; `found` tells of each its `id` and `number`. */
  async function newest(tenantId: string, found: SQL, limit: number): Promise<Case[]> {
    if (limit <= 0) return [];
    const top = sql`(select found.id from ${found} order by found.number desc limit ${limit}) as top`;
    const rows = await db
      .select(getTableColumns(triageCase))
      .from(triageCase)
      .innerJoin(top, and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, sql`top.id`)))
      .orderBy(desc(triageCase.number));
    return rows.map(fromCaseRow);
  }

  async function withWords(tenantId: string, query: string, limit: number): Promise<Case[]> {
    const edge = sql`(
      select max(${triageCase.number}) - ${RECENT} from ${triageCase} where ${triageCase.tenantId} = ${tenantId}
    )`;
    const recent = await newest(
      tenantId,
      sql`(
        select id, number, words from ${triageCase}
        where ${triageCase.tenantId} = ${tenantId} and ${triageCase.number} > ${edge} order by number desc limit ${RECENT}
      ) as found where found.words @@ ${query}::tsquery`,
      limit,
    );
    const older = await newest(
      tenantId,
      sql`(
        select tenant_id, id, number from ${triageCase} where ${triageCase.words} @@ ${query}::tsquery offset 0
      ) as found where found.tenant_id = ${tenantId} and found.number <= ${edge}`,
      limit - recent.length,
    );
    return recent.concat(older);
  }

  function ownWithWords(tenantId: string, of: string, query: string, limit: number): Promise<Case[]> {
    const found = sql`(
      select id, number, words from ${triageCase}
      where ${triageCase.tenantId} = ${tenantId} and ${triageCase.reporterKey} = ${of.toLowerCase()} offset 0
    ) as found where found.words @@ ${query}::tsquery`;
    return newest(tenantId, found, limit);
  }

  return {
    async search(tenantId, text, { of, limit }) {
      const [, sign, number] = NUMBER.exec(text) ?? [];
      const named = number === undefined ? [] : await numbered(db, tenantId, Number(number), of);
      const words = wordsOf(text).slice(0, WORDS_MAX);
      // '#12' is a number and nothing else; '12' may be part of a name.
      if (sign !== undefined || words.length === 0) return named;
      // Letters and digits only: nothing in a word means anything to the query. The last one may be unfinished.
      const query = `${words.join(' & ')}:*`;
      const found =
        of === undefined ? await withWords(tenantId, query, limit) : await ownWithWords(tenantId, of, query, limit);
      return [...named, ...found.filter(({ id }) => id !== named[0]?.id)].slice(0, limit);
    },
  };
}

async function numbered(db: Db, tenantId: string, number: number, of: string | undefined): Promise<Case[]> {
  const rows = await db
    .select()
    .from(triageCase)
    .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.number, number)));
  return rows.map(fromCaseRow).filter(({ reporter }) => !of || reporter.objectId.toLowerCase() === of.toLowerCase());
}
