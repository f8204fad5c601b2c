import type { Person } from '../access/access-request.ts';
import type { Place } from '../access/store.ts';
import type { Case, CaseEvent } from './case.ts';
import type { Incident, IncidentEvent } from './incident.ts';
import { leavesIncident } from './leaves-incident.ts';
import { note as noteOf } from './note.ts';
import { person } from './person.ts';
import type { TriageEntry } from './store.ts';

/** Who did something, and from where. */
export interface Doing {
  by?: Person;
  from: Place;
}

/** The bot's own step. */
export const BY_THE_BOT: Doing = { from: { kind: 'job' } };

/** The line of history that a change leaves. */
export function entryOf(
  { tenantId, id, version, correlationId }: Pick<Case | Incident, 'tenantId' | 'id' | 'version' | 'correlationId'>,
  what: TriageEntry['what'],
  at: Date,
  { by, from }: Doing,
  detail?: string,
): TriageEntry {
  return {
    tenantId,
    subjectId: id,
    version,
    at: at.toISOString(),
    what,
    ...(by && { by: person(by) }),
    from,
    correlationId,
    ...(detail !== undefined && { detail }),
  };
}

/** The same line for whoever is not of the helpdesk: what was written to whom the case was given is for its members. */
export function forOthers(entry: TriageEntry): TriageEntry {
  const { what, detail } = entry;
  // To whom it was given stands above what he was written.
  return what === 'assign' && detail !== undefined ? { ...entry, detail: detail.split('\n', 1).join() } : entry;
}

/** What the history keeps of an event besides its type: of what a person wrote, what was made of it. */
export function detailOf(
  event: CaseEvent | IncidentEvent,
  before: Case | Incident,
  after: Case | Incident,
): string | undefined {
  switch (event.type) {
    case 'assign':
      return [event.to.displayName.replace(/\s+/g, ' '), noteOf(event.note)].filter((line) => line).join('\n');
    case 'requested':
    case 'access-works':
      return event.requestId;
    case 'request-failed':
      return `${event.how} ${event.requestId}`;
    case 'joined':
      return event.incidentId;
    // The incident that it has left, being about something else.
    case 'diagnosed':
      return 'incidentId' in before && leavesIncident(before, event.outcome, event.incident)
        ? before.incidentId
        : undefined;
    case 'resolve':
    case 'ask-reporter':
    case 'incident-resolved':
      return 'note' in after.status ? after.status.note : undefined;
    case 'reopen':
    case 'incident-reopened':
      return 'reopened' in after.status ? after.status.reopened?.note : undefined;
    default:
      return undefined;
  }
}
