import type { AccessRequest } from '../access/access-request.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { dateAndTime } from './dates.ts';
import { forHowLong } from './duration.ts';
import { name } from './names.ts';
import { opensRow } from './opens-row.ts';
import { accessInWords } from './request-words.ts';
import { footnote, heading, present, words } from './text.ts';

/** One button each, and a card has at most six. */
const SHOWN = 6;

/** Requests that wait for a decision, oldest first, each with a button that opens it. */
export function approvalsCard(requests: readonly AccessRequest[]): AdaptiveCard {
  if (requests.length === 0) {
    return card('No requests wait for a decision.', [heading('Nothing waits for a decision')]);
  }
  const rest = requests.length - SHOWN;
  return card(
    `${requests.length} ${requests.length === 1 ? 'request waits' : 'requests wait'} for a decision.`,
    present([
      heading('Waiting for a decision'),
      ...requests.slice(0, SHOWN).map((request) => opensRow(request.id, line(request))),
      rest > 0 && footnote(`and ${rest} more; they follow when these are decided`),
    ]),
  );
}

function line(request: AccessRequest): Element[] {
  const { requester, durationMinutes, status } = request;
  const first = status.state === 'pending' ? status.firstApproval : undefined;
  return present([
    words(
      [
        { text: name(requester.displayName), weight: 'Bolder' },
        `: ${accessInWords(request, 'approver')} ${forHowLong(durationMinutes)}`,
      ],
      'None',
    ),
    first !== undefined && words(`${name(first.by.displayName)} approved; needs a second person.`, 'None'),
    status.state === 'pending' && {
      ...footnote(`Open until ${dateAndTime(status.lapsesAt)}`),
      spacing: 'None' as const,
    },
  ]);
}
