import type { AccessRequest } from '../access/access-request.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { dateAndTime } from './dates.ts';
import { name, shortRole } from './names.ts';
import { inAWord } from './requester-card.ts';
import { footnote, heading, present, words } from './text.ts';

const SHOWN = 10;

/** The reader's own requests, newest first. */
export function requestsCard(requests: readonly AccessRequest[]): AdaptiveCard {
  if (requests.length === 0) {
    return card('You have no access requests.', [
      heading('No access requests'),
      words('Tell me about a 403; where a role is missing, you can ask for it.'),
    ]);
  }
  const rest = requests.length - SHOWN;
  return card(
    `You have ${requests.length} access ${requests.length === 1 ? 'request' : 'requests'}.`,
    present([
      heading('Your access requests'),
      ...requests.slice(0, SHOWN).map(line),
      rest > 0 && footnote(`and ${rest} older`),
    ]),
  );
}

function line(request: AccessRequest): Element {
  return {
    type: 'Container',
    spacing: 'Medium',
    separator: true,
    items: [
      words([
        { text: `${shortRole(request.role.name)} on ${name(request.instance.name)}`, weight: 'Bolder' },
        { text: `: ${inAWord(request.status)}` },
      ]),
      { ...footnote(dateAndTime(request.createdAt)), spacing: 'None' },
    ],
  };
}
