import type { AccessRequest, ApproverNews } from '../access/access-request.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { name } from './names.ts';
import { accessInWords, approvedBy, askInWords, firstApprovalInWords } from './request-words.ts';
import { dated, footnote, kicker, present, title, words } from './text.ts';
import { verbs } from './verbs.ts';

/**
 * A new message to somebody who can approve, because an updated card rings no bell. It opens the request rather than
 * deciding it: what is to be decided on stands there, and always as it is now.
 */
export function approverNewsCard(request: AccessRequest, news: ApproverNews): AdaptiveCard {
  const { headline, color, lines, open } = tell(request, news);
  return card(
    headline,
    present([
      kicker('Access request', color),
      title(headline),
      ...lines,
      buttons([button(open, verbs.show, { id: request.id }, { style: 'positive' })]),
    ]),
  );
}

interface Told {
  headline: string;
  color: Color;
  lines: Element[];
  open: string;
}

function tell(request: AccessRequest, news: ApproverNews): Told {
  const { status, requester } = request;
  switch (news) {
    case 'reminder':
      return {
        headline: `Reminder: ${askInWords(request, 'asks')}`,
        color: 'Accent',
        lines: present([
          words({ text: `“${request.reason}”`, max: 520 }),
          footnote(`Asked ${onDateAndTime(request.createdAt)}.`),
          status.state === 'pending' && footnote(`Open until ${dateAndTime(status.lapsesAt)}.`),
        ]),
        open: 'Open request',
      };
    case 'second-approval': {
      const first = status.state === 'pending' ? status.firstApproval : undefined;
      return {
        headline: `A second approval is needed: ${askInWords(request, 'asks')}`,
        color: 'Accent',
        lines: present([
          first !== undefined && words(firstApprovalInWords(first)),
          // After a failure it says itself whose approval counts.
          status.state === 'failed' && words({ text: status.failure.message, max: 600 }),
          words('Permanent access takes two people.'),
        ]),
        open: 'Open request',
      };
    }
    case 'revoke-needed':
      return {
        headline: `Please take away: ${accessInWords(request, 'approver')}`,
        color: 'Attention',
        lines: present([
          words(
            isForHimself(request)
              ? `${name(requester.displayName)} should no longer have it, and I cannot take it away.`
              : `It was asked for by ${name(requester.displayName)}, is to end, and I cannot take it away.`,
          ),
          status.state === 'granted' &&
            words(`${approvedBy(status)} approved it. Whoever can assign roles there can do it.`),
          status.state === 'granted' &&
            status.expiresAt !== null &&
            dated(`It was to end ${onDateAndTime(status.expiresAt)}.`),
        ]),
        open: 'Take it away…',
      };
    case 'changed-outside':
      return {
        headline: `Changed in Azure: ${accessInWords(request, 'approver')}`,
        color: 'Attention',
        lines: [
          words(
            'Somebody has changed the role assignment, so it is no longer what was approved and I no longer take it away. Look whether it should stay.',
          ),
        ],
        open: 'Open request',
      };
  }
}

function isForHimself({ requester, subject }: AccessRequest): boolean {
  return requester.objectId.toLowerCase() === subject.objectId.toLowerCase();
}
