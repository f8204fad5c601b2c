/** Real diagnoses for the card: every cause in every verdict that it can have, concluded from small facts. */

import type { AdaptiveCard } from '../../src/cards/card.ts';
import { type DiagnosisView, diagnosisCard } from '../../src/cards/diagnosis-card.ts';
import { otherService } from '../../src/diagnosis/checks/other-service.ts';
import { retiredService } from '../../src/diagnosis/checks/retired-service.ts';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { Approver, Diagnosis, Fact, Finding, Remedy } from '../../src/diagnosis/diagnosis.ts';
import type { Facts } from '../../src/diagnosis/facts.ts';
import type { RoleAssignment } from '../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, CONTRIBUTOR, OWNER } from '../../src/rbac/roles.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import type { Instance } from '../../src/tenant.ts';
import {
  about,
  aboutApp,
  alex,
  approver,
  customRole,
  defining,
  denied,
  deny,
  engineers,
  facts,
  grant,
  holds,
  known,
  megan,
  plantA,
  plantB,
  registration,
  report,
  resourceGroup,
  subscription,
  twinSync,
  unknown,
} from '../support/situation.ts';

const bot = '7a6b3f1e-0000-4000-8000-00000000000b';
const query: Partial<SymptomReport> = { operation: 'query' };
const withBody: Partial<SymptomReport> = { status: 403, body: 'present', operation: 'query' };
const condition = "@Resource[Microsoft.DigitalTwins/digitalTwinsInstances:name] StringEquals 'plant-a'";

const holding = (...all: RoleAssignment[]): Partial<Facts> => ({ assignments: known(all) });
const instance = (parts: Partial<Instance>): Partial<Facts> => ({
  instance: known({ found: { ...plantA, ...parts }, candidates: [] }),
});
const owning = holding(holds(ADT_DATA_OWNER, { createdOn: '2026-01-02T09:00:00Z' }));
const reading = holding(holds(ADT_DATA_READER));
const young = (more: Partial<RoleAssignment> = {}) =>
  holding(holds(ADT_DATA_OWNER, { createdOn: '2026-01-31T08:57:00Z', ...more }));
const conditional = holding(holds(ADT_DATA_OWNER, { condition }));
const writer = customRole('Twin Writer', {
  dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'],
  notDataActions: ['Microsoft.DigitalTwins/digitaltwins/delete'],
});
const writing = { ...holding(holds(writer)), definitions: defining(writer) };
const endpoint = (status: string) => ({ name: 'pe-plant-a', status });
const sp = (principalId: string, role: { id: string }, more: Partial<RoleAssignment> = {}) =>
  holds(role, { principalId, principalType: 'ServicePrincipal', ...more });
const owningApp = holding(sp(twinSync.objectId, ADT_DATA_OWNER));
const former = '5f0f3a51-6f0e-4b53-8a4e-0d6f5b6c7d80';
const lee = about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' });
const consented = aboutApp({ grants: known([grant()]) });

function refused(call: string, right: string): Fact<never> {
  const remedy: Remedy = {
    who: 'An Owner of the subscription',
    steps: ['Give the bot the role Reader there.'],
    command: `az role assignment create --assignee ${bot} --role Reader --scope ${subscription}`,
  };
  const { source } = unknown();
  return {
    known: false,
    reason: `${call}: the bot was refused (HTTP 403 AuthorizationFailed); it needs Microsoft.Authorization/${right}/read.`,
    remedy,
    source: { ...source, call, what: call.replace(/^.*list /, '') },
  };
}

function late(what: string, call = 'ARM: list role assignments'): Fact<never> {
  const { source } = unknown();
  return {
    known: false,
    reason: 'Azure gave no answer within 9 seconds.',
    source: { ...source, what, call, ms: 9000 },
  };
}

const everythingLate: Partial<Facts> = {
  instance: late('the instance', 'Resource Graph: find Digital Twins instances'),
  principal: late('the user', 'Graph: read user'),
  assignments: late('the instance', 'not asked'),
  denies: late('the instance', 'not asked'),
  definitions: late('the instance', 'not asked'),
};

type Case = [parts: Partial<Facts>, told?: Partial<SymptomReport>];

const cases: Record<string, Case> = {
  'no-role': [{}, query],
  'no-role-guessing': [{}],
  'no-role-of-lee': [lee, { operation: 'models' }],
  'no-role-of-app': [aboutApp({ grants: known([grant()]) }), query],
  'management-role': [
    holding(
      holds(OWNER, { scope: subscription, principalId: engineers, principalType: 'Group' }),
      holds(CONTRIBUTOR, { scope: resourceGroup }),
    ),
    query,
  ],
  'role-without-definition': [holding(holds({ id: 'f00d0000-0000-4000-8000-000000000000' })), query],
  'reader-writes': [reading, { operation: 'models' }],
  'reader-unclear': [reading],
  'reader-queries': [reading, query],
  'custom-role': [writing, query],
  'custom-role-probably': [writing, { operation: 'models' }],
  'custom-role-unclear': [writing],
  'custom-role-enough': [writing, { operation: 'write' }],
  elsewhere: [{ inSubscription: known([holds(ADT_DATA_OWNER, { scope: plantB.id })]) }, query],
  'elsewhere-and-condition': [
    { ...conditional, inSubscription: known([holds(ADT_DATA_OWNER, { scope: plantB.id })]) },
    query,
  ],
  'on-registration': [{ ...consented, everybodys: known([sp(registration().objectId, ADT_DATA_READER)]) }, query],
  'on-you': [{ ...consented, everybodys: known([holds(ADT_DATA_OWNER, { principalId: megan })]) }, query],
  orphaned: [{ ...consented, holders: known([{ assignment: sp(former, ADT_DATA_OWNER) }]) }, query],
  'not-orphaned': [{ ...consented, holders: known([]) }, query],
  'orphans-unknown': [
    { ...consented, holders: late('identities that hold roles here', 'Graph: read names of principals') },
    query,
  ],
  'too-new': [young(), query],
  'too-new-group': [young({ principalId: engineers, principalType: 'Group' }), query],
  'too-new-perhaps': [young(), { kind: 'access-request', ...query }],
  eligible: [{ eligible: known([holds(ADT_DATA_READER, { scope: resourceGroup })]) }, query],
  'eligible-perhaps': [{ eligible: known([holds(ADT_DATA_READER)]) }],
  denied: [{ ...owning, denies: known([deny({ scope: resourceGroup })]) }, query],
  'denied-a-part': [{ ...owning, denies: known([deny({ permissions: denied('models/*', 'digitaltwins/delete') })]) }],
  'denied-probably': [
    { ...owning, denies: known([deny({ permissions: denied('models/write') })]) },
    { operation: 'models' },
  ],
  'denied-with-condition': [
    { ...owning, denies: known([deny({ permissions: denied('*').map((each) => ({ ...each, condition })) })]) },
    query,
  ],
  condition: [conditional, query],
  'permission-missing': [{ ...aboutApp({ application: known(registration('nothing')) }), ...owningApp }, query],
  'permission-missing-consented': [
    { ...aboutApp({ application: known(registration('nothing')), grants: known([grant()]) }), ...owningApp },
    query,
  ],
  'permission-of-managed-identity': [
    {
      ...aboutApp({ application: known(undefined), servicePrincipal: known({ ...twinSync, type: 'ManagedIdentity' }) }),
      ...owningApp,
    },
    query,
  ],
  'consent-missing': [{ ...aboutApp(), ...owningApp }, query],
  'consent-of-some': [{ ...aboutApp({ grants: known([grant(alex)]) }), ...owningApp }, query],
  'app-in-order': [{ ...consented, ...owningApp }, query],
  'app-unread': [
    {
      ...aboutApp({
        application: unknown('Graph: read app registration: Azure did not answer (HTTP 503).'),
        grants: unknown('Graph: list delegated permission grants: Azure did not answer (HTTP 503).'),
        servicePrincipal: unknown('Graph: read service principal: Azure did not answer (HTTP 503).'),
      }),
      principal: unknown('Graph: read service principal: Azure did not answer (HTTP 503).'),
      ...owningApp,
    },
    query,
  ],
  'service-principal-missing': [
    {
      ...aboutApp({ servicePrincipal: known(undefined) }),
      principal: known(undefined),
      subject: { kind: 'app', self: false, name: twinSync.appId, byId: true },
    },
    query,
  ],
  'person-not-found': [
    {
      ...lee,
      principal: known(undefined),
      subject: { kind: 'user', self: false, name: 'lee@contoso.com', byId: false },
    },
  ],
  'app-not-found': [
    {
      ...aboutApp({ servicePrincipal: known(undefined), application: known(undefined) }),
      principal: known(undefined),
      subject: { kind: 'app', self: false, name: twinSync.appId, byId: true },
    },
  ],
  'instance-not-found': [{ instance: known({ candidates: [plantA, plantB], asked: 'plant-z' }) }],
  'no-instance': [{ instance: known({ candidates: [], asked: 'plant-a' }) }],
  'public-network': [
    { ...owning, ...instance({ publicNetworkAccess: 'Disabled', privateEndpoints: [endpoint('Approved')] }) },
    withBody,
  ],
  'public-network-perhaps': [{ ...reading, ...instance({ publicNetworkAccess: 'Disabled' }) }],
  'public-network-empty-body': [instance({ publicNetworkAccess: 'Disabled' }), { ...query, body: 'empty' }],
  'private-endpoint': [
    { ...owning, ...instance({ publicNetworkAccess: 'Disabled', privateEndpoints: [endpoint('Pending')] }) },
    withBody,
  ],
  'private-endpoint-perhaps': [{ ...owning, ...instance({ privateEndpoints: [endpoint('Rejected')] }) }, query],
  'token-error': [aboutApp(), { kind: 'adt-other', service: 'entra-id', errorCode: 'AADSTS65001' }],
  'control-plane': [{}, { service: 'arm', errorCode: 'AuthorizationFailed', operation: 'control-plane' }],
  'other-tenant': [owning, { status: 404, body: 'present', instance: { hostName: plantA.hostName } }],
  'other-tenant-perhaps': [owning, { status: 404 }],
  'other-credential': [owning, { ...query, token: { objectId: former } }],
  'other-credential-perhaps': [owning, query],
  'other-credential-unread': [
    {
      ...lee,
      principal: unknown('Graph: read user: Azure did not answer (HTTP 503).'),
      assignments: unknown('Graph: read user: Azure did not answer (HTTP 503).'),
      subject: { kind: 'user', self: false, name: 'lee@contoso.com', byId: false },
    },
    { ...query, token: { objectId: former } },
  ],
  'token-expired': [owning, { ...query, token: { expiresAt: '2026-01-31T08:00:00Z' } }],
  'same-credential': [owning, { ...query, token: { objectId: alex } }],
  'roles-refused': [
    {
      assignments: refused('ARM: list role assignments', 'roleAssignments'),
      denies: refused('ARM: list deny assignments', 'denyAssignments'),
    },
    query,
  ],
  'all-late': [everythingLate, query],
  ...Object.fromEntries(
    ['Provisioning', 'Updating', 'Warning', 'Suspending', 'Deleting', 'Deleted', 'Failed', 'Canceled', 'Unknown'].map(
      (state): [string, Case] => [
        `state-${state.toLowerCase()}`,
        [{ ...owning, ...instance({ provisioningState: state }) }, query],
      ],
    ),
  ),
};

const approvers = known<Approver[]>([
  approver(megan, 'Megan Bowen', 'Owner of the subscription, through Twins Owners'),
  approver('3e6a0000-0000-4000-8000-00000000000a', 'Isaiah Langer', 'User Access Administrator of plant-a'),
]);

/** By name. */
export function diagnoses(): Record<string, Diagnosis> {
  const concluded = Object.entries(cases).map(([name, [parts, told]]): [string, Diagnosis] => {
    const asked = conclude(report(told), facts({ botAppId: bot, ...parts }), undefined, { tookMs: 640, azureCalls: 8 });
    const named =
      asked.proposal &&
      conclude(report(told), facts({ botAppId: bot, ...parts }), approvers, { tookMs: 640, azureCalls: 9 });
    return [name, named ?? asked];
  });
  return {
    ...Object.fromEntries(concluded),
    'own-command': conclude(
      report(query),
      facts({ ...holding(holds(OWNER, { scope: subscription })) }),
      known([approver(alex, 'Alex Wilber', 'Owner of the subscription')]),
      { tookMs: 640, azureCalls: 9 },
    ),
    'other-service': byText({
      kind: 'other-service',
      service: 'storage',
      errorCode: 'AuthorizationPermissionMismatch',
    }),
    'retired-service': byText({ kind: 'other-service', service: 'smart-spaces', errorCode: '403.600.000.001' }),
  };
}

function byText(told: Partial<SymptomReport>): Diagnosis {
  const finding: Finding | undefined = retiredService(report(told)) ?? otherService(report(told));
  if (finding === undefined) throw new Error('The text says nothing of another service.');
  return { report: report(told), headline: `${finding.title}.`, findings: [finding], tookMs: 0, azureCalls: 0 };
}

/** The card of each, as it is shown to the end. */
export function diagnosisCards(): Record<string, AdaptiveCard> {
  const offer: DiagnosisView['request'] = {
    roles: [ADT_DATA_READER, ADT_DATA_OWNER].map(({ id, name }) => ({ id, name, allows: 'Read and query.' })),
    durations: [{ minutes: 480, label: '8 hours' }],
    goesTo: { people: ['Megan Bowen', 'Isaiah Langer'], channel: false, unreachable: 0 },
  };
  return Object.fromEntries(
    Object.entries(diagnoses()).map(([name, diagnosis]) => [
      `found-${name}`,
      diagnosisCard(diagnosis, { id: 'd-1', request: diagnosis.proposal && offer, helpersPending: false }),
    ]),
  );
}
