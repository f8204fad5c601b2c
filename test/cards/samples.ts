import type { AccessRequest, AccessStatus, News } from '../../src/access/access-request.ts';
import { approvalsCard } from '../../src/cards/approvals-card.ts';
import { approverCard } from '../../src/cards/approver-card.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { checkingCard } from '../../src/cards/checking-card.ts';
import { diagnosisCard } from '../../src/cards/diagnosis-card.ts';
import { goneCard } from '../../src/cards/gone-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { instancesCard } from '../../src/cards/instances-card.ts';
import { messageCard } from '../../src/cards/message-card.ts';
import { newsCard } from '../../src/cards/news-card.ts';
import { questionCard } from '../../src/cards/question-card.ts';
import { requesterCard } from '../../src/cards/requester-card.ts';
import { requestsCard } from '../../src/cards/requests-card.ts';
import { secretCard } from '../../src/cards/secret-card.ts';
import { unclearCard } from '../../src/cards/unclear-card.ts';
import { welcomeCard } from '../../src/cards/welcome-card.ts';
import type { Approver, Diagnosis, Fact, Finding, Source } from '../../src/diagnosis/diagnosis.ts';
import { uncheckedOf } from '../../src/diagnosis/unchecked.ts';

/** Turns every word that comes from a person or from Azure into another one, to see what a card makes of it. */
export type Foreign = (text: string) => string;

const ROLE = { id: '53f1c4b8-6c4e-4f0e-9c6a-0d7f3b0a1111', name: 'Azure Digital Twins Data Reader' };
const PORTAL = 'https://portal.azure.com/#@contoso.com/resource/subscriptions/0000/resourceGroups/rg-plant-a/users';
const DOCS = 'https://learn.microsoft.com/azure/digital-twins/troubleshoot-error-403';
const AT = '2026-03-02T10:00:00.123Z';

/** Every card in every state, by name, with `foreign` applied to each word that is not the cards' own. */
export function sampleCards(foreign: Foreign = (text) => text): Record<string, AdaptiveCard> {
  const request = accessRequest(foreign);
  const view = {
    reachable: [foreign('Megan Bowen'), foreign('the approvals channel')],
    command: foreign(COMMAND),
    portalUrl: PORTAL,
  };
  const asked = {
    diagnosisLine: foreign('Alex Wilber has no data role on plant-a.'),
    roleAllows: 'Read and query twins, relationships, models, event routes and jobs. Change nothing.',
    others: [foreign('Isaiah Langer'), foreign('the approvals channel')],
  };
  const states = Object.entries(statuses(foreign));
  return {
    checking: checkingCard({ what: foreign('plant-a · your own access · upload models') }),
    'checking-more': checkingCard({
      what: foreign('plant-a · your own access · upload models'),
      done: ['the instance', 'your roles'].map(foreign),
      waiting: ['names of the people who can approve'].map(foreign),
    }),
    ...diagnosisCards(foreign),
    ...questions(foreign),
    ...Object.fromEntries(
      states.map(([name, status]) => [`requester-${name}`, requesterCard({ ...request, status }, view)]),
    ),
    'requester-pending-nobody': requesterCard(request, { ...view, reachable: [] }),
    'requester-pending-nobody-known': requesterCard({ ...request, approvers: [] }, { ...view, reachable: [] }),
    ...Object.fromEntries(
      states.map(([name, status]) => [`approver-${name}`, approverCard({ ...request, status }, asked)]),
    ),
    'approver-pending-app': approverCard(
      {
        ...request,
        subject: { objectId: 'app-1', displayName: foreign('plant-a-ingest'), type: 'ServicePrincipal' },
        durationMinutes: null,
      },
      { roleAllows: asked.roleAllows, others: [] },
    ),
    ...Object.fromEntries(
      news(foreign).map(([name, status]) => [`news-${name}`, newsCard({ ...request, status }, name)]),
    ),
    welcome: welcomeCard(),
    'welcome-approver': welcomeCard({ canApprove: true }),
    help: helpCard({ approvals: 'bot-identity' }),
    'help-off': helpCard({ approvals: 'off' }),
    unclear: unclearCard(),
    'unclear-404': unclearCard({ status: 404 }),
    'unclear-adt': unclearCard({ service: 'digital-twins' }),
    secret: secretCard(['jwt', 'bearer-token', 'client-secret', 'connection-string', 'something-new']),
    'file-too-large': messageCard({
      title: foreign('I could not read error.log'),
      text: 'It has more than 1 MB.',
      next: 'Paste the part with the error, or attach only that part.',
    }),
    message: messageCard({
      title: 'You cannot approve this',
      text: foreign('You have no right to assign roles on plant-a, so nothing was changed.'),
      next: foreign('Megan Bowen and Isaiah Langer can.'),
    }),
    requests: requestsCard(states.map(([, status]) => ({ ...request, status }))),
    'requests-none': requestsCard([]),
    approvals: approvalsCard(Array.from({ length: 8 }, () => request)),
    'approvals-none': approvalsCard([]),
    instances: instancesCard(
      Array.from({ length: 18 }, (_, i) => ({
        name: foreign(`plant-${i}`),
        hostName: foreign(`plant-${i}.api.weu.digitaltwins.azure.net`),
        resourceGroup: foreign(`rg-plant-${i}`),
        location: foreign('westeurope'),
      })),
    ),
    'instances-none': instancesCard([]),
    'gone-request': goneCard('request'),
    'gone-diagnosis': goneCard('diagnosis'),
  };
}

const COMMAND =
  'az dt role-assignment create --dt-name plant-a --assignee "alex@contoso.com" --role "Azure Digital Twins Data Reader"';

export function accessRequest(foreign: Foreign = (text) => text): AccessRequest {
  const alex = { objectId: 'a1e0', displayName: foreign('Alex Wilber') };
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
    role: { id: ROLE.id, name: foreign(ROLE.name) },
    reason: foreign('I have to check the twins of line 3 before the audit on Friday.'),
    durationMinutes: 480,
    asked: { role: { id: ROLE.id, name: foreign(ROLE.name) }, durationMinutes: 480 },
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

export function statuses(foreign: Foreign = (text) => text): Record<string, AccessStatus> {
  const by = { objectId: 'b0b1', displayName: foreign('Megan Bowen') };
  const granted = {
    state: 'granted',
    by,
    at: AT,
    assignment: { id: '/x', outcome: 'created' },
    expiresAt: '2026-03-02T18:00:00Z',
  } as const;
  return {
    'pending-looking': { state: 'pending', lapsesAt: '2026-03-03T10:00:00Z', approversFound: false },
    pending: { state: 'pending', lapsesAt: '2026-03-03T10:00:00Z', approversFound: true },
    approved: { state: 'approved', by, at: AT },
    failed: {
      state: 'failed',
      by,
      at: AT,
      failure: {
        code: 'AuthorizationFailed',
        message: foreign(
          'Azure refused: my identity may not assign roles on plant-a. Run the command, or give it the right.',
        ),
      },
    },
    'granted-checking': { ...granted, access: 'checking' },
    'granted-effective': { ...granted, access: 'effective' },
    'granted-late': { ...granted, access: 'late' },
    'granted-adopted': {
      ...granted,
      assignment: { id: '/x', outcome: 'adopted' },
      expiresAt: null,
      access: 'effective',
    },
    denied: { state: 'denied', by, at: AT, reason: foreign('Please use the test instance plant-b for this.') },
    withdrawn: { state: 'withdrawn', at: AT },
    lapsed: { state: 'lapsed', at: AT },
    'ended-expired': { state: 'ended', at: AT, how: 'expired', by },
    'ended-removed': { state: 'ended', at: AT, how: 'removed-outside', by },
  };
}

function news(foreign: Foreign): [News, AccessStatus][] {
  const all = statuses(foreign);
  const of = (name: string) => all[name] ?? accessRequest().status;
  return [
    ['denied', of('denied')],
    ['failed', of('failed')],
    ['granted', of('granted-checking')],
    ['effective', of('granted-effective')],
    ['late', of('granted-late')],
    ['lapsed', of('lapsed')],
    ['ended', of('ended-expired')],
    ['nobody-to-ask', of('pending')],
  ];
}

function questions(foreign: Foreign): Record<string, AdaptiveCard> {
  const instances = Array.from({ length: 30 }, (_, i) => ({
    value: `/subscriptions/0000/resourceGroups/rg-plant-${i}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-${i}`,
    name: foreign(`plant-${i}`),
    detail: foreign(`rg-plant-${i}, westeurope`),
  }));
  return {
    question: questionCard({
      id: 'd-1',
      instance: { choices: instances.slice(0, 3), more: 0 },
      caller: { preselected: 'me' },
      tried: true,
    }),
    'question-instance': questionCard({ id: 'd-1', instance: { choices: instances.slice(0, 3), more: 0 } }),
    'question-many': questionCard({
      id: 'd-1',
      instance: { choices: instances, more: 12, preselected: instances[3]?.value ?? '' },
      tried: true,
    }),
    'question-app': questionCard({
      id: 'd-1',
      caller: { preselected: 'app', hint: 'Which app? Send me its app id (client id) or its exact name.' },
      tried: true,
    }),
    'question-everything': questionCard({
      id: 'd-1',
      instance: { choices: instances.slice(0, 5), more: 0, preselected: instances[1]?.value ?? '' },
      caller: { preselected: 'app', hint: 'Which managed identity? Send me its exact name or client id.' },
      tried: true,
    }),
    'question-person': questionCard({
      id: 'd-1',
      caller: { preselected: 'user', hint: 'Who? Send me the sign-in name.' },
    }),
    'question-group': questionCard({ id: 'd-1', caller: { preselected: 'group', hint: 'Which group?' } }),
  };
}

const source: Source = { what: 'role assignments', call: 'ARM: list role assignments', at: AT, ms: 93 };

export function diagnosis(foreign: Foreign = (text) => text): Diagnosis {
  return {
    report: { kind: 'adt-403', operation: 'query', redacted: [] },
    instance: {
      id: '/subscriptions/0000/resourceGroups/rg-plant-a/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a',
      name: foreign('plant-a'),
      hostName: 'plant-a.api.weu.digitaltwins.azure.net',
      location: 'westeurope',
      subscriptionId: '0000',
      resourceGroup: 'rg-plant-a',
      tenantId: 'contoso',
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
      privateEndpoints: [],
    },
    principal: { kind: 'user', objectId: 'a1e0', displayName: foreign('Alex Wilber'), self: true },
    tried: 'querying twins',
    headline: foreign('You have no data role on plant-a. Azure Digital Twins Data Reader would solve it.'),
    findings: findings(foreign),
    unchecked: uncheckedOf(findings(foreign)),
    proposal: { roleId: ROLE.id, roleName: foreign(ROLE.name), scope: '/x' },
    approvers: approvers(foreign),
    tookMs: 640,
    azureCalls: 9,
  };
}

function approvers(foreign: Foreign): Fact<Approver[]> {
  const value = ['Megan Bowen', 'Isaiah Langer', 'Nestor Wilke', 'Lidia Holloway'].map((displayName, i) => ({
    objectId: `b0b${i}`,
    displayName: foreign(displayName),
    right: foreign('Owner of the subscription, through Twins Owners'),
  }));
  return { known: true, value, source };
}

function findings(foreign: Foreign): Finding[] {
  const ruledOut: [Finding['id'], string, string][] = [
    ['rbac.reader-cannot-write', 'Reader role', 'You do not hold Azure Digital Twins Data Reader.'],
    ['rbac.denied', 'Deny assignments', 'None of them covers this.'],
    ['instance.not-found', 'Instance', 'plant-a was found.'],
    ['network.public-access-disabled', 'Public network', 'Public network access is enabled.'],
    ['identity.other-credential', 'Identity that called', 'The token in your message is yours.'],
  ];
  return [
    {
      id: 'rbac.missing-data-role',
      verdict: 'confirmed',
      title: foreign('No Azure Digital Twins data role'),
      why: foreign('You have no role at or above plant-a that reaches its data, so it answers every call with 403.'),
      evidence: [{ text: foreign('Roles at or above the instance: Contributor on subscription contoso-dev.'), source }],
      remedy: remedy(foreign),
      docs: DOCS,
    },
    {
      id: 'rbac.control-plane-role-only',
      verdict: 'confirmed',
      title: foreign('A management role is not a data role'),
      why: foreign('Contributor manages the instance but gives no access to the twins, models and queries in it.'),
      evidence: [{ text: foreign('Contributor on subscription contoso-dev.'), source }],
      remedy: remedy(foreign),
      docs: DOCS,
    },
    {
      id: 'app.permission-missing',
      verdict: 'unknown',
      title: foreign('App permission'),
      why: foreign(
        'Only matters if a client app of yours signs in. You named none; give its app id to have it checked.',
      ),
      evidence: [],
    },
    ...ruledOut.map(([id, title, why]) => ({
      id,
      verdict: 'ruled-out' as const,
      title: foreign(title),
      why: foreign(why),
      evidence: [],
    })),
  ];
}

function remedy(foreign: Foreign) {
  return {
    who: foreign('Megan Bowen, Isaiah Langer, Nestor Wilke or Lidia Holloway'),
    action: 'request-access',
    command: foreign(COMMAND),
    portalUrl: PORTAL,
  } as const;
}

function diagnosisCards(foreign: Foreign): Record<string, AdaptiveCard> {
  const reader = {
    ...ROLE,
    name: foreign(ROLE.name),
    allows: 'Read and query twins, relationships, models, event routes and jobs. Change nothing.',
  };
  const owner = {
    id: 'bcd9',
    name: 'Azure Digital Twins Data Owner',
    allows: 'Read, query, create, change and delete twins, relationships, models, event routes and jobs.',
  };
  const durations = [
    { minutes: 480, label: '8 hours' },
    { minutes: 1440, label: '1 day' },
    { minutes: null, label: 'Permanent' },
  ];
  const request = { roles: [reader, owner], defaultRoleId: reader.id, durations };
  const found = diagnosis(foreign);
  const { approvers: _, ...early } = found;
  const app: Diagnosis = {
    ...early,
    principal: {
      kind: 'service-principal',
      objectId: 'sp1',
      displayName: foreign('plant-a-viewer'),
      appId: 'f2c1',
      self: false,
    },
    headline: foreign('The app registration does not ask for Azure Digital Twins.'),
    findings: [
      {
        id: 'app.permission-missing',
        verdict: 'confirmed',
        title: foreign('The app registration does not ask for Azure Digital Twins'),
        why: foreign(
          'plant-a-viewer lacks the delegated permission Azure Digital Twins Read.Write. It needs it when it calls for a signed-in user; when it signs in as itself, only the role counts.',
        ),
        evidence: [
          {
            text: foreign('Expected in requiredResourceAccess: resourceAppId 0b07f429-9f4b-4714-9392-cc5e8e80c8b0.'),
            source,
          },
          { text: foreign('Found for that resourceAppId: nothing.'), source },
        ],
        remedy: {
          who: foreign('An owner of the app registration plant-a-viewer'),
          command: foreign(
            'az ad app permission add --id f2c1 --api 0b07f429-9f4b-4714-9392-cc5e8e80c8b0 --api-permissions 4589=Scope',
          ),
          portalUrl:
            'https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/f2c1',
          steps: [
            foreign(
              'API permissions → Add a permission → APIs my organization uses → Azure Digital Twins → Read.Write',
            ),
          ],
        },
        docs: DOCS,
      },
      {
        id: 'rbac.condition',
        verdict: 'possible',
        title: foreign('A condition on the role assignment'),
        why: foreign(
          'The role is there, with a condition that cannot be evaluated from outside. It may be what refuses the call.',
        ),
        evidence: [{ text: foreign('Condition of the assignment on plant-a: @Resource[…]'), source }],
      },
      ...found.findings.slice(3),
    ],
  };
  const unread: Finding = {
    id: 'rbac.missing-data-role',
    verdict: 'unknown',
    title: foreign('Data role'),
    why: foreign('ARM: list role assignments: the bot was refused (HTTP 403).'),
    evidence: [{ text: foreign('Not read: role assignments.'), source }],
    remedy: {
      who: foreign('An Owner of the subscription'),
      command: foreign('az role assignment create --assignee 6c0f --role Reader --scope /subscriptions/0000'),
    },
  };
  const partly: Diagnosis = {
    ...found,
    headline: foreign('You can only read on plant-a. To change anything takes Azure Digital Twins Data Owner.'),
    abilities: {
      can: {
        read: 'allow',
        query: 'allow',
        write: 'deny',
        delete: 'deny',
        models: 'deny',
        'event-routes': 'deny',
        jobs: 'deny',
      },
      inWords: [
        { label: foreign('You can'), text: 'read and query twins' },
        {
          label: foreign('You cannot'),
          text: 'change or delete twins, upload models, change event routes or start import jobs',
        },
      ],
    },
  };
  const blind: Diagnosis = {
    ...early,
    headline: foreign('Your roles could not be checked. The bot was refused.'),
    approvers: { known: false, reason: unread.why, source },
    findings: [unread],
    unchecked: uncheckedOf([unread]),
  };
  return {
    diagnosis: diagnosisCard(found, { id: 'd-1', request, helpersPending: false }),
    'diagnosis-one-role': diagnosisCard(found, {
      id: 'd-1',
      request: { roles: [reader], durations },
      helpersPending: false,
    }),
    'diagnosis-early': diagnosisCard(early, { id: 'd-1', request: undefined, helpersPending: true }),
    'diagnosis-app': diagnosisCard(app, { id: 'd-1', request: undefined, helpersPending: false }),
    'diagnosis-partly': diagnosisCard(partly, { id: 'd-1', request, helpersPending: false }),
    'diagnosis-blind': diagnosisCard(blind, { id: 'd-1', request: undefined, helpersPending: false }),
    'diagnosis-fine': diagnosisCard(
      {
        ...early,
        headline: foreign('Roles are not the cause: they allow queries on plant-a.'),
        findings: found.findings.slice(2),
      },
      { id: 'd-1', request: undefined, helpersPending: false },
    ),
    'diagnosis-huge': diagnosisCard(
      { ...found, findings: Array.from({ length: 6 }, () => found.findings).flat() },
      { id: 'd-1', request, helpersPending: false },
    ),
  };
}
