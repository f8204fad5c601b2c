import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance } from '../tenant.ts';
import { type DenialsKnown, denialsOf } from './denials.ts';
import type { Approver, Fact, Finding, Principal } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { type RightsKnown, rightsOf } from './rights.ts';
import { type Wording, wordingFor } from './wording.ts';

/** All that a check may look at. Pure data: what was reported, what Azure said, and what follows from it. */
export interface Situation {
  report: SymptomReport;
  facts: Facts;
  rights: RightsKnown;
  denials: DenialsKnown;
  instance?: Instance;
  principal?: Principal;
  /** Absent while they are still being looked up. */
  approvers?: Fact<Approver[]>;
  words: Wording;
}

/**
 * One cause, looked at. `undefined` where the cause has no meaning in this situation.
 * Titles follow one rule in every check: see Finding.title.
 */
export type Check = (situation: Situation) => Finding | undefined;

export function situationOf(report: SymptomReport, facts: Facts, approvers?: Fact<Approver[]>): Situation {
  const instance = facts.instance.known ? facts.instance.value.found : undefined;
  const principal = principalOf(facts);
  return {
    report,
    facts,
    rights: rightsOf(facts, report),
    denials: denialsOf(facts, report),
    ...(instance && { instance }),
    ...(principal && { principal }),
    ...(approvers && { approvers }),
    words: wordingFor(principal, facts.subject),
  };
}

/** Oneself is known even where the directory could not be read. */
function principalOf({ principal, subject }: Facts): Principal | undefined {
  if (principal.known) return principal.value;
  if (!subject.self || subject.objectId === undefined) return undefined;
  return { kind: 'user', objectId: subject.objectId, displayName: subject.name, self: true };
}
