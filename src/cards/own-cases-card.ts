import type { Case } from '../triage/case.ts';
import { type AdaptiveCard, card } from './card.ts';
import { footnote, heading, present, words } from './text.ts';
import { CASES_A_PAGE } from './triage-card.ts';
import { caseRow } from './triage-row.ts';

/** To whoever reported them, in his own chat: his open cases, the oldest first. `more`: that are not among these. */
export function ownCasesCard(cases: readonly Case[], more: boolean): AdaptiveCard {
  const headline = cases.length === 0 ? 'You have no open case' : 'Your open cases';
  return card(
    `${headline}.`,
    present([
      heading(headline),
      cases.length === 0 && words('Tell me what fails; what I find you can send to the helpdesk.'),
      ...cases.slice(0, CASES_A_PAGE).map((one) => caseRow(one)),
      (more || cases.length > CASES_A_PAGE) && footnote('and more: for one of them say “case” and its number.'),
    ]),
  );
}
