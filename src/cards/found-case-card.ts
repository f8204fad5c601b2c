import type { Case } from '../triage/case.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { caseSummary } from './case-card.ts';
import { linkButton } from './link.ts';
import { present } from './text.ts';
import { caseRow } from './triage-row.ts';
import { triageVerbs } from './verbs.ts';

/**
 * A case that the helpdesk asked for by its number, as a list shows it: what is done to a case is done on its one card.
 * @param url of that card, where there is one that can be reached
 */
export function foundCaseCard(one: Case, url: string | undefined): AdaptiveCard {
  return card(
    caseSummary(one),
    present([
      caseRow(one),
      buttons([button('Open case', triageVerbs.showCase, { id: one.id }), linkButton({ title: 'Open its card', url })]),
    ]),
  );
}
