import type { AccessRequest } from '../access/access-request.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { inert } from './escape.ts';
import { listPage } from './list-page.ts';
import { name } from './names.ts';
import { opensRow } from './opens-row.ts';
import { accessInWords, inAWord } from './request-words.ts';
import { footnote, heading, present, words } from './text.ts';
import { verbs } from './verbs.ts';

export interface RequestsView {
  /** Object id of the reader. */
  reader: string;
  /** What the reader asked for and others for him, newest first, at most READ_FOR_A_PAGE. */
  requests: readonly AccessRequest[];
  /** This is not the first page. */
  later?: boolean;
}

/** The reader's own requests, newest first, each with a button that opens it, and a button for those before them. */
export function requestsCard({ reader, requests, later = false }: RequestsView): AdaptiveCard {
  if (requests.length === 0) {
    return later
      ? card('No older access requests.', [heading('No older access requests')])
      : card('You have no access requests.', [
          heading('No access requests'),
          words('Tell me about a 403; where a role is missing, you can ask for it.'),
        ]);
  }
  const headline = later ? 'Your older access requests' : 'Your access requests';
  return card(`${headline}.`, [
    heading(headline),
    ...listPage(requests, (request) => opensRow(request.id, line(request, reader)), {
      title: 'Older',
      verb: verbs.olderRequests,
    }),
  ]);
}

function line(request: AccessRequest, reader: string): Element[] {
  const { requester, status } = request;
  const isMine = requester.objectId.toLowerCase() === reader.toLowerCase();
  return present([
    words(
      [
        { text: accessInWords(request, isMine ? 'requester' : 'subject'), weight: 'Bolder' },
        { text: `: ${inAWord(status)}` },
      ],
      'None',
    ),
    !isMine && { ...footnote(`${inert(name(requester.displayName))} asked for you.`), spacing: 'None' as const },
    { ...footnote(when(request)), spacing: 'None' as const },
  ]);
}

/** What the reader waits for: the decision, or the end. */
function when({ status }: AccessRequest): string {
  if (status.state === 'pending') return `Open until ${dateAndTime(status.lapsesAt)}`;
  if (status.state !== 'granted') return `Since ${dateAndTime(status.at)}`;
  if (status.overdue !== undefined) return `Time was up ${onDateAndTime(status.overdue)}`;
  return status.expiresAt === null ? `Since ${dateAndTime(status.at)}` : `Until ${dateAndTime(status.expiresAt)}`;
}
