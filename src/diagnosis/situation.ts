import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance } from '../tenant.ts';
import type { Approver, Fact, Finding, Principal } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import type { RightsKnown } from './rights.ts';
import type { Wording } from './wording.ts';

/** All that a check may look at. Pure data: what was reported, what Azure said, and what follows from it. */
export interface Situation {
  report: SymptomReport;
  facts: Facts;
  rights: RightsKnown;
  instance?: Instance;
  principal?: Principal;
  /** Absent while they are still being looked up. */
  approvers?: Fact<Approver[]>;
  words: Wording;
}

/** One cause, looked at. `undefined` where the cause has no meaning in this situation. */
export type Check = (situation: Situation) => Finding | undefined;
