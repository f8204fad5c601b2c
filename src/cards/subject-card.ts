import type { AccessRequest } from '../access/access-request.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { ended, held, type Said } from './held-access.ts';
import { name } from './names.ts';
import { requestRows } from './request-rows.ts';
import { accessInWords, inAWord } from './request-words.ts';
import { heading, kicker, present, words } from './text.ts';
import { verbs } from './verbs.ts';

/** What the colleague sees for whom somebody else asked: it can be given back, and nothing else is theirs to decide. */
export function subjectCard(request: AccessRequest): AdaptiveCard {
  const { status } = request;
  const { headline, color, lines } = tell(request);
  const canGiveBack =
    status.state === 'granted' && status.ending === undefined && status.assignment.outcome === 'created';
  return card(
    `${accessInWords(request, 'subject')}: ${inAWord(status)}`,
    present([
      kicker('Access asked for you', color),
      heading(headline),
      ...lines,
      { type: 'Container', spacing: 'Medium', separator: true, items: requestRows(request, 'subject') },
      canGiveBack && buttons([button('I’m done', verbs.done, request)]),
    ]),
  );
}

function tell(request: AccessRequest): Said {
  const { status, requester } = request;
  const who = name(requester.displayName);
  switch (status.state) {
    case 'granted':
      return held(request, status, 'subject');
    case 'ended':
      return ended(request, status, 'subject');
    case 'pending':
    case 'approved':
      return {
        headline: status.state === 'pending' ? 'Waiting for approval' : 'Approved',
        color: 'Accent',
        lines: [words(`${who} asked for you. You will hear from me when you have it.`)],
      };
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: [words(`${who} asked for you, and knows what has to be done.`)],
      };
    default:
      return {
        headline: { denied: 'Denied', withdrawn: 'Withdrawn', lapsed: 'Nobody decided in time' }[status.state],
        lines: [words(`${who} asked for you. Nothing was changed.`)],
      };
  }
}
