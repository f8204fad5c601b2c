import type { AccessRequest } from '../access/access-request.ts';
import type { AccessStore } from '../access/store.ts';
import { type Case, OPEN_STATES } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import { incidentFits } from '../triage/incident-fits.ts';
import type { Count, Figures, TriageStore } from '../triage/store.ts';
import { messageLink } from '../triage/thread-link.ts';
import { type BoardFilters, caseFilterOf } from './filters.ts';

/** Everything the board shows, as it stands now. */
export interface BoardData {
  /** Open cases as they were asked for, the oldest first. */
  cases: readonly Case[];
  /** There are more of them than these. */
  more: boolean;
  /** How many are as they were asked for. */
  found: Count;
  /** How many are open altogether. */
  open: Count;
  /** Open ones as they were asked for, the latest report first. */
  incidents: readonly Incident[];
  /** What incidents are called, by id: those of the cases too that are not as they were asked for. */
  incidentNumbers: ReadonlyMap<string, number>;
  /** The way to the card of a case or an incident, by id; of those that have one in a channel. */
  cardUrls: ReadonlyMap<string, string>;
  figures: Figures;
  /** Access requests that wait for a decision, the oldest first. */
  requests: readonly AccessRequest[];
}

export interface BoardStores {
  triage: Pick<TriageStore, 'cases' | 'count' | 'openIncidents' | 'cardPlaces' | 'figures' | 'channel'>;
  access: Pick<AccessStore, 'pending'>;
}

/** Counting stops here: whoever has more wants fewer, not their number. */
const MOST_COUNTED = 1_000;
/** Of these the ones that fit are chosen. */
const MOST_INCIDENTS = 100;
const MOST_INCIDENTS_SHOWN = 20;
export const MOST_REQUESTS = 20;
const DAY_MS = 86_400_000;

export async function readBoard(
  person: { tenantId: string; objectId: string },
  filters: BoardFilters,
  { triage, access }: BoardStores,
  now: Date,
): Promise<BoardData> {
  const { tenantId } = person;
  const filter = caseFilterOf(filters, person, now);
  const [page, found, open, openIncidents, figures, requests] = await Promise.all([
    triage.cases(tenantId, filter, { limit: filters.shown }),
    triage.count(tenantId, filter, MOST_COUNTED),
    triage.count(tenantId, { states: OPEN_STATES }, MOST_COUNTED),
    triage.openIncidents(tenantId, MOST_INCIDENTS),
    triage.figures(tenantId, sinceOf(filters, now)),
    access.pending(tenantId, MOST_REQUESTS),
  ]);
  const incidents = openIncidents.filter((one) => incidentFits(one, filter)).slice(0, MOST_INCIDENTS_SHOWN);
  const places = await triage.cardPlaces(
    tenantId,
    [...page.items, ...incidents].map(({ id }) => id),
  );
  return {
    cases: page.items,
    more: page.cursor !== undefined,
    found,
    open,
    incidents,
    incidentNumbers: new Map(openIncidents.map(({ id, number }) => [id, number])),
    cardUrls: new Map(
      [...places].flatMap(([id, { conversationId, activityId }]) => {
        const url = messageLink(conversationId, activityId);
        return url === undefined ? [] : [[id, url]];
      }),
    ),
    figures,
    requests,
  };
}

/** From the beginning of a day on, so that the first day of the chart is a whole one. UTC. */
function sinceOf({ days }: BoardFilters, now: Date): string {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return new Date(today - (Number(days) - 1) * DAY_MS).toISOString();
}
