import type { SymptomReport } from '../symptoms/report.ts';
import { abilitiesOf } from './abilities.ts';
import { checksFor } from './checks/index.ts';
import { hasNoWayIn } from './checks/private-endpoint.ts';
import { notChecked } from './could-not-check.ts';
import type { Approver, Diagnosis, Fact, Finding, FindingId, Proposal, Verdict } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { headlineFor } from './headline.ts';
import { readAt } from './inspection.ts';
import { likelyMeant } from './likely-meant.ts';
import { operationInWords } from './operation-in-words.ts';
import { proposalFor } from './remedies.ts';
import { type Situation, situationOf } from './situation.ts';
import { uncheckedOf } from './unchecked.ts';

/** Facts in, diagnosis out: every check is asked, what it finds is ranked, and the first is the answer. Pure. */
export function conclude(
  report: SymptomReport,
  facts: Facts,
  approvers: Fact<Approver[]> | undefined,
  cost: { tookMs: number; azureCalls: number },
): Diagnosis {
  const situation = situationOf(report, facts, approvers);
  const findings = withoutIdleThoughts(
    checksFor(report).flatMap((check) => check(situation) ?? []),
    report,
  ).sort((a, b) => rank(a, situation) - rank(b, situation));
  const { instance, principal } = situation;
  const proposal = proposed(findings, situation);
  const abilities = abilitiesOf(situation, findings);
  const { operation, access } = report;
  const at = readAt(facts);
  return {
    report,
    ...(instance && { instance }),
    ...(isLast(facts) && { instanceIsLast: true }),
    ...mayBeMeant(facts),
    ...(principal && { principal }),
    ...(operation !== undefined && operation !== 'control-plane' && { tried: operationInWords(operation, access) }),
    headline: headlineFor(findings, situation),
    ...(abilities && { abilities }),
    findings,
    unchecked: uncheckedOf([...findings, ...unreadApprovers(approvers)]),
    ...(proposal && { proposal }),
    ...(at && { readAt: at }),
    ...(approvers && { approvers }),
    ...cost,
  };
}

function isLast({ instance }: Facts): boolean {
  return instance.known && instance.value.isLast === true;
}

function mayBeMeant({ instance }: Facts): Pick<Diagnosis, 'mayBeMeant'> {
  if (!instance.known || instance.value.found !== undefined || instance.value.asked === undefined) return {};
  const meant = likelyMeant(instance.value.asked, instance.value.candidates);
  return meant === undefined ? {} : { mayBeMeant: meant };
}

/** Not knowing whom to ask is told with all else that could not be read, and with the command that mends it. */
function unreadApprovers(approvers: Fact<Approver[]> | undefined): Omit<Finding, 'id'>[] {
  return approvers === undefined || approvers.known ? [] : [notChecked('People who can fix it', approvers)];
}

/** That somebody else may have called is a thought for when nothing is proven, or when the report itself hints at it. */
function withoutIdleThoughts(findings: Finding[], { worksWith }: SymptomReport): Finding[] {
  const proven = findings.some(({ verdict }) => verdict === 'confirmed');
  if (!proven || worksWith !== undefined) return findings;
  return findings.filter(({ id, verdict }) => id !== 'identity.other-credential' || verdict !== 'possible');
}

/** A role is offered where one is missing, nothing else refuses before roles count, and somebody else can approve it. */
function proposed(findings: readonly Finding[], situation: Situation): Proposal | undefined {
  const missing = findings.some(
    ({ verdict, remedy }) => remedy?.action !== undefined && (verdict === 'confirmed' || verdict === 'possible'),
  );
  const { approvers, facts } = situation;
  const approver = approvers?.known ? approvers.value : [];
  const onlySelf =
    approver.length > 0 && approver.every(({ objectId }) => objectId === facts.asker.objectId.toLowerCase());
  return missing && !findings.some(blocksRole) && !onlySelf ? proposalFor(situation) : undefined;
}

/** With these a role would change nothing, or is there to be activated. */
function blocksRole({ id, verdict }: Finding): boolean {
  const blocking: readonly FindingId[] = [
    'rbac.denied',
    'network.public-access-disabled',
    'network.private-endpoint',
    'instance.not-ready',
    'rbac.eligible-not-active',
  ];
  return verdict === 'confirmed' && blocking.includes(id);
}

const byVerdict: Record<Verdict, number> = { confirmed: 0, possible: 100, unknown: 200, 'ruled-out': 300 };

/** What the text itself proves comes first, then what must be there before a role can matter, then roles, then the app. */
const order: readonly FindingId[] = [
  'symptom.other-service',
  'symptom.retired-service',
  'symptom.token-error',
  'symptom.control-plane',
  'identity.wrong-tenant',
  'identity.other-credential',
  'downstream.event-route',
  'downstream.data-history',
  'downstream.3d-scenes',
  'downstream.jobs',
  'instance.not-found',
  'instance.not-ready',
  'identity.not-found',
  'network.public-access-disabled',
  'network.private-endpoint',
  'rbac.denied',
  'rbac.propagating',
  'rbac.eligible-not-active',
  'rbac.missing-data-role',
  'rbac.reader-cannot-write',
  'rbac.custom-role-lacks-action',
  'rbac.wrong-object',
  'rbac.wrong-scope',
  'rbac.orphaned-assignment',
  'rbac.control-plane-role-only',
  'rbac.condition',
  'app.service-principal-missing',
  'app.permission-missing',
  'app.consent-missing',
];

function rank({ id, verdict }: Finding, { report, instance }: Situation): number {
  // An empty body points away from the network.
  const network = id.startsWith('network.') && report.body === 'empty' ? 50 : 0;
  // A private endpoint that was to be the only way in explains why the public network is closed.
  const wayIn = id === 'network.private-endpoint' && instance !== undefined && hasNoWayIn(instance) ? -1.5 : 0;
  // That somebody else called is the first thing a token proves, and the last that is left to think of.
  const lastThought = id === 'identity.other-credential' && verdict === 'possible' ? 60 : 0;
  return byVerdict[verdict] + order.indexOf(id) + network + wayIn + lastThought;
}
