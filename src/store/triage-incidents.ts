/** Incidents, as they are looked for. */
import { and, asc, desc, eq, gt, inArray, max, min, ne, notExists, type SQL, sql } from 'drizzle-orm';
import type { TriageStore } from '../triage/store.ts';
import { OPEN_STATES } from './case-states.ts';
import type { Db } from './database.ts';
import { incident, triageCase } from './schema.ts';
import { fromIncidentRow } from './triage-rows.ts';

type Incidents = Pick<
  TriageStore,
  'incident' | 'incidentsAbout' | 'ends' | 'withoutOpenCases' | 'othersOf' | 'openIncidents'
>;

export function createTriageIncidents(db: Db): Incidents {
  return {
    async incident(tenantId, id) {
      const [row] = await db
        .select()
        .from(incident)
        .where(and(eq(incident.tenantId, tenantId), eq(incident.id, id)));
      return row && fromIncidentRow(row);
    },

    async incidentsAbout(tenantId, traits) {
      const keys = traits.map(({ key }) => key);
      if (keys.length === 0) return [];
      const where = and(openOf(tenantId), inArray(incident.traitKey, keys));
      const rows = await db.select().from(incident).where(where);
      return rows.toSorted((a, b) => keys.indexOf(a.traitKey) - keys.indexOf(b.traitKey)).map(fromIncidentRow);
    },

    async ends(tenantId, incidentId) {
      const [row] = await db
        .select({
          open: sql<boolean>`coalesce(bool_or(${inArray(triageCase.state, [...OPEN_STATES])}), false)`,
          lastEndAt: max(triageCase.resolvedAt),
        })
        .from(triageCase)
        .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.incidentId, incidentId)));
      const { open = false, lastEndAt = null } = row ?? {};
      return { open, ...(lastEndAt !== null && { lastEndAt: lastEndAt.toISOString() }) };
    },

    async withoutOpenCases(tenantId, { after, limit }) {
      const open = casesThat(db, inArray(triageCase.state, [...OPEN_STATES]));
      const rows = await db
        .select()
        .from(incident)
        .where(and(openOf(tenantId), after === undefined ? undefined : gt(incident.id, after), notExists(open)))
        .orderBy(asc(incident.id))
        .limit(limit);
      return rows.map(fromIncidentRow);
    },

    async othersOf(incidentId, { tenantId, id, reporter }) {
      const { reporterKey, createdAt } = triageCase;
      const [row] = await db
        .select({
          since: min(createdAt),
          his: sql<boolean>`bool_or(${eq(reporterKey, reporter.objectId.toLowerCase())})`,
        })
        .from(triageCase)
        .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.incidentId, incidentId), ne(triageCase.id, id)));
      return row?.since ? { since: row.since.toISOString(), his: row.his } : undefined;
    },

    async openIncidents(tenantId, limit) {
      const rows = await db
        .select()
        .from(incident)
        .where(openOf(tenantId))
        .orderBy(desc(incident.lastReportAt), desc(incident.id))
        .limit(limit);
      return rows.map(fromIncidentRow);
    },
  };
}

/** Inside a query of incidents: their cases that are so. */
export function casesThat(db: Db, are: SQL | undefined) {
  return db
    .select({ one: sql`1` })
    .from(triageCase)
    .where(and(eq(triageCase.tenantId, incident.tenantId), eq(triageCase.incidentId, incident.id), are));
}

function openOf(tenantId: string): SQL | undefined {
  return and(eq(incident.tenantId, tenantId), eq(incident.state, 'open'));
}
