/** The cards of an access request, in every state and for every reader. */
import type {
  AccessRequest,
  AccessStatus,
  ApproverNews,
  Because,
  Grant,
  News,
  SubjectNews,
} from '../../src/access/access-request.ts';
import { approvalsCard } from '../../src/cards/approvals-card.ts';
import { approverCard } from '../../src/cards/approver-card.ts';
import { approverNewsCard } from '../../src/cards/approver-news-card.ts';
import type { ApproverView } from '../../src/cards/approver-outcome.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { newsCard, subjectNewsCard } from '../../src/cards/news-card.ts';
import { requesterCard } from '../../src/cards/requester-card.ts';
import { requestsCard } from '../../src/cards/requests-card.ts';
import { signInCard } from '../../src/cards/sign-in-card.ts';
import { subjectCard } from '../../src/cards/subject-card.ts';

/** Turns every word that comes from a person or from Azure into another one, to see what a card makes of it. */
export type Foreign = (text: string) => string;

export const PORTAL =
  'https://portal.azure.com/#@contoso.com/resource/subscriptions/0000/resourceGroups/rg-plant-a/users';
export const COMMAND =
  'az dt role-assignment create --dt-name plant-a --assignee "alex@contoso.com" --role "Azure Digital Twins Data Reader"';
const REMOVE = 'az role assignment delete --ids "/subscriptions/0000/resourceGroups/rg-plant-a/x"';
export const AT = '2026-03-02T10:00:00.123Z';

const asIs: Foreign = (text) => text;

export function reader(foreign: Foreign = asIs) {
  return {
    id: '53f1c4b8-6c4e-4f0e-9c6a-0d7f3b0a1111',
    name: foreign('Azure Digital Twins Data Reader'),
    allows: 'Read and query twins, relationships, models, event routes and jobs. Change nothing.',
  };
}

export function owner(foreign: Foreign = asIs) {
  return {
    id: 'bcd9',
    name: foreign('Azure Digital Twins Data Owner'),
    allows: 'Read, query, create, change and delete twins, relationships, models, event routes and jobs.',
  };
}

export const durations = [
  { minutes: 480, label: '8 hours' },
  { minutes: 1440, label: '1 day' },
  { minutes: null, label: 'Permanent' },
];

export function accessRequest(foreign: Foreign = asIs): AccessRequest {
  const alex = { objectId: 'a1e0', displayName: foreign('Alex Wilber') };
  const { id, name } = reader(foreign);
  const asked: Grant = { role: { id, name }, durationMinutes: 480 };
  return {
    tenantId: 'contoso',
    id: 'r-7Qm2',
    version: 3,
    requester: alex,
    subject: { ...alex, type: 'User' },
    instance: {
      id: '/subscriptions/0000/resourceGroups/rg-plant-a/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a',
      name: foreign('plant-a'),
      hostName: foreign('plant-a.api.weu.digitaltwins.azure.net'),
    },
    ...asked,
    asked,
    reason: foreign('I have to check the twins of line 3 before the audit on Friday.'),
    correlationId: 'c-1',
    writer: 'bot',
    createdAt: AT,
    approvers: [
      { objectId: 'b0b1', displayName: foreign('Megan Bowen') },
      { objectId: 'b0b2', displayName: foreign('Isaiah Langer') },
    ],
    status: { state: 'pending', lapsesAt: '2026-03-03T10:00:00Z', approversFound: true },
  };
}

export function app(foreign: Foreign = asIs): AccessRequest['subject'] {
  return { objectId: 'app-1', displayName: foreign('twin-sync'), type: 'ServicePrincipal', ownedByRequester: true };
}

export function managedIdentity(foreign: Foreign = asIs): AccessRequest['subject'] {
  return { objectId: 'mi-1', displayName: foreign('func-telemetry'), type: 'ServicePrincipal', managedIdentity: true };
}

export function colleague(foreign: Foreign = asIs): AccessRequest['subject'] {
  return { objectId: 'c0-1', displayName: foreign('Lee Gu'), type: 'User' };
}

/** Data Owner for good was asked; what is given is the request's own. */
export function moreWasAsked(foreign: Foreign = asIs): Pick<AccessRequest, 'asked'> {
  const { id, name } = owner(foreign);
  return { asked: { role: { id, name }, durationMinutes: null } };
}

const STATES = [
  'pending-looking',
  'pending',
  'pending-reminded',
  'pending-second',
  'pending-second-instead',
  'approved',
  'approved-by-two',
  'failed',
  'failed-mfa',
  'failed-second',
  'granted-checking',
  'granted-effective',
  'granted-late',
  'granted-permanent',
  'granted-soon',
  'granted-adopted',
  'granted-expiring',
  'granted-revoking',
  'granted-giving-back',
  'granted-overdue',
  'granted-overdue-failed',
  'denied',
  'withdrawn',
  'lapsed',
  'ended-expired',
  'ended-revoked',
  'ended-given-back',
  'ended-removed',
  'ended-changed',
  'ended-extended',
] as const;

export type StateName = (typeof STATES)[number];

export function statuses(foreign: Foreign = asIs): Record<StateName, AccessStatus> {
  const by = { objectId: 'b0b1', displayName: foreign('Megan Bowen') };
  const alex = { objectId: 'a1e0', displayName: foreign('Alex Wilber') };
  const isaiah = { objectId: 'b0b2', displayName: foreign('Isaiah Langer') };
  const { id, name } = reader(foreign);
  const pending = { state: 'pending', lapsesAt: '2026-03-03T10:00:00Z', approversFound: true } as const;
  const granted = {
    state: 'granted',
    by,
    at: AT,
    assignment: { id: '/x', outcome: 'created' },
    expiresAt: '2026-03-02T18:00:00Z',
    access: 'effective',
  } as const;
  const ended = { state: 'ended', at: AT, by } as const;
  const tried = { at: '2026-03-02T18:00:00Z', nextTryAt: '2026-03-03T18:00:00Z' };
  const lacks =
    'The bot may not assign Azure Digital Twins Data Reader on plant-a. It needs the role Role Based Access Control Administrator there, limited to the two data roles. An Owner can run the command; then approve again.';
  const locked = {
    code: 'ScopeLocked',
    message: foreign('A lock on plant-a, its resource group or its subscription forbids the change.'),
    command: foreign('az lock list --resource "/subscriptions/0000/plant-a" --output table'),
  };
  return {
    'pending-looking': { ...pending, approversFound: false },
    pending,
    'pending-reminded': { ...pending, nudgedAt: '2026-03-02T12:00:00Z' },
    'pending-second': { ...pending, firstApproval: { by, at: AT, role: { id, name }, durationMinutes: null } },
    'pending-second-instead': {
      ...pending,
      firstApproval: { by, at: AT, role: { id, name }, durationMinutes: null, insteadOf: isaiah },
    },
    approved: { state: 'approved', by, at: AT },
    'approved-by-two': {
      state: 'approved',
      by,
      at: AT,
      firstApprover: isaiah,
    },
    failed: {
      state: 'failed',
      by,
      at: AT,
      failure: {
        code: 'AuthorizationFailed',
        message: foreign(lacks),
        command: foreign(`az role assignment create --condition "${'(A OR B) AND '.repeat(80)}"`),
      },
    },
    'failed-mfa': {
      state: 'failed',
      by,
      at: AT,
      failure: {
        code: 'needs-mfa',
        message: foreign(
          'Azure demands multifactor authentication for this change. Approve again and sign in as asked, or run the command instead.',
        ),
      },
    },
    'failed-second': {
      state: 'failed',
      by,
      at: AT,
      failure: {
        code: 'another-approver-needed',
        message: foreign(
          'Isaiah Langer can no longer decide about access to plant-a, so that approval no longer counts. Permanent access takes two people. Somebody else has to approve after Megan Bowen.',
        ),
      },
    },
    'granted-checking': { ...granted, access: 'checking' },
    'granted-effective': granted,
    'granted-late': { ...granted, access: 'late' },
    'granted-permanent': { ...granted, expiresAt: null },
    'granted-soon': { ...granted, noticedAt: '2026-03-02T17:00:00Z' },
    'granted-adopted': { ...granted, assignment: { id: '/x', outcome: 'adopted' }, expiresAt: null },
    'granted-expiring': { ...granted, ending: { how: 'expired', ...tried } },
    'granted-revoking': { ...granted, ending: { how: 'revoked', by, reason: foreign('The audit is over.'), ...tried } },
    'granted-giving-back': { ...granted, ending: { how: 'given-back', by: alex, ...tried } },
    'granted-overdue': { ...granted, ending: { how: 'expired', ...tried }, overdue: tried.at },
    'granted-overdue-failed': {
      ...granted,
      ending: { how: 'given-back', by: alex, ...tried, failed: { failure: locked, toldAt: tried.at } },
      overdue: tried.at,
    },
    denied: { state: 'denied', by, at: AT, reason: foreign('Please use the test instance plant-b for this.') },
    withdrawn: { state: 'withdrawn', at: AT },
    lapsed: { state: 'lapsed', at: AT },
    'ended-expired': { ...ended, how: 'expired' },
    'ended-revoked': { ...ended, how: 'revoked', reason: foreign('The audit is over.') },
    'ended-given-back': { ...ended, how: 'given-back', by: alex },
    'ended-removed': { ...ended, how: 'removed-outside' },
    'ended-changed': { ...ended, how: 'changed-outside' },
    'ended-extended': { ...ended, how: 'extended' },
  };
}

/** Each piece of news, and the states it is told in. */
export const news: [News, StateName][] = [
  ['denied', 'denied'],
  ['failed', 'failed'],
  ['granted', 'granted-checking'],
  ['effective', 'granted-effective'],
  ['late', 'granted-late'],
  ['lapsed', 'lapsed'],
  ['ended', 'ended-expired'],
  ['ended', 'ended-revoked'],
  ['ended', 'ended-given-back'],
  ['ended', 'ended-removed'],
  ['ended', 'ended-changed'],
  ['ended', 'ended-extended'],
  ['nobody-to-ask', 'pending'],
  ['expires-in-a-day', 'granted-soon'],
  ['expires-in-an-hour', 'granted-soon'],
];

export const subjectNews: [SubjectNews, StateName][] = [
  ['asked-for-you', 'pending'],
  ['granted', 'granted-checking'],
  ['effective', 'granted-effective'],
  ['ended', 'ended-expired'],
  ['expires-in-a-day', 'granted-soon'],
  ['expires-in-an-hour', 'granted-soon'],
];

const approverNews: [ApproverNews, StateName][] = [
  ['reminder', 'pending'],
  ['second-approval', 'pending-second'],
  ['second-approval', 'failed-second'],
  ['revoke-needed', 'granted-overdue'],
  ['changed-outside', 'ended-changed'],
];

export function requesterView(foreign: Foreign = asIs) {
  return {
    reachable: [foreign('Megan Bowen'), foreign('the approvals channel')],
    command: foreign(COMMAND),
    portalUrl: PORTAL,
  };
}

export function approverView(foreign: Foreign = asIs): ApproverView {
  const roles = [reader(foreign), owner(foreign)];
  return {
    roleAllows: 'Read and query twins, relationships, models, event routes and jobs. Change nothing.',
    deciders: [foreign('Isaiah Langer'), foreign('Megan Bowen')],
    less: { roles, durations, preselected: { roleId: roles[0]?.id ?? '', minutes: null } },
    permanentTakesTwo: true,
    clickRemoves: true,
    command: foreign(COMMAND),
    portalUrl: PORTAL,
  };
}

/** Every card about requests, by name. */
export function requestCards(foreign: Foreign): Record<string, AdaptiveCard> {
  const request = accessRequest(foreign);
  const all = statuses(foreign);
  const inEveryState = STATES.map((state) => ({ ...request, status: all[state] }));
  const mine = (requests: AccessRequest[]) => requestsCard({ reader: request.requester.objectId, requests });
  const waiting = (requests: AccessRequest[]) => approvalsCard({ requests });
  return {
    ...requesterCards(foreign),
    ...approverCards(foreign),
    ...each('subject', all, (status) => subjectCard({ ...request, subject: colleague(foreign), status })),
    ...newsCards(foreign),
    'sign-in': signInCard(request, {
      needs: 'mfa',
      verb: 'approve',
      signInUrl: 'https://bot.contoso.com/auth/start?handle=x',
      command: foreign(COMMAND),
      portalUrl: PORTAL,
    }),
    requests: mine(inEveryState),
    'requests-app': mine(inEveryState.slice(13, 19).map((each) => ({ ...each, subject: app(foreign) }))),
    'requests-for-me': requestsCard({
      reader: 'c0-1',
      requests: inEveryState.slice(14, 17).map((each) => ({ ...each, subject: colleague(foreign) })),
      later: true,
    }),
    'requests-none': mine([]),
    'requests-none-older': requestsCard({ reader: 'a1e0', requests: [], later: true }),
    approvals: waiting([
      request,
      { ...request, subject: app(foreign), durationMinutes: null, status: all['pending-second'] },
      ...Array.from({ length: 6 }, () => request),
    ]),
    'approvals-none': waiting([]),
    'approvals-none-more': approvalsCard({ requests: [], later: true }),
  };
}

function requesterCards(foreign: Foreign): Record<string, AdaptiveCard> {
  const view = requesterView(foreign);
  const all = statuses(foreign);
  const one = (change: Partial<AccessRequest>, also: Partial<typeof view> = {}) =>
    requesterCard({ ...accessRequest(foreign), ...change }, { ...view, ...also });
  return {
    ...each('requester', all, (status) => one({ status })),
    'requester-pending-nobody': one({}, { reachable: [] }),
    'requester-pending-nobody-known': one({ approvers: [] }, { reachable: [] }),
    'requester-less': one({ ...moreWasAsked(foreign), status: all['granted-soon'] }),
    'requester-for-app': one({ subject: app(foreign), status: all['granted-late'] }),
    'requester-for-managed-identity': one({ subject: managedIdentity(foreign), status: all['granted-late'] }),
    'requester-for-colleague': one({ subject: colleague(foreign), status: all['granted-soon'] }),
    'requester-overdue-by-hand': one({ writer: 'approver', status: all['granted-overdue'] }),
  };
}

function approverCards(foreign: Foreign): Record<string, AdaptiveCard> {
  const because: Because = {
    diagnosisId: 'd-1',
    headline: foreign('You have no data role on plant-a. Azure Digital Twins Data Reader would solve it.'),
    confirmed: [foreign('No Azure Digital Twins data role'), foreign('A management role is not a data role')],
    couldNotCheck: [foreign('App permission'), foreign('Consent')],
  };
  const request = { ...accessRequest(foreign), because };
  const view = approverView(foreign);
  const all = statuses(foreign);
  const one = (change: Partial<AccessRequest>, also: Partial<ApproverView> = {}) =>
    approverCard({ ...request, ...change }, { ...view, ...also });
  const permanent = { durationMinutes: null, asked: { ...request.asked, durationMinutes: null } };
  const { ownedByRequester: _, ...unknownApp } = app(foreign);
  const onlyReader = [reader(foreign)];
  const shorter = { roles: onlyReader, durations, preselected: { roleId: onlyReader[0]?.id ?? '', minutes: 480 } };
  return {
    ...each('approver', all, (status) =>
      one({ status }, { command: status.state === 'granted' ? REMOVE : view.command }),
    ),
    'approver-pending-app': one({ subject: app(foreign), ...permanent }),
    'approver-pending-other-app': one({ subject: { ...app(foreign), ownedByRequester: false } }),
    'approver-pending-unknown-app': one({ subject: unknownApp }),
    'approver-pending-managed-identity': one({ subject: managedIdentity(foreign) }),
    'approver-overdue-managed-identity': one({ subject: managedIdentity(foreign), status: all['granted-overdue'] }),
    'approver-pending-colleague': one({ subject: colleague(foreign) }),
    'approver-pending-nothing-less': one({}, { less: undefined, deciders: [] }),
    'approver-pending-shorter-only': one({}, { less: shorter }),
    'approver-pending-second-permanent': one({ ...permanent, status: all['pending-second'] }),
    'approver-less': one({ ...moreWasAsked(foreign), status: all['granted-effective'] }),
    'approver-by-hand': one({ writer: 'approver', status: all['granted-effective'] }),
    'approver-overdue-by-hand': one({ writer: 'approver', status: all['granted-overdue'] }, { command: REMOVE }),
  };
}

function newsCards(foreign: Foreign): Record<string, AdaptiveCard> {
  const request = accessRequest(foreign);
  const all = statuses(foreign);
  const of = (state: StateName, change: Partial<AccessRequest> = {}) => ({ ...request, ...change, status: all[state] });
  const forColleague = { subject: colleague(foreign) };
  return {
    ...fromList(news, (what, state) => [`news-${what}-${state}`, newsCard(of(state), what)]),
    'news-less': newsCard(of('granted-checking', moreWasAsked(foreign)), 'granted'),
    'news-app': newsCard(of('granted-effective', { subject: app(foreign) }), 'effective'),
    'news-colleague': newsCard(of('granted-effective', forColleague), 'effective'),
    ...fromList(subjectNews, (what, state) => [`subject-news-${what}`, subjectNewsCard(of(state, forColleague), what)]),
    ...fromList(approverNews, (what, state) => [`approver-news-${what}-${state}`, approverNewsCard(of(state), what)]),
    'approver-news-colleague': approverNewsCard(of('granted-overdue', forColleague), 'revoke-needed'),
  };
}

function fromList<What>(
  list: [What, StateName][],
  draw: (what: What, state: StateName) => [string, AdaptiveCard],
): Record<string, AdaptiveCard> {
  return Object.fromEntries(list.map(([what, state]) => draw(what, state)));
}

function each(
  prefix: string,
  all: Record<StateName, AccessStatus>,
  draw: (status: AccessStatus) => AdaptiveCard,
): Record<string, AdaptiveCard> {
  return Object.fromEntries(STATES.map((state) => [`${prefix}-${state}`, draw(all[state])]));
}
