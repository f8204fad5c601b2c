import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance, Tenant } from '../tenant.ts';
import { otherService } from './checks/other-service.ts';
import { retiredService } from './checks/retired-service.ts';
import { sentToken } from './checks/token-error.ts';
import { tokenOfAnotherTenant } from './checks/wrong-tenant.ts';
import { conclude } from './conclude.ts';
import type { Diagnosis, Finding } from './diagnosis.ts';
import { type Facts, type GatheredFacts, gatherFacts, type Question } from './facts.ts';
import type { Fetching } from './fetch-fact.ts';
import { principalTypes } from './principal-types.ts';
import type { Reading } from './reading.ts';
import { unnamedIdentity } from './unnamed-identity.ts';
import { list } from './wording.ts';

/** Time for every verdict; what has not come by then is unknown. */
const usualDeadlineSeconds = 8;
/** Time for the names of those who can help after that: one late answer must not cost them too. Together under 10 s. */
const secondsForNames = 1.5;

export type Outcome =
  | {
      kind: 'diagnosis';
      diagnosis: Diagnosis;
      /** The same, with the names of those who can approve: one round trip later. Never rejects. */
      complete: Promise<Diagnosis>;
    }
  /** Several instances could be meant. */
  | { kind: 'choose-instance'; instances: Instance[] }
  /** Somebody else is meant, and the report does not say who. */
  | { kind: 'name-identity'; message: string }
  /** The asker may not be shown this identity's access. */
  | { kind: 'not-shown'; message: string };

export interface DiagnoseOptions {
  now: () => Date;
  /** The bot's own app id, for the commands that grant it a right. Absent where a person's own sign-in asks. */
  botAppId?: string;
  deadlineSeconds?: number;
  onFact?: Fetching['onFact'];
}

/**
 * From a question to the answer. Never throws for anything Azure does: what could not be read is in the diagnosis as
 * unknown, with its reason.
 */
export async function diagnose(
  question: Question,
  tenant: Tenant,
  { now, botAppId, deadlineSeconds = usualDeadlineSeconds, onFact }: DiagnoseOptions,
): Promise<Outcome> {
  const elsewhere = retiredService(question.report) ?? otherService(question.report);
  if (elsewhere !== undefined) return answeredByText(question.report, [elsewhere]);
  const unnamed = unnamedIdentity(question.report);
  if (unnamed !== undefined) {
    const token = sentToken(question.report, now());
    if (token?.verdict === 'confirmed') return answeredByText(question.report, [token]);
    return { kind: 'name-identity', message: unnamed };
  }
  const start = performance.now();
  const tally = { calls: 0 };
  const readingFor = (seconds: number): Reading => {
    const signal = AbortSignal.timeout(seconds * 1_000);
    const asBot = botAppId === undefined ? {} : { botAppId };
    const fetching = { signal, deadlineSeconds: seconds, now, ...asBot, ...(onFact && { onFact }) };
    return { tenant, fetching, options: { signal, tally } };
  };
  const gathered = await gatherFacts(question, readingFor(deadlineSeconds));
  const { facts } = gathered;
  if (
    facts.instance.known &&
    facts.instance.value.found === undefined &&
    mustChoose(question, facts.instance.value.candidates)
  ) {
    return { kind: 'choose-instance', instances: facts.instance.value.candidates };
  }
  if (!facts.inspection.known || !facts.inspection.value.allowed) {
    return provenByToken(question.report, facts) ?? { kind: 'not-shown', message: notShown(facts) };
  }
  const tookMs = Math.round(performance.now() - start);
  const diagnosis = conclude(question.report, facts, undefined, { tookMs, azureCalls: tally.calls });
  return {
    kind: 'diagnosis',
    diagnosis,
    complete: withNames(diagnosis, gathered, () => readingFor(secondsForNames), tally),
  };
}

/** What a token proves of which nothing else was told; undefined where it proves nothing. */
export function diagnoseToken(report: SymptomReport, now: Date): Outcome | undefined {
  const finding = sentToken(report, now);
  return finding && answeredByText(report, [finding]);
}

async function withNames(
  diagnosis: Diagnosis,
  { facts, findApprovers, findHolders }: GatheredFacts,
  late: () => Reading,
  tally: { calls: number },
): Promise<Diagnosis> {
  const { proposal, principal, report, tookMs } = diagnosis;
  if (proposal === undefined || principal === undefined) return diagnosis;
  const [approvers, holders] = await Promise.all([
    findApprovers(
      {
        roleId: proposal.roleId,
        principalId: principal.objectId,
        principalType: principalTypes[principal.kind],
      },
      late,
    ),
    findHolders(late),
  ]);
  return conclude(report, { ...facts, ...(holders && { holders }) }, approvers, { tookMs, azureCalls: tally.calls });
}

/** None was named, or several have the name that was given. */
function mustChoose({ report }: Question, candidates: readonly Instance[]): boolean {
  const { hostName, name } = report.instance ?? {};
  if (hostName === undefined && name === undefined) return candidates.length > 1;
  const asked = (hostName ?? name ?? '').toLowerCase();
  return candidates.filter((each) => [each.hostName.toLowerCase(), each.name.toLowerCase()].includes(asked)).length > 1;
}

function notShown({ subject, app, instance, inspection }: Facts): string {
  const { name } = subject;
  const byRole = 'whoever may read role assignments on the instance (Reader, Owner …)';
  const who = app === undefined ? `That person can ask me, and ${byRole}.` : `Its owners can ask me, and ${byRole}.`;
  if (inspection.known) return `The access of ${name} is not yours to see, so I do not show it. ${who}`;
  const unproven = `I could not prove that you may see the access of ${name}, so I do not show it.`;
  if (!instance.known || instance.value.found !== undefined) return `${unproven} ${inspection.reason} ${who}`;
  const { asked, candidates } = instance.value;
  const visible = candidates.length === 0 ? 'none' : list(candidates.slice(0, 5).map((each) => each.name));
  const missing = asked === undefined ? 'I see no instance.' : `I see no instance called “${asked}”, but ${visible}.`;
  return `${missing} ${unproven}`;
}

/** A token tells what is wrong with it without anybody's roles: of these it is only said that they are not shown. */
function provenByToken(report: SymptomReport, facts: Facts): Outcome | undefined {
  const instance = facts.instance.known ? facts.instance.value.found : undefined;
  const found = [
    sentToken(report, facts.now),
    instance && tokenOfAnotherTenant(report, instance, facts.instance.source),
  ];
  const findings = found.flatMap((finding) => (finding?.verdict === 'confirmed' ? finding : []));
  if (findings.length === 0) return undefined;
  const roles = { topics: ['Roles'], why: notShown(facts), evidence: [] };
  return answeredByText(report, findings, { ...(instance && { instance }), unchecked: [roles] });
}

/** The pasted text settles it, so nobody's access is looked at. */
function answeredByText(
  report: SymptomReport,
  findings: Finding[],
  more: Pick<Diagnosis, 'instance' | 'unchecked'> = {},
): Outcome {
  const headline = `${findings[0]?.title}.`;
  const diagnosis = { report, ...more, headline, findings, tookMs: 0, azureCalls: 0 };
  return { kind: 'diagnosis', diagnosis, complete: Promise.resolve(diagnosis) };
}
