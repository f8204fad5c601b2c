import type { AccessRequest } from '../access/access-request.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { opensRow } from './opens-row.ts';
import { accessInWords, inAWord } from './request-words.ts';
import { footnote, heading, present, words } from './text.ts';

/** One button each, and a card has at most six. */
const SHOWN = 6;

/** The reader's own requests, newest first, each with a button that opens it. */
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
      ...requests.slice(0, SHOWN).map((request) => opensRow(request.id, line(request))),
      rest > 0 && footnote(`and ${rest} older`),
    ]),
  );
}

function line(request: AccessRequest): Element[] {
  return [
    words(
      [{ text: accessInWords(request, 'requester'), weight: 'Bolder' }, { text: `: ${inAWord(request.status)}` }],
      'None',
    ),
    { ...footnote(when(request)), spacing: 'None' },
  ];
}

/** What the reader waits for: the decision, or the end. */
function when({ status }: AccessRequest): string {
  if (status.state === 'pending') return `Open until ${dateAndTime(status.lapsesAt)}`;
  if (status.state !== 'granted') return `Since ${dateAndTime(status.at)}`;
  if (status.overdue !== undefined) return `Time was up ${onDateAndTime(status.overdue)}`;
  return status.expiresAt === null ? `Since ${dateAndTime(status.at)}` : `Until ${dateAndTime(status.expiresAt)}`;
}
