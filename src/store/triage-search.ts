/** Search for cases by what people remember of them. */
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Case } from '../triage/case.ts';
import type { TriageStore } from '../triage/store.ts';
import type { Db } from './database.ts';
import { triageCase } from './schema.ts';
import { fromCaseRow } from './triage-rows.ts';
import { wordsOf } from './words.ts';

/** Most words of a search; more than this nobody types. */
const WORDS_MAX = 8;
const NUMBER = /^\s*(?:case\s*)?#?\s*(\d{1,15})\s*$/i;

export function createTriageSearch(db: Db): Pick<TriageStore, 'search'> {
  async function select(where: SQL | undefined, limit: number): Promise<Case[]> {
    const rows = await db.select().from(triageCase).where(where).orderBy(desc(triageCase.number)).limit(limit);
    return rows.map(fromCaseRow);
  }

  return {
    async search(tenantId, text, { of, limit }) {
      const own = and(
        eq(triageCase.tenantId, tenantId),
        of === undefined ? undefined : eq(triageCase.reporterKey, of.toLowerCase()),
      );
      const number = NUMBER.exec(text)?.[1];
      const named = number === undefined ? [] : await select(and(own, eq(triageCase.number, Number(number))), 1);
      const words = wordsOf(text).slice(0, WORDS_MAX);
      if (words.length === 0) return named;
      // Letters and digits only: nothing in a word means anything to the query.
      const query = words.map((word) => `${word}:*`).join(' & ');
      const found = and(own, sql`${triageCase.words} @@ ${query}::tsquery`);
      return named.concat(await select(found, limit)).slice(0, limit);
    },
  };
}
