/** The history of cases and incidents, in order of time. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Person } from '../access/access-request.ts';
import type { AuditQuery } from '../access/store.ts';
import type { TriageEntry } from '../triage/store.ts';
import type { Trait } from '../triage/traits.ts';
import type { Db } from './database.ts';
import { pageOf, within } from './history-page.ts';
import { incident, triageCase, triageHistory } from './schema.ts';
import { fromTriageHistoryRow } from './triage-rows.ts';

/** A line of history with what it is about, as far as that is still there. */
export type TriageEvent = TriageEntry &
  (
    | { kind: 'case'; about?: { number: number; reporter: Person; instance?: NamedInstance } }
    | { kind: 'incident'; about: { number: number; trait: Trait } }
  );

/** With an id where it was found, else as it was reported. */
export interface NamedInstance {
  id?: string;
  hostName?: string;
  name?: string;
}

export interface TriageAudit {
  /** Tenants that have such a history. */
  triageTenants(): Promise<string[]>;
  /** Oldest first, by time; a page with a cursor may have more behind it. */
  triageSince(query: AuditQuery & { tenantId: string }): Promise<{ events: TriageEvent[]; cursor?: string }>;
}

const PAGE = 500;

export function createTriageAudit(db: Db): TriageAudit {
  return {
    async triageTenants() {
      // Leaps from one to the next along the index: there are few tenants, however many events.
      const { rows } = await db.execute(sql`
        with recursive known(id) as (
          select min(${triageHistory.tenantId}) from ${triageHistory}
          union all
          select (select min(${triageHistory.tenantId}) from ${triageHistory} where ${triageHistory.tenantId} > known.id)
          from known where known.id is not null
        )
        select known.id as id from known where known.id is not null`);
      return rows.map(({ id }) => String(id));
    },

    async triageSince({ tenantId, limit = PAGE, ...when }) {
      const page = db
        .select()
        .from(triageHistory)
        .where(and(eq(triageHistory.tenantId, tenantId), within(triageHistory, when)))
        .orderBy(asc(triageHistory.at), asc(triageHistory.entry))
        .limit(limit)
        .as('page');
      // One by one, by their keys: a database that knows little of its tables would read all of them for one page.
      const ofCase = db
        .select({
          number: triageCase.number,
          reporter: triageCase.reporter,
          outcome: triageCase.outcome,
          report: triageCase.report,
        })
        .from(triageCase)
        .where(and(eq(triageCase.tenantId, page.tenantId), eq(triageCase.id, page.subjectId)))
        .limit(1)
        .as('of_case');
      const ofIncident = db
        .select({ number: incident.number, trait: incident.trait })
        .from(incident)
        .where(and(eq(incident.tenantId, page.tenantId), eq(incident.id, page.subjectId)))
        .limit(1)
        .as('of_incident');
      const rows = await db.transaction(async (tx) => {
        // A database that knows little of its tables would sort the whole history for every page of it.
        await tx.execute(sql`set local enable_sort = off`);
        return tx
          .select()
          .from(page)
          .leftJoinLateral(ofCase, sql`true`)
          .leftJoinLateral(ofIncident, sql`true`)
          .orderBy(asc(page.at), asc(page.entry));
      });
      const events = rows.map(({ page: row, of_case: one, of_incident: several }): TriageEvent => {
        const entry = fromTriageHistoryRow(row);
        if (several !== null) return { kind: 'incident', ...entry, about: several };
        if (one === null) return { kind: 'case', ...entry };
        const { number, reporter, outcome, report } = one;
        const instance: NamedInstance = outcome?.instance ?? report.instance ?? {};
        const isNamed = Object.keys(instance).length > 0;
        return { kind: 'case', ...entry, about: { number, reporter, ...(isNamed && { instance }) } };
      });
      return pageOf(events, rows.at(-1)?.page, limit);
    },
  };
}
