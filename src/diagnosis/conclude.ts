import type { SymptomReport } from '../symptoms/report.ts';
import { checks } from './checks/index.ts';
import type { Approver, Diagnosis, Fact, Finding, FindingId, Principal, Verdict } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { headlineFor } from './headline.ts';
import { proposalFor } from './remedies.ts';
import { rightsOf } from './rights.ts';
import type { Situation } from './situation.ts';
import { wordingFor } from './wording.ts';

/** Facts in, diagnosis out: every check is asked, what it finds is ranked, and the first is the answer. Pure. */
export function conclude(
  report: SymptomReport,
  facts: Facts,
  approvers: Fact<Approver[]> | undefined,
  cost: { tookMs: number; azureCalls: number },
): Diagnosis {
  const situation = situationOf(report, facts, approvers);
  const findings = checks
    .flatMap((check) => check(situation) ?? [])
    .sort((a, b) => rank(a, situation) - rank(b, situation));
  const { instance, principal } = situation;
  const grantable = findings.some(
    ({ verdict, remedy }) => remedy?.action !== undefined && (verdict === 'confirmed' || verdict === 'possible'),
  );
  const proposal = grantable && !findings.some(blocksRole) ? proposalFor(situation) : undefined;
  return {
    report,
    ...(instance && { instance }),
    ...(principal && { principal }),
    headline: headlineFor(findings, situation),
    findings,
    ...(proposal && { proposal }),
    ...(approvers && { approvers }),
    ...cost,
  };
}

function situationOf(report: SymptomReport, facts: Facts, approvers: Fact<Approver[]> | undefined): Situation {
  const instance = facts.instance.known ? facts.instance.value.found : undefined;
  const principal = principalOf(facts);
  return {
    report,
    facts,
    rights: rightsOf(facts, report),
    ...(instance && { instance }),
    ...(principal && { principal }),
    ...(approvers && { approvers }),
    words: wordingFor(principal, facts.subject.self),
  };
}

/** Oneself is known even where the directory could not be read. */
function principalOf({ principal, subject }: Facts): Principal | undefined {
  if (principal.known) return principal.value;
  if (!subject.self || subject.objectId === undefined) return undefined;
  return { kind: 'user', objectId: subject.objectId, displayName: subject.name, self: true };
}

/** With these a role would change nothing, so none is offered. */
function blocksRole({ id, verdict }: Finding): boolean {
  const blocking: readonly FindingId[] = ['rbac.denied', 'symptom.other-service'];
  return verdict === 'confirmed' && blocking.includes(id);
}

const byVerdict: Record<Verdict, number> = { confirmed: 0, possible: 100, unknown: 200, 'ruled-out': 300 };

/** What the text itself proves comes first, then what must be there before a role can matter, then roles, then the app. */
const order: readonly FindingId[] = [
  'symptom.other-service',
  'symptom.token-error',
  'symptom.control-plane',
  'identity.wrong-tenant',
  'instance.not-found',
  'identity.not-found',
  'network.public-access-disabled',
  'rbac.denied',
  'rbac.missing-data-role',
  'rbac.reader-cannot-write',
  'rbac.control-plane-role-only',
  'rbac.condition',
  'app.service-principal-missing',
  'app.permission-missing',
  'app.consent-missing',
];

function rank({ id, verdict }: Finding, { report }: Situation): number {
  // An empty body points away from the network.
  const network = id === 'network.public-access-disabled' && report.body === 'empty' ? 50 : 0;
  return byVerdict[verdict] + order.indexOf(id) + network;
}
