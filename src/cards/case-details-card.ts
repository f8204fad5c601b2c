import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Case } from '../triage/case.ts';
import type { TriageEntry } from '../triage/store.ts';
import { button, buttonRows } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { caseSummary } from './case-card.ts';
import { historyFold } from './case-history.ts';
import { type DiagnosisDetail, diagnosisBody, diagnosisCost, LESS_AND_LESS } from './diagnosis-body.ts';
import { name } from './names.ts';
import { smallEnough } from './small-enough.ts';
import { footnote, kicker, present, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/**
 * The whole diagnosis behind a case: for the assignee and for approvers, each alone.
 * @param history of the case, oldest first; the card of the case has it too, so it goes first where there is too much
 */
export function caseDetailsCard(one: Case, found: Diagnosis, history: readonly TriageEntry[] = []): AdaptiveCard {
  const diagnosis = notAboutReader(found);
  const [fullest] = LESS_AND_LESS;
  return smallEnough(
    () => draw(one, diagnosis, fullest, history),
    ...LESS_AND_LESS.map((detail) => () => draw(one, diagnosis, detail, [])),
  );
}

/** Whoever reads it is not the one it was told to. */
function notAboutReader({ principal, ...rest }: Diagnosis): Diagnosis {
  return { ...rest, ...(principal && { principal: { ...principal, self: false } }) };
}

function draw(one: Case, diagnosis: Diagnosis, detail: DiagnosisDetail, history: readonly TriageEntry[]): AdaptiveCard {
  const { id, number, reporter } = one;
  return card(
    caseSummary(one),
    present([
      kicker(`Case ${number} · Only you see this`, 'Accent'),
      words({ text: `As told to ${name(reporter.displayName)}:`, isSubtle: true }, 'None'),
      ...diagnosisBody(diagnosis, false, detail),
      footnote(diagnosisCost(diagnosis)),
      ...historyFold(history),
      ...buttonRows([
        button('Back to the case', triageVerbs.showCase, { id }),
        button('Chat with reporter', triageVerbs.chatWithReporter, { id }),
      ]),
    ]),
    'full',
  );
}
