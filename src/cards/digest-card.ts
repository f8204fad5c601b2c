import type { Case } from '../triage/case.ts';
import type { Digest } from '../triage/digest.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { causeInWords } from './cause-words.ts';
import { dateAndTime } from './dates.ts';
import { linkButton } from './link.ts';
import { footnote, heading, kicker, present, words } from './text.ts';
import { caseRow } from './triage-row.ts';
import { FIRST_PAGE, triageVerbs } from './verbs.ts';

/** What the daily digest tells. */
export interface DigestView extends Digest {
  boardUrl?: string | undefined;
}

const MOST_WAITING = 3;

/** Once a day, for the helpdesk's channel. */
export function digestCard(view: DigestView): AdaptiveCard {
  const { reported, resolved, open, waiting, cause, since, until, boardUrl } = view;
  const headline = `${reported} reported, ${resolved} resolved, ${open} open`;
  return card(
    `Daily digest: ${headline}.`,
    present([
      kicker('Daily digest'),
      heading(headline),
      { ...footnote(`From ${dateAndTime(since)} to ${dateAndTime(until)}`), spacing: 'None' },
      cause &&
        words([
          { text: 'Most frequent cause: ', isSubtle: true },
          `${causeInWords(cause.id)}, ${cause.cases} of ${reported}`,
        ]),
      ...longest(waiting),
      open === 0 && words('Nothing is open.'),
      buttons([
        open > 0 ? button('Show all', triageVerbs.showTriage, { id: FIRST_PAGE }) : undefined,
        linkButton({ title: 'Open board', url: boardUrl }),
        button('No more digests', triageVerbs.digestOff, { id: 'digest' }),
      ]),
    ]),
  );
}

/** What is left of the card once nobody wants it any more. */
export function digestOffCard(): AdaptiveCard {
  return card('No more digests.', [
    words('No more digests.'),
    footnote('A member of the helpdesk can say “digest on” to have them again.'),
  ]);
}

function longest(waiting: readonly Case[]): Element[] {
  if (waiting.length === 0) return [];
  return [
    words({ text: 'Waiting longest', weight: 'Bolder' }, 'Medium'),
    ...waiting.slice(0, MOST_WAITING).map((one) => caseRow(one)),
  ];
}
