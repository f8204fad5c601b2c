/** What the board shows, made up: cases, an incident, figures and a request of the demo tenant's people. */
import type { AccessRequest } from '../../src/access/access-request.ts';
import type { BoardData } from '../../src/board/read-board.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { accessRequest } from '../cards/request-samples.ts';
import { alex, at, inChannel, megan, start } from '../triage/reports.ts';

export const tenantId = '35813336-8305-4794-bffe-ff10900fd02b';
/** Two hours after the first report. */
export const now = new Date(start.getTime() + 2 * 3_600_000);

export function caseOf(more: Partial<Case> = {}): Case {
  return {
    tenantId,
    id: 'c-1042',
    number: 1042,
    version: 1,
    reporter: alex,
    origin: inChannel,
    diagnosisId: 'd-1',
    report: { kind: 'adt-403', status: 403, redacted: [] },
    outcome: {
      headline: 'You have no data role on plant-a. Data Reader would solve it.',
      causes: ['rbac.missing-data-role'],
      possible: [],
      instance: { id: '/subscriptions/s/resourceGroups/g/providers/x/plant-a', name: 'plant-a' },
      at: at(1),
    },
    correlationId: 'c',
    createdAt: at(0),
    answeredAt: at(1),
    status: { state: 'new', at: at(0) },
    ...more,
  };
}

export function incidentOf(more: Partial<Incident> = {}): Incident {
  return {
    tenantId,
    id: 'i-7',
    number: 7,
    version: 1,
    trait: { kind: 'instance', key: 'instance:plant-a', label: 'plant-a' },
    cause: 'network.public-access-disabled',
    since: at(0),
    lastReportAt: at(20),
    cases: 3,
    affected: [alex],
    people: 3,
    examined: {
      at: at(21),
      common: [{ kind: 'network', text: 'The public network access of plant-a was closed at 10:02.' }],
      unseen: [{ what: 'Changes of role assignments', why: 'The bot may not read the activity log.' }],
      fix: { title: 'Open the public network of plant-a again' },
    },
    assignee: megan,
    correlationId: 'c',
    createdAt: at(20),
    status: { state: 'open' },
    ...more,
  };
}

export function requestOf(more: Partial<AccessRequest> = {}): AccessRequest {
  return { ...accessRequest(), tenantId, createdAt: at(60), ...more };
}

export function dataOf(more: Partial<BoardData> = {}): BoardData {
  return {
    cases: [caseOf()],
    more: false,
    found: { counted: 1, more: false },
    open: { counted: 1, more: false },
    incidents: [],
    incidentNumbers: new Map(),
    cardUrls: new Map(),
    figures: { since: at(0), causesByDay: [], reported: 1, resolved: 0 },
    requests: [],
    ...more,
  };
}

/** Names as somebody would choose them who wants to break the page. */
export const HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
