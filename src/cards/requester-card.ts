import type { AccessRequest, AccessStatus } from '../access/access-request.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { commandBox } from './command-box.ts';
import { dateAndTime } from './dates.ts';
import { linkButton } from './link.ts';
import { name, names, shortRole } from './names.ts';
import { requestRows } from './request-rows.ts';
import { dated, heading, kicker, present, words } from './text.ts';
import { verbs } from './verbs.ts';

export interface RequesterView {
  /** Who has the card in front of them: people's names, 'the approvals channel'. */
  reachable: string[];
  /** What an Owner could run instead. */
  command: string;
  portalUrl: string;
}

/** The requester's copy of an access request, in whatever state it is. */
export function requesterCard(request: AccessRequest, view: RequesterView): AdaptiveCard {
  const { headline, color, lines, actions = [] } = tell(request, view);
  return card(
    requesterSummary(request),
    present([
      kicker('Your access request', color),
      heading(headline),
      ...lines,
      { type: 'Container', spacing: 'Medium', separator: true, items: requestRows(request) },
      buttons(actions),
    ]),
  );
}

/** The request in one line, for a notification. */
export function requesterSummary(request: AccessRequest): string {
  return `${shortRole(request.role.name)} on ${name(request.instance.name)}: ${inAWord(request.status)}`;
}

/** The state of a request in a word or two. */
export function inAWord(status: AccessStatus): string {
  switch (status.state) {
    case 'pending':
      return 'waiting for approval';
    case 'approved':
      return 'approved, being assigned';
    case 'failed':
      return 'could not be assigned';
    case 'granted':
      return { checking: 'assigned, being checked', effective: 'works', late: 'assigned, not working yet' }[
        status.access
      ];
    case 'ended':
      return status.how === 'expired' ? 'ended' : 'removed in Azure';
    default:
      return status.state;
  }
}

interface Told {
  headline: string;
  color?: Color;
  lines: Element[];
  actions?: Parameters<typeof buttons>[0];
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
        lines: [words(`${name(status.by.displayName)} approved. Assigning the role…`)],
      };
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: [
          words(status.failure.message),
          words(`${name(status.by.displayName)} approved it and can try again, or run this:`),
          commandBox(view.command, 'emphasis'),
        ],
        actions: [
          button('Withdraw', verbs.withdraw, request),
          linkButton({ title: 'Open portal', url: view.portalUrl }),
        ],
      };
    case 'granted':
      return granted(status);
    case 'denied':
      return {
        headline: 'Denied',
        color: 'Attention',
        lines: [
          words([`${name(status.by.displayName)} said: `, { text: `“${status.reason}”`, max: 520 }]),
          words({ text: 'Talk to them, then tell me about the 403 again to ask anew.', isSubtle: true }),
        ],
      };
    case 'withdrawn':
      return { headline: 'Withdrawn', lines: [words('You took this request back. Nothing was changed.')] };
    case 'lapsed':
      return {
        headline: 'Nobody decided in time',
        color: 'Warning',
        lines: [words('Nothing was changed. Tell me about the 403 again to ask anew.')],
      };
    case 'ended':
      return {
        headline: status.how === 'expired' ? 'Access ended as planned' : 'The role was removed in Azure',
        lines: [
          dated(
            status.how === 'expired'
              ? `I took the role away ${dateAndTime(status.at)}.`
              : `Gone ${dateAndTime(status.at)}. I did not remove it.`,
          ),
          words({ text: 'Still need it? Tell me about the 403 again.', isSubtle: true }),
        ],
      };
  }
}

function pending(
  request: AccessRequest,
  status: Extract<AccessStatus, { state: 'pending' }>,
  view: RequesterView,
): Told {
  const withdraw = button('Withdraw', verbs.withdraw, request);
  if (!status.approversFound) {
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
      color: 'Warning',
      lines: [
        words(known.length > 0 ? `Send this to ${names(known)}:` : 'Send this to an Owner of the subscription:'),
        commandBox(view.command, 'emphasis'),
      ],
      actions: [linkButton({ title: 'Open portal', url: view.portalUrl }), withdraw],
    };
  }
  return {
    headline: 'Waiting for approval',
    color: 'Accent',
    lines: [
      words(`Asked ${names(view.reachable)}. You will hear from me as soon as someone decides.`),
      dated(`Open until ${dateAndTime(status.lapsesAt)}.`),
    ],
    actions: [withdraw],
  };
}

function granted(status: Extract<AccessStatus, { state: 'granted' }>): Told {
  const by = name(status.by.displayName);
  const until = status.expiresAt === null ? [] : [dated(`You have it until ${dateAndTime(status.expiresAt)}.`)];
  switch (status.access) {
    case 'checking':
      return {
        headline: 'Role assigned',
        color: 'Accent',
        lines: [words(`${by} approved. Checking that it works; Azure can need ten minutes.`), ...until],
      };
    case 'effective':
      return {
        headline: 'Try again now',
        color: 'Good',
        lines: [words(`${by} approved, and Azure’s rules now let you in.`), ...until],
      };
    case 'late':
      return {
        headline: 'Role assigned, not working yet',
        color: 'Warning',
        lines: [
          words(`${by} approved, but Azure does not let you in yet. Sign out and in again, then retry.`),
          words('Still 403? Send me the new error.'),
          ...until,
        ],
      };
  }
}
