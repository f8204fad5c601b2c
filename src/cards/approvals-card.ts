import type { AccessRequest } from '../access/access-request.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { dateAndTime } from './dates.ts';
import { forHowLong } from './duration.ts';
import { listPage } from './list-page.ts';
import { name } from './names.ts';
import { opensRow } from './opens-row.ts';
import { accessInWords } from './request-words.ts';
import { footnote, heading, present, words } from './text.ts';
import { verbs } from './verbs.ts';

export interface ApprovalsView {
  /** What waits for the reader to decide, oldest first, at most READ_FOR_A_PAGE. */
  requests: readonly AccessRequest[];
  /** This is not the first page. */
  later?: boolean;
}

/** Requests that wait for a decision, oldest first, each with a button that opens it, and a button for those after them. */
export function approvalsCard({ requests, later = false }: ApprovalsView): AdaptiveCard {
  if (requests.length === 0) {
    const nothing = later ? 'Nothing else waits for a decision' : 'Nothing waits for a decision';
    return card(`${nothing}.`, [heading(nothing)]);
  }
  return card('Requests wait for a decision.', [
    heading(later ? 'Also waiting for a decision' : 'Waiting for a decision'),
    ...listPage(requests, (request) => opensRow(request.id, line(request)), {
      title: 'More',
      verb: verbs.moreApprovals,
    }),
  ]);
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
