import {
  causesInWords,
  endInWords,
  instanceOf,
  originInWords,
  publicName,
  troubleInWords,
} from '../cards/case-words.ts';
import { causeInWords } from '../cards/cause-words.ts';
import { discreet } from '../cards/discreet.ts';
import { commonInPublic, incidentEndInWords, incidentInWords, NOT_IT, peopleInWords } from '../cards/incident-words.ts';
import type { Case, Announced as CaseAnnounced } from '../triage/case.ts';
import { TICKET_STATES } from '../triage/consequences.ts';
import type { Incident, IncidentWork } from '../triage/incident.ts';
import { threadLink } from '../triage/thread-link.ts';

/** What happened, as a ticket system hears of it. */
export type AnnouncedEvent = CaseAnnounced | Extract<IncidentWork, { kind: 'announce' }>['event'];

/** What is announced, and as what: a case or an incident as it stands now. */
export type Announced = { kind: 'case'; subject: Case } | { kind: 'incident'; subject: Incident };

/**
 * The body of a webhook, documented in docs/ticket-webhook.md: flat, every value a text or a number, nothing that a channel
 * would not be shown. What is not known is left out.
 */
export interface Announcement {
  type: AnnouncedEvent;
  /** ISO 8601: when this body was made. */
  timestamp: string;
  external_id: string;
  kind: 'case' | 'incident';
  number: number;
  /** Of the case or incident: a body with a lower one than the last that was taken is old. */
  version: number;
  short_description: string;
  description: string;
  state: 'open' | 'pending' | 'resolved' | 'closed';
  /** 2 is high, 3 is moderate, as ServiceNow has it. */
  priority: 2 | 3;
  created_at: string;
  resolved_at?: string;
  resolution?: string;
  reporter?: string;
  assignee?: string;
  people?: number;
  incident_external_id?: string;
  instance?: string;
  /** Comma-separated, the likeliest first. */
  cause_ids?: string;
  thread_url?: string;
  board_url?: string;
}

/** Pure. `boardUrl` is where the helpdesk's board is, if there is one. */
export function announcementOf(
  type: AnnouncedEvent,
  announced: Announced,
  { at, boardUrl }: { at: Date; boardUrl?: string | undefined },
): Announcement {
  const { subject } = announced;
  return {
    type,
    timestamp: at.toISOString(),
    external_id: subject.id,
    kind: announced.kind,
    number: subject.number,
    version: subject.version,
    ...(announced.kind === 'case' ? tellCase(announced.subject) : tellIncident(announced.subject)),
    created_at: subject.createdAt,
    ...(subject.assignee && { assignee: publicName(subject.assignee.displayName) }),
    ...(boardUrl !== undefined && { board_url: boardUrl }),
  };
}

function tellCase(one: Case) {
  const { number, status, reporter, origin, incidentId, outcome } = one;
  const who = publicName(reporter.displayName);
  const found = causesInWords(one);
  const instance = instanceOf(one);
  const causes = outcome?.causes ?? [];
  const thread = threadLink(one);
  return {
    short_description: `Case ${number}: ${troubleInWords(one)} (${who})`,
    description: lines([
      `${who} reported ${troubleInWords(one)} ${originInWords(origin)}.`,
      found && `Found: ${found}.`,
    ]),
    state: TICKET_STATES[status.state],
    priority: 3 as const,
    ...ending(endInWords(one), status),
    reporter: who,
    ...(incidentId !== undefined && { incident_external_id: incidentId }),
    ...(instance !== undefined && { instance }),
    ...(causes.length > 0 && { cause_ids: causes.join(',') }),
    ...(thread !== undefined && { thread_url: thread }),
  };
}

function tellIncident(incident: Incident) {
  const { number, status, trait, cause, people, cases, since, examined } = incident;
  const trouble = incidentInWords(incident);
  return {
    short_description: `Incident ${number}: ${trouble} (${peopleInWords(people)})`,
    description: lines([
      people === 0 ? NOT_IT : `${peopleInWords(people)} reported the same trouble in ${cases} cases since ${since}.`,
      cause && `Found: ${causeInWords(cause)}.`,
      ...(examined?.common ?? []).map(commonInPublic),
    ]),
    state: status.state,
    priority: 2 as const,
    ...ending(status.state === 'resolved' ? incidentEndInWords(incident, status) : undefined, status),
    people,
    ...(trait.kind === 'instance' && { instance: publicName(trait.label) }),
    ...(cause !== undefined && { cause_ids: cause }),
  };
}

function ending(how: string | undefined, status: Case['status'] | Incident['status']) {
  if (how === undefined || !('at' in status)) return {};
  const note = 'note' in status && status.note !== undefined ? discreet(status.note) : undefined;
  return { resolved_at: status.at, resolution: lines([how, note]) };
}

function lines(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part).join('\n');
}
