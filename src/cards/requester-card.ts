import type { AccessRequest, Failed, Granted, Pending } from '../access/access-request.ts';
import { askAgain } from './ask-again.ts';
import { button, buttons } from './button.ts';
import { type Action, type AdaptiveCard, card, type Element } from './card.ts';
import { commandBox } from './command-box.ts';
import { dateAndTime, time } from './dates.ts';
import { discreet } from './discreet.ts';
import { approvalInWords, ended, held, lapsed, type Said } from './held-access.ts';
import { linkButton } from './link.ts';
import { name, names } from './names.ts';
import { requestRows } from './request-rows.ts';
import { accessInWords, approvedBy, firstApprovalInWords, inAWord } from './request-words.ts';
import { dated, heading, kicker, present, words } from './text.ts';
import { verbs } from './verbs.ts';

export interface RequesterView {
  /** Who has the card in front of them: people's names, 'the approvals channel'. */
  reachable: string[];
  /** What an Owner could run instead; undefined where others read along, for it names whom it is for. */
  command: string | undefined;
  portalUrl: string;
}

interface Told extends Said {
  actions?: (Action | undefined)[];
  /** There is a command to read. */
  wide?: boolean;
}

/** The requester's copy of an access request, in whatever state it is. */
export function requesterCard(request: AccessRequest, view: RequesterView): AdaptiveCard {
  const { headline, color, lines, actions = [], wide = false } = tell(request, view);
  return card(
    requesterSummary(request),
    present([
      kicker('Your access request', color),
      heading(headline),
      ...lines,
      { type: 'Container', spacing: 'Medium', separator: true, items: requestRows(request, 'requester') },
      buttons(actions),
    ]),
    wide ? 'full' : 'normal',
  );
}

/** The request in one line, for a notification. */
function requesterSummary(request: AccessRequest): string {
  return `${accessInWords(request, 'requester')}: ${inAWord(request.status)}`;
}

function tell(request: AccessRequest, view: RequesterView): Told {
  const { status } = request;
  switch (status.state) {
    case 'pending':
      return pending(request, status, view);
    case 'approved':
      return {
        headline: 'Approved',
        color: 'Accent',
        lines: [words(`${approvalInWords(request, status)}. Assigning the role…`)],
      };
    case 'failed':
      return failed(request, status, view);
    case 'granted':
      return { ...held(request, status, 'requester'), actions: heldActions(request, status) };
    case 'denied':
      return {
        headline: 'Denied',
        color: 'Attention',
        lines: [
          words([`${name(status.by.displayName)} said: `, { text: `“${status.reason}”`, max: 520 }]),
          words({ text: 'Talk to them before you ask again.', isSubtle: true }),
        ],
        actions: [askAgain(request)],
      };
    case 'withdrawn':
      return {
        headline: 'Withdrawn',
        lines: [words('You took this request back. Nothing was changed.')],
        actions: [askAgain(request)],
      };
    case 'lapsed':
      return { ...lapsed(), actions: [askAgain(request)] };
    case 'ended':
      return { ...ended(request, status, 'requester'), actions: [askAgain(request)] };
  }
}

function pending(request: AccessRequest, status: Pending, view: RequesterView): Told {
  const withdraw = button('Withdraw', verbs.withdraw, request);
  const { firstApproval, nudgedAt, approversFound, lapsesAt } = status;
  if (!approversFound) {
    return {
      headline: 'Request sent',
      color: 'Accent',
      lines: [words('Looking for the people who can approve it…')],
      actions: [withdraw],
    };
  }
  if (view.reachable.length === 0) {
    const known = request.approvers.map((approver) => approver.displayName);
    return {
      headline: 'I could not reach anyone who can approve',
      color: 'Attention',
      lines: [
        ...byCommand(
          view.command,
          known.length > 0 ? `Send this to ${names(known)}:` : 'Send this to an Owner of the subscription:',
        ),
      ],
      actions: [linkButton({ title: 'Open portal', url: view.portalUrl }), withdraw],
      wide: true,
    };
  }
  return {
    headline: firstApproval === undefined ? 'Waiting for approval' : 'Waiting for a second approval',
    color: 'Accent',
    lines: present([
      firstApproval !== undefined &&
        words(
          `${firstApprovalInWords(firstApproval)} Permanent access takes two people, so somebody else has to approve too.`,
        ),
      words(`Asked ${names(view.reachable)}. You will hear from me as soon as someone decides.`),
      dated(`Open until ${dateAndTime(lapsesAt)}.${nudgedAt === undefined ? '' : ` Reminded at ${time(nudgedAt)}.`}`),
    ]),
    actions: [button('Remind', verbs.remind, request), withdraw],
  };
}

function failed(request: AccessRequest, status: Failed, view: RequesterView): Told {
  return {
    headline: 'The role could not be assigned',
    color: 'Attention',
    lines: present([
      words({ text: view.command === undefined ? discreet(status.failure.message) : status.failure.message, max: 600 }),
      view.command !== undefined &&
        status.failure.command !== undefined &&
        commandBox(status.failure.command, 'emphasis'),
      ...byCommand(
        view.command,
        `${approvedBy(status)} approved. Whoever can approve may try again, or give the role with this:`,
      ),
    ]),
    actions: [button('Withdraw', verbs.withdraw, request), linkButton({ title: 'Open portal', url: view.portalUrl })],
    wide: true,
  };
}

function byCommand(command: string | undefined, howTo: string): Element[] {
  return command === undefined
    ? [
        words(
          'Say “requests” in your own chat with me: there I show the command with which an Owner can give the role.',
        ),
      ]
    : [words(howTo), commandBox(command, 'emphasis')];
}

/** What was there before the request cannot be given back, nor does it end. */
function heldActions(request: AccessRequest, status: Granted): (Action | undefined)[] {
  if (status.ending !== undefined || status.assignment.outcome === 'adopted') return [];
  const endsSoon = status.noticedAt !== undefined && status.expiresAt !== null;
  return [
    endsSoon ? button('Ask for longer', verbs.extend, { id: request.id }, { style: 'positive' }) : undefined,
    button('I’m done', verbs.done, request),
  ];
}
