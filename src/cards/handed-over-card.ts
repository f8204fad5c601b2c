import type { Case } from '../triage/case.ts';
import { button, buttonRows } from './button.ts';
import { type Action, type AdaptiveCard, card } from './card.ts';
import { stillFails } from './case-reopen.ts';
import { endInWords, isOpen, STATE_COLORS, stateInWords, troubleInWords } from './case-words.ts';
import { inert } from './escape.ts';
import { name } from './names.ts';
import { kicker, present, title, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** To whoever handed his own diagnosis over, and to whoever else has reported it: where the case stands. */
export function handedOverCard(one: Case): AdaptiveCard {
  return standing(one, 'You hear from me here.', [
    isOpen(one) ? button('It works now', triageVerbs.resolveCase, one) : undefined,
    one.status.state === 'resolved' ? stillFails(one) : undefined,
    showDiagnosis(one.diagnosisId),
  ]);
}

/**
 * The same to whoever pointed at another's message and handed that diagnosis over: to end the case is the reporter's, and so
 * is the news of it.
 * @param diagnosisId of what he had looked at; the case may show a later one, which is not for him
 */
export function pointedOutCard(one: Case, diagnosisId: string): AdaptiveCard {
  return standing(one, 'This card shows how it stands.', [showDiagnosis(diagnosisId)]);
}

/** @param next what its reader can expect while it is open */
function standing(one: Case, next: string, actions: (Action | undefined)[]): AdaptiveCard {
  const { number, status, assignee } = one;
  const headline = `Case ${number} is with the helpdesk`;
  const open = isOpen(one);
  const taken = assignee === undefined ? '' : `${name(assignee.displayName)} has taken it. `;
  return card(
    `${headline}: ${troubleInWords(one)}`,
    present([
      kicker(inert(`Case ${number} · ${stateInWords(one)}`, 120), STATE_COLORS[status.state]),
      title(open ? headline : troubleInWords(one)),
      words(open ? `${troubleInWords(one)}. ${taken}${next}` : (endInWords(one) ?? '')),
      ...buttonRows(actions),
    ]),
  );
}

function showDiagnosis(id: string): Action {
  return button('Show diagnosis', triageVerbs.diagnosisDetails, { id });
}
