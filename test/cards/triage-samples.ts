/** The cards of triage, in every state and for every reader. */
import { askedAfterCard } from '../../src/cards/asked-after-card.ts';
import { askedMeanwhileCard } from '../../src/cards/asked-meanwhile-card.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { type CaseView, caseCard } from '../../src/cards/case-card.ts';
import { caseDetailsCard } from '../../src/cards/case-details-card.ts';
import { assigneeNewsCard, type CaseNews, caseNewsCard, questionOverCard } from '../../src/cards/case-news-card.ts';
import { chatAddress, chatLinkCard, takeFirstCard } from '../../src/cards/chat-link-card.ts';
import { digestCard, digestOffCard } from '../../src/cards/digest-card.ts';
import { foundCaseCard } from '../../src/cards/found-case-card.ts';
import { handedOverCard, pointedOutCard } from '../../src/cards/handed-over-card.ts';
import { incidentCard } from '../../src/cards/incident-card.ts';
import { incidentInWords } from '../../src/cards/incident-words.ts';
import { itWorksCard, whichWorksCard } from '../../src/cards/it-works-card.ts';
import { joinedCard } from '../../src/cards/joined-card.ts';
import { caseMissedCard, incidentMissedCard } from '../../src/cards/missed-card.ts';
import { movedCard } from '../../src/cards/moved-card.ts';
import { ownCasesCard } from '../../src/cards/own-cases-card.ts';
import { caseResultCard, instanceResultCard, requestResultCard } from '../../src/cards/result-cards.ts';
import {
  handOverCard,
  mutedCard,
  type SharedView,
  sharedDiagnosisCard,
} from '../../src/cards/shared-diagnosis-card.ts';
import { incidentCasesCard, type TriageView, triageCard } from '../../src/cards/triage-card.ts';
import { understoodCard } from '../../src/cards/understood-card.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import type { Case, CaseStatus } from '../../src/triage/case.ts';
import type { Examined, Incident } from '../../src/triage/incident.ts';
import type { TriageEntry } from '../../src/triage/store.ts';
import { messageLink } from '../../src/triage/thread-link.ts';
import { AT, accessRequest, app, durations, type Foreign, owner, PORTAL, reader, statuses } from './request-samples.ts';

const asIs: Foreign = (text) => text;
const LATER = '2026-03-02T10:41:00Z';

function person(foreign: Foreign, displayName: string) {
  return { objectId: `id-of-${displayName.replace(' ', '-')}`, displayName: foreign(displayName) };
}

export function aCase(foreign: Foreign = asIs): Case {
  return {
    tenantId: 'contoso',
    id: 'c-9Xk1',
    number: 1042,
    version: 3,
    reporter: person(foreign, 'Alex Wilber'),
    origin: { how: 'channel', conversationId: '19:general;messageid=1' },
    diagnosisId: 'd-1',
    report: { kind: 'adt-403', status: 403, redacted: [] },
    outcome: {
      headline: foreign('You have no data role on plant-a. Azure Digital Twins Data Reader would solve it.'),
      causes: ['rbac.missing-data-role', 'rbac.control-plane-role-only'],
      possible: [],
      instance: { id: '/subscriptions/0000/plant-a', name: foreign('plant-a') },
      at: AT,
    },
    correlationId: 'd-1',
    createdAt: AT,
    answeredAt: AT,
    status: { state: 'new', at: AT },
  };
}

const STATES = [
  'new',
  'reopened',
  'reopened-silently',
  'reopened-waiting',
  'question-unreached',
  'waiting-question',
  'waiting-asked',
  'waiting-approval',
  'resolved-access',
  'resolved-by-hand',
  'resolved-incident',
  'resolved-no-answer',
  'closed',
  'closed-forgotten',
] as const;

export type CaseStateName = (typeof STATES)[number];

export function caseStatuses(foreign: Foreign = asIs): Record<CaseStateName, CaseStatus> {
  const by = person(foreign, 'Megan Bowen');
  const waiting = { state: 'waiting-for-reporter', at: LATER } as const;
  const resolved = { state: 'resolved', at: LATER } as const;
  const note = foreign('Plant-b was closed by mistake; it is open again.');
  return {
    new: { state: 'new', at: AT },
    reopened: { state: 'new', at: LATER, reopened: { by, note: foreign('It is closed once more.') } },
    'reopened-silently': { state: 'new', at: LATER, reopened: { by } },
    'reopened-waiting': {
      state: 'waiting-for-approval',
      at: LATER,
      reopened: { by, note: foreign('It is closed once more.') },
    },
    'question-unreached': {
      state: 'new',
      at: LATER,
      unreached: { question: foreign('Does it also fail in Azure Digital Twins Explorer?') },
    },
    'waiting-question': waiting,
    'waiting-asked': { ...waiting, by, note: foreign('Does it also fail in Azure Digital Twins Explorer?') },
    'waiting-approval': { state: 'waiting-for-approval', at: LATER },
    'resolved-access': { ...resolved, how: 'access-works' },
    'resolved-by-hand': { ...resolved, how: 'by-hand', by, note },
    'resolved-incident': { ...resolved, how: 'incident', by },
    'resolved-no-answer': { ...resolved, how: 'no-answer' },
    closed: { ...resolved, state: 'closed', how: 'by-hand', by, note },
    'closed-forgotten': { ...resolved, state: 'closed', how: 'forgotten' },
  };
}

export function anIncident(foreign: Foreign = asIs): Incident {
  const affected = ['Alex Wilber', 'Lee Gu', 'Joni Sherman'].map((each) => person(foreign, each));
  return {
    tenantId: 'contoso',
    id: 'i-3Fp8',
    number: 7,
    version: 4,
    trait: { kind: 'instance', key: 'instance:/subscriptions/0000/plant-a', label: foreign('plant-a') },
    cause: 'network.public-access-disabled',
    since: AT,
    lastReportAt: LATER,
    cases: 4,
    affected,
    people: 3,
    examined: examined(foreign),
    correlationId: 'd-1',
    createdAt: AT,
    status: { state: 'open' },
  };
}

export function examined(foreign: Foreign = asIs): Examined {
  return {
    at: LATER,
    common: [
      { kind: 'network', text: foreign('The public network access of plant-a was closed.'), at: AT },
      {
        kind: 'assignment-removed',
        text: foreign('The Data Reader role of the group Twins Readers was removed.'),
        at: AT,
      },
    ],
    unseen: [
      {
        what: foreign('Changes of group members'),
        why: foreign('The bot may not read the directory’s audit log.'),
        remedy: { who: foreign('A Global Administrator'), steps: [foreign('Grant AuditLog.Read.All to the bot.')] },
      },
    ],
    fix: {
      title: foreign('Open the public network access of plant-a again'),
      who: foreign('A Contributor of contoso-dev'),
      command: foreign('az dt create --dt-name plant-a --resource-group rg-plant-a --public-network-access Enabled'),
      portalUrl: PORTAL,
    },
  };
}

export function caseHistory(foreign: Foreign = asIs): TriageEntry[] {
  const by = person(foreign, 'Megan Bowen');
  const entry = (what: TriageEntry['what'], more: Partial<TriageEntry> = {}): TriageEntry => ({
    tenantId: 'contoso',
    subjectId: 'c-9Xk1',
    version: 1,
    at: AT,
    what,
    from: { kind: 'job' },
    correlationId: 'd-1',
    ...more,
  });
  return [
    entry('opened'),
    entry('diagnosed'),
    entry('refused:stale-card', { by }),
    entry('claim', { by }),
    entry('assign', { by, detail: `${foreign('Lynne Robbins')}\n${foreign('You know plant-a.')}` }),
    entry('ask-reporter', { by, detail: foreign('Does it also fail in Azure Digital Twins Explorer?') }),
    entry('question-unreached'),
    entry('answered', { by }),
    entry('joined', { detail: 'i-3Fp8' }),
    entry('reopen', { by, detail: foreign('Models still fail.') }),
  ];
}

const triageNews: [CaseNews, CaseStateName][] = [
  ['asked', 'waiting-asked'],
  ['asked', 'new'],
  ['resolved', 'resolved-by-hand'],
  ['resolved', 'new'],
  ['incident-resolved', 'resolved-incident'],
  ['no-answer', 'resolved-no-answer'],
  ['no-answer', 'new'],
  ['reopened', 'new'],
  ['reopened', 'reopened'],
];

/** Every card of triage, by name. `found`: what a diagnosis found. */
export function triageCards(foreign: Foreign, found: Diagnosis): Record<string, AdaptiveCard> {
  return { ...caseCards(foreign, found), ...incidentCards(foreign), ...sharedCards(foreign, found), ...lists(foreign) };
}

function caseCards(foreign: Foreign, found: Diagnosis): Record<string, AdaptiveCard> {
  const one = aCase(foreign);
  const megan = person(foreign, 'Megan Bowen');
  const all = caseStatuses(foreign);
  const draw = (change: Partial<Case>, view: Partial<CaseView> = {}) =>
    caseCard({ ...one, ...change }, { details: true, ...view });
  const { outcome: _, ...running } = one;
  const incident = { number: 7, label: incidentInWords(anIncident(foreign)) };
  const url = chatAddress('contoso', 'alex@contoso.com', 'About case 1042, 403 on plant-a: ');
  return {
    ...Object.fromEntries(STATES.map((state) => [`case-${state}`, draw({ status: all[state], assignee: megan })])),
    'case-waiting-for-role': draw(
      { status: all['waiting-approval'], requestId: 'r-7Qm2' },
      {
        request: { ...accessRequest(foreign), subject: app(foreign) },
        approvalsChannel: true,
        requestUrl: 'https://teams.microsoft.com/l/message/19%3Aapprovals%40thread.tacv2/1712?parentMessageId=1712',
      },
    ),
    'case-running': caseCard(
      { ...running, report: { ...one.report, instance: { name: foreign('plant-a') } } },
      { details: false },
    ),
    'case-everything': draw(
      { assignee: megan, incidentId: 'i-3Fp8', origin: { ...one.origin, how: 'message-action', by: megan } },
      {
        incident,
        history: caseHistory(foreign),
      },
    ),
    'case-details': caseDetailsCard(one, found, caseHistory(foreign)),
    'chat-link': chatLinkCard(one, url),
    'chat-link-none': chatLinkCard(one, undefined),
    'take-first': takeFirstCard(one, 'Chat with reporter'),
    'take-first-to-look': takeFirstCard(one, 'Diagnose'),
    found: foundCaseCard(one, 'https://teams.microsoft.com/l/message/19%3Ax%40thread.tacv2/1?parentMessageId=1'),
    'handed-over': handedOverCard(one),
    'handed-over-resolved': handedOverCard({ ...one, status: all['resolved-access'] }),
    'pointed-out': pointedOutCard({ ...one, assignee: megan }, 'd-1'),
    'assignee-news': assigneeNewsCard(
      { ...one, assignee: megan },
      { what: 'assign', by: megan, detail: megan.displayName },
    ),
    'assignee-news-note': assigneeNewsCard(one, caseHistory(foreign)[4] ?? { what: 'assign' }),
    ...Object.fromEntries(
      triageNews.map(([news, state]) => [
        `case-news-${news}-${state}`,
        caseNewsCard({ ...one, assignee: megan, status: all[state] }, news, {
          where: 'thread',
          incident: anIncident(foreign),
        }),
      ]),
    ),
    ...Object.fromEntries(
      (['group', 'chat', 'own-words'] as const).map((where) => [
        `case-news-asked-${where}`,
        caseNewsCard({ ...one, assignee: megan, status: all['waiting-asked'] }, 'asked', {
          where,
          chatUrl: chatAddress('contoso', 'megan@contoso.com', 'About case 1042: '),
        }),
      ]),
    ),
    'asked-meanwhile': askedMeanwhileCard(
      { ...one, status: all['waiting-asked'] },
      foreign('Which line of the plant is it?'),
    ),
    'case-missed': caseMissedCard(one, caseHistory(foreign), {
      note: foreign('He is in the group now.'),
      threadUrl: messageLink('19:night@thread.tacv2', '17000'),
    }),
    'own-cases': ownCasesCard([one, { ...one, number: 1043 }], true),
    'own-cases-none': ownCasesCard([], false),
    'question-over': questionOverCard({ ...one, status: all['waiting-asked'] }),
    ...Object.fromEntries(
      (['another-channel', 'this-channel', 'nowhere'] as const).map((to) => [
        `case-moved-${to}`,
        movedCard({ kind: 'case', number: one.number }, { to, url: messageLink('19:night@thread.tacv2', '17000') }),
      ]),
    ),
    'it-works': itWorksCard(one),
    'which-works': whichWorksCard([one, { ...one, number: 1043 }]),
    ...Object.fromEntries(
      STATES.map((state) => [
        `asked-after-${state}`,
        askedAfterCard(
          { one: { ...one, assignee: megan, status: all[state] }, here: true, incident: anIncident(foreign) },
          'https://teams.microsoft.com/l/message/19%3Ax%40thread.tacv2/1?parentMessageId=1',
        ),
      ]),
    ),
    'asked-after-elsewhere': askedAfterCard({ one, here: false }),
    'asked-after-several': askedAfterCard({
      several: Array.from({ length: 20 }, () => ({ ...one, assignee: megan })),
      here: true,
    }),
    'asked-after-several-elsewhere': askedAfterCard({ several: [one, one], here: false }),
  };
}

function incidentCards(foreign: Foreign): Record<string, AdaptiveCard> {
  const incident = anIncident(foreign);
  const { examined: _, cause: __, ...early } = incident;
  const megan = person(foreign, 'Megan Bowen');
  const status = { state: 'resolved', at: LATER, by: megan, note: foreign('The network is open again.') } as const;
  const many = Array.from({ length: 20 }, (_, at) => person(foreign, `Person ${at}`));
  return {
    incident: incidentCard(incident),
    'incident-early': incidentCard(early),
    'incident-many': incidentCard({ ...incident, affected: many, people: 43, cases: 61, assignee: megan }),
    'incident-nothing-found': incidentCard({ ...early, examined: { at: LATER, common: [], unseen: [] } }),
    'incident-blind': incidentCard({ ...early, examined: { at: LATER, common: [], unseen: examined(foreign).unseen } }),
    'incident-app': incidentCard({ ...early, trait: { kind: 'app', key: 'app:1', label: foreign('0b07f429') } }),
    'incident-resolved': incidentCard({ ...incident, status }),
    'incident-missed': incidentMissedCard(
      { ...incident, affected: many, people: 43 },
      [...caseHistory(foreign), ...caseHistory(foreign).map((entry) => ({ ...entry, what: 'case-joined' as const }))],
      foreign('Three are in the group now.'),
    ),
    'incident-reopened': incidentCard({
      ...incident,
      status: { state: 'open', reopened: { at: LATER, by: megan, note: foreign('It is closed once more.') } },
    }),
    joined: joinedCard(incident, 'd-2'),
    'joined-early': joinedCard(early, 'd-2'),
    'joined-unasked': joinedCard(incident, 'd-2', true),
    'joined-taken': joinedCard({ ...incident, assignee: megan }, 'd-2'),
    'joined-resolved': joinedCard({ ...incident, status }, 'd-2'),
    'incident-moved': movedCard({ kind: 'incident', number: incident.number }, { to: 'another-channel' }),
    'incident-cases': incidentCasesCard(incident, [aCase(foreign), aCase(foreign)], true),
  };
}

export function sharedView(foreign: Foreign = asIs): SharedView {
  return {
    id: 'd-1',
    reporter: foreign('Alex Wilber'),
    request: {
      roles: [reader(foreign), owner(foreign)],
      durations,
      goesTo: { people: [foreign('Megan Bowen')], channel: true, unreachable: 0 },
    },
    helpersPending: false,
    unasked: true,
    followed: true,
  };
}

function sharedCards(foreign: Foreign, found: Diagnosis): Record<string, AdaptiveCard> {
  const view = sharedView(foreign);
  const { approvers: _, ...early } = found;
  return {
    shared: sharedDiagnosisCard(found, view),
    'shared-asked': sharedDiagnosisCard(found, { ...view, unasked: false }),
    'shared-early': sharedDiagnosisCard(early, { ...view, request: undefined, helpersPending: true }),
    'shared-nobody': sharedDiagnosisCard(found, { ...view, request: { nobody: 'found', people: [] } }),
    muted: mutedCard(),
    'hand-over': handOverCard(found, 'd-1'),
  };
}

function lists(foreign: Foreign): Record<string, AdaptiveCard> {
  const { instance } = accessRequest(foreign);
  const all = caseStatuses(foreign);
  const megan = person(foreign, 'Megan Bowen');
  const states: CaseStateName[] = ['new', 'waiting-asked', 'waiting-approval'];
  const page = Array.from({ length: 8 }, (_, at): Case => {
    const status = all[states[at % states.length] ?? 'new'];
    return { ...aCase(foreign), id: `c-${at}`, number: 1042 + at, status, ...(at % 2 === 0 && { assignee: megan }) };
  });
  const view: TriageView = {
    filters: {},
    incidents: [anIncident(foreign)],
    cases: page,
    found: { counted: 100, more: true },
    unassigned: { counted: 12, more: false },
    next: 'eyJhdCI6',
    boardUrl: 'https://teams.microsoft.com/l/entity/app/board',
  };
  const none = {
    incidents: [],
    cases: [],
    found: { counted: 0, more: false },
    unassigned: { counted: 0, more: false },
  };
  const { next: __, ...last } = view;
  const report: SymptomReport = { kind: 'adt-403', status: 403, operation: 'models', redacted: [] };
  const choices = Array.from({ length: 3 }, (_, at) => ({
    value: `/subscriptions/0000/plant-${at}`,
    name: foreign(`plant-${at}`),
    detail: foreign(`rg-plant-${at}, westeurope`),
  }));
  return {
    triage: triageCard(view),
    'triage-filtered': triageCard({
      ...last,
      later: true,
      cases: page.slice(0, 1),
      filters: { owner: 'mine', instance: foreign('plant'), cause: 'rbac.missing-data-role', age: 1440 },
    }),
    'triage-none': triageCard({ ...last, ...none }),
    'triage-none-filtered': triageCard({
      ...last,
      ...none,
      filters: { owner: 'unassigned', instance: foreign('plant-z') },
    }),
    'triage-only-incidents': triageCard({ ...last, ...none, incidents: view.incidents }),
    digest: digestCard({
      reported: 12,
      resolved: 9,
      open: 5,
      waiting: page,
      cause: { id: 'rbac.missing-data-role', cases: 7 },
      since: AT,
      until: LATER,
    }),
    'digest-quiet': digestCard({ reported: 1, resolved: 1, open: 0, waiting: [], since: AT, until: LATER }),
    'digest-off': digestOffCard(),
    understood: understoodCard(report, {
      author: foreign('Lee Gu'),
      instance: { choices, more: 0, preselected: choices[1]?.value ?? '' },
    }),
    'understood-app': understoodCard(
      { ...report, principal: { kind: 'app', id: foreign('twin-sync') }, redacted: ['jwt'] },
      { author: foreign('Lee Gu') },
    ),
    'understood-unseen': understoodCard(
      { ...report, instance: { name: foreign('plant-aa') } },
      {
        author: foreign('Lee Gu'),
        instance: { choices, more: 12 },
        unseen: foreign('plant-aa'),
        given: { who: 'app', caller: foreign('twin-sync'), written: foreign('plant-aa'), tried: 'models' },
      },
    ),
    'understood-own': understoodCard({ ...report, kind: 'chatter' }, { instance: { choices, more: 12 } }),
    'result-case': caseResultCard(aCase(foreign)),
    'result-request': requestResultCard({ ...accessRequest(foreign), status: statuses(foreign)['granted-effective'] }),
    'result-instance': instanceResultCard({
      name: instance.name,
      hostName: instance.hostName,
      location: foreign('westeurope'),
    }),
  };
}
