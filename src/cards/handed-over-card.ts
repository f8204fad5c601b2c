import type { Case } from '../triage/case.ts';
import { button, buttonRows } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { stillFails } from './case-reopen.ts';
import { endInWords, isOpen, STATE_COLORS, stateInWords, troubleInWords } from './case-words.ts';
import { inert } from './escape.ts';
import { name } from './names.ts';
import { kicker, present, title, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** To whoever handed his diagnosis over: where the case stands. */
export function handedOverCard(one: Case): AdaptiveCard {
  const { number, status, assignee, diagnosisId } = one;
  const headline = `Case ${number} is with the helpdesk`;
  const open = isOpen(one);
  return card(
    `${headline}: ${troubleInWords(one)}`,
    present([
      kicker(inert(`Case ${number} · ${stateInWords(one)}`, 120), STATE_COLORS[status.state]),
      title(open ? headline : troubleInWords(one)),
      words(
        open
          ? `${troubleInWords(one)}. ${assignee === undefined ? 'You hear from me here' : `${name(assignee.displayName)} has taken it, and you hear from me here`}.`
          : (endInWords(one) ?? ''),
      ),
      ...buttonRows([
        open ? button('It works now', triageVerbs.resolveCase, one) : undefined,
        status.state === 'resolved' ? stillFails(one) : undefined,
        button('Show diagnosis', triageVerbs.diagnosisDetails, { id: diagnosisId }),
      ]),
    ]),
  );
}
