import { answeredElsewhereCard } from '../../src/cards/answered-elsewhere-card.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { checkingCard } from '../../src/cards/checking-card.ts';
import { type DiagnosisView, diagnosisCard } from '../../src/cards/diagnosis-card.ts';
import { goneCard } from '../../src/cards/gone-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { instancesCard } from '../../src/cards/instances-card.ts';
import { messageCard } from '../../src/cards/message-card.ts';
import { type Question, questionCard } from '../../src/cards/question-card.ts';
import type { ForWhom, RequestOptions } from '../../src/cards/request-form.ts';
import { secretCard, typedSecretCard } from '../../src/cards/secret-card.ts';
import { unclearCard } from '../../src/cards/unclear-card.ts';
import { welcomeCard } from '../../src/cards/welcome-card.ts';
import { whatNextCard } from '../../src/cards/what-next-card.ts';
import type { Approver, Diagnosis, Fact, Finding, Source } from '../../src/diagnosis/diagnosis.ts';
import { uncheckedOf } from '../../src/diagnosis/unchecked.ts';
import { AT, COMMAND, durations, type Foreign, owner, PORTAL, reader, requestCards } from './request-samples.ts';
import { triageCards } from './triage-samples.ts';

const DOCS = 'https://learn.microsoft.com/azure/digital-twins/troubleshoot-error-403';
/** Every card in every state, by name, with `foreign` applied to each word that is not the cards' own. */
export function sampleCards(foreign: Foreign = (text) => text): Record<string, AdaptiveCard> {
  return {
    checking: checkingCard({ what: foreign('plant-a · your own access · upload models') }),
    'checking-more': checkingCard({
      what: foreign('plant-a · your own access · upload models'),
      done: ['the instance', 'your roles'].map(foreign),
      waiting: ['names of the people who can approve'].map(foreign),
    }),
    ...diagnosisCards(foreign),
    ...questions(foreign),
    ...requestCards(foreign),
    ...triageCards(foreign, diagnosis(foreign)),
    'what-next': whatNextCard(diagnosis(foreign), { afterCase: false, requests: true, helpdesk: true }),
    'what-next-no-case': whatNextCard(diagnosis(foreign), { afterCase: true, requests: false, helpdesk: false }),
    welcome: welcomeCard(),
    'welcome-approver': welcomeCard({ canApprove: true }),
    help: helpCard({ approvals: 'bot-identity' }),
    'help-off': helpCard({ approvals: 'off' }),
    'unclear-404': unclearCard({ status: 404 }),
    'secret-typed': typedSecretCard(['client-secret', 'identity-header'], foreign('Alex Wilber')),
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
    instances: instancesCard(
      Array.from({ length: 18 }, (_, i) => ({
        name: foreign(`plant-${i}`),
        hostName: foreign(`plant-${i}.api.weu.digitaltwins.azure.net`),
        resourceGroup: foreign(`rg-plant-${i}`),
        location: foreign('westeurope'),
      })),
    ),
    'instances-none': instancesCard([]),
    'answered-elsewhere': answeredElsewhereCard(),
    'gone-request': goneCard('request'),
    'gone-diagnosis': goneCard('diagnosis'),
    'gone-case': goneCard('case'),
  };
}

function questions(foreign: Foreign): Record<string, AdaptiveCard> {
  const instances = Array.from({ length: 30 }, (_, i) => ({
    value: `/subscriptions/0000/resourceGroups/rg-plant-${i}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-${i}`,
    name: foreign(`plant-${i}`),
    detail: foreign(`rg-plant-${i}, westeurope`),
  }));
  const everything = (most: number): Question => ({
    id: 'd-1',
    status: 403,
    instance: { choices: instances.slice(0, most), more: 30 - most, preselected: instances[1]?.value ?? '' },
    caller: { preselected: 'me' },
    tried: true,
  });
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
    unclear: unclearCard({ twins: everything(5) }),
    'unclear-many': unclearCard({ status: 403, twins: everything(30) }),
    'unclear-401': unclearCard({ status: 401, twins: { ...everything(3), status: 401 } }),
    'unclear-adt': unclearCard({ service: 'digital-twins', twins: everything(3) }),
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
    proposal: { roleId: reader().id, roleName: reader(foreign).name, scope: '/x' },
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
  const goesTo = {
    people: ['Megan Bowen', 'Isaiah Langer', 'Nestor Wilke'].map(foreign),
    channel: true,
    unreachable: 1,
  };
  const request: RequestOptions = {
    roles: [reader(foreign), owner(foreign)],
    defaultRoleId: reader().id,
    durations,
    goesTo,
  };
  const forWhom = (is: ForWhom['is'], told = false): RequestOptions => ({
    ...request,
    forWhom: { name: foreign('twin-sync'), is, told },
  });
  const offering = (offer: DiagnosisView['request'], of: Diagnosis = found) =>
    diagnosisCard(of, { id: 'd-1', request: offer, helpersPending: false });
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
    'diagnosis-helpdesk': diagnosisCard(found, { id: 'd-1', request, helpersPending: false, helpdesk: true }),
    'diagnosis-one-role': diagnosisCard(found, {
      id: 'd-1',
      request: { ...request, roles: [reader(foreign)], goesTo: { people: [], channel: false, unreachable: 0 } },
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
    'diagnosis-own-app': offering(forWhom('own-app')),
    'diagnosis-other-app': offering(forWhom('app')),
    'diagnosis-identity': offering(forWhom('managed-identity')),
    'diagnosis-colleague': offering(forWhom('colleague', true)),
    'diagnosis-colleague-untold': offering(forWhom('colleague')),
    'diagnosis-nobody-reachable': offering({
      nobody: 'reachable',
      people: ['Megan Bowen', 'Isaiah Langer'].map(foreign),
    }),
    'diagnosis-nobody-found': offering(
      { nobody: 'found', people: [] },
      { ...found, approvers: { known: true, value: [], source } },
    ),
    'diagnosis-huge': diagnosisCard(
      { ...found, findings: Array.from({ length: 6 }, () => found.findings).flat() },
      { id: 'd-1', request, helpersPending: false },
    ),
  };
}
