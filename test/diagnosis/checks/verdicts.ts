import assert from 'node:assert/strict';
import type { Verdict } from '../../../src/diagnosis/diagnosis.ts';
import type { Facts } from '../../../src/diagnosis/facts.ts';
import type { Check } from '../../../src/diagnosis/situation.ts';
import type { SymptomReport } from '../../../src/symptoms/report.ts';
import { situation, unknown } from '../../support/situation.ts';

/** A row of a check's table: what is the case, the verdict, and the sentence that gives the reason. */
export type Row = [
  what: string,
  facts: Partial<Facts>,
  told: Partial<SymptomReport>,
  verdict: Verdict | undefined,
  why?: string | RegExp,
];

/** Of a check that looks at the roles held at the instance: what leaves them unknown leaves its verdict unknown. */
export const withoutRoles: readonly Row[] = [
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, 'unknown', 'No.'],
  ['role definitions are unknown', { definitions: unknown('No.') }, {}, 'unknown', 'No.'],
  ['the instance is unknown', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
];

/** One test a row. */
export function verdicts(check: Check, rows: readonly Row[]): void {
  for (const [what, facts, told, verdict, why] of rows) {
    it(`${verdict ?? 'not asked'}: ${what}`, () => {
      const finding = check(situation(facts, told));
      assert.equal(finding?.verdict, verdict);
      if (typeof why === 'string') assert.equal(finding?.why, why);
      else if (why !== undefined) assert.match(finding?.why ?? '', why);
    });
  }
}
