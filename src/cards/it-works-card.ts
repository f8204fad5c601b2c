import type { Case } from '../triage/case.ts';
import { button, buttonRows, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { stillFails } from './case-reopen.ts';
import { troubleInWords } from './case-words.ts';
import { inert } from './escape.ts';
import { present, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** More buttons no card has room for. */
const MOST = 6;

/** To whoever has just said that it works: the case that was resolved by that, with the way back. */
export function itWorksCard(one: Case): AdaptiveCard {
  const text = `Good to hear. I have resolved case ${one.number}, ${troubleInWords(one)}.`;
  return card(text, present([words(text), buttons([stillFails(one)])]));
}

/** The same where it may be about several: nothing was resolved. */
export function whichWorksCard(cases: readonly Case[]): AdaptiveCard {
  const text = 'Good to hear. Which of your cases is over? Press it.';
  const shown = cases.slice(0, MOST);
  return card(text, [
    words(text),
    ...buttonRows(
      shown.map((one) => button(inert(`Case ${one.number}, ${troubleInWords(one)}`, 80), triageVerbs.resolveCase, one)),
    ),
  ]);
}
