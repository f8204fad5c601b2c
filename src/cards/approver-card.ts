import type { AccessRequest, Pending } from '../access/access-request.ts';
import { denyButton, lessButton, lessForm } from './approver-forms.ts';
import { type ApproverView, askedAndGiven, ended, ending, granted, type Told } from './approver-outcome.ts';
import { button, buttonRows } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { commandBox } from './command-box.ts';
import { dateAndTime } from './dates.ts';
import { linkButton } from './link.ts';
import { name, names } from './names.ts';
import { becauseRows, requestRows } from './request-rows.ts';
import { approvedBy, askInWords, firstApprovalInWords } from './request-words.ts';
import { row } from './row.ts';
import { smallEnough } from './small-enough.ts';
import { footnote, kicker, present, title, words } from './text.ts';
import { verbs } from './verbs.ts';

/** An approver's copy of an access request; the same card goes to the approvals channel. */
export function approverCard(request: AccessRequest, view: ApproverView): AdaptiveCard {
  return smallEnough(
    () => draw(request, view, { diagnosis: true }),
    () => draw(request, view, { diagnosis: false }),
  );
}

function draw(request: AccessRequest, view: ApproverView, detail: { diagnosis: boolean }): AdaptiveCard {
  const { status } = request;
  const { headline, color, lines, actions = [], wide = false } = tell(request, view);
  const toDecide = status.state === 'pending' || status.state === 'failed';
  return card(
    status.state === 'pending' ? headline : `${headline}: ${askInWords(request, 'asked')}`,
    present([
      kicker('Access request', color),
      title(headline),
      ...lines,
      {
        type: 'Container',
        spacing: 'Medium',
        ...(lines.length > 0 ? { separator: true } : {}),
        items: present([
          ...requestRows(request, 'approver', view.roleAllows),
          ...(toDecide && detail.diagnosis ? becauseRows(request) : []),
          toDecide && view.deciders.length > 0 && row('Can decide', names(view.deciders)),
        ]),
      },
      status.state === 'pending' && footnote(`Open until ${dateAndTime(status.lapsesAt)}.`),
      ...buttonRows(actions),
      status.state === 'pending' && lessForm(request, view.less),
    ]),
    wide ? 'full' : 'normal',
  );
}

/** The outcome first; who asked for what comes below it. */
function tell(request: AccessRequest, view: ApproverView): Told {
  const { status } = request;
  const asked = askedAndGiven(request);
  switch (status.state) {
    case 'pending':
      return pending(request, status, view);
    case 'approved':
      return {
        headline: `Approved by ${approvedBy(status)}`,
        color: 'Accent',
        lines: [asked, words('Assigning the role…')],
      };
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: present([
          asked,
          words(`${approvedBy(status)} approved.`),
          words({ text: status.failure.message, max: 600 }),
          status.failure.command !== undefined && commandBox(status.failure.command, 'emphasis'),
          words({ text: 'Or give the role yourself; I notice when it is there:', isSubtle: true }),
          commandBox(view.command, 'emphasis'),
        ]),
        actions: [
          button('Approve again', verbs.approve, request, { style: 'positive' }),
          linkButton({ title: 'Open portal', url: view.portalUrl }),
        ],
        wide: true,
      };
    case 'granted':
      return status.ending === undefined ? granted(request, status) : ending(request, status, status.ending, view);
    case 'denied':
      return {
        headline: `Denied by ${name(status.by.displayName)}`,
        color: 'Attention',
        lines: [asked, words({ text: `“${status.reason}”`, max: 520 })],
      };
    case 'withdrawn':
      return {
        headline: 'Withdrawn',
        lines: [words(`${askInWords(request, 'asked')}, and took it back. Nothing to do.`)],
      };
    case 'lapsed':
      return { headline: 'Nobody decided in time', lines: [asked, words('Nothing was changed.')] };
    case 'ended':
      return ended(request, status, view);
  }
}

function pending(request: AccessRequest, { firstApproval }: Pending, view: ApproverView): Told {
  return {
    headline: askInWords(request, 'asks'),
    color: 'Accent',
    lines: present([
      firstApproval !== undefined &&
        words([
          { text: firstApprovalInWords(firstApproval), weight: 'Bolder' },
          ' Permanent access takes two people: somebody else has to approve too.',
        ]),
      firstApproval === undefined &&
        view.permanentTakesTwo &&
        request.durationMinutes === null &&
        words(
          'Permanent access takes two people: somebody else has to approve after you. A shorter time takes only you.',
        ),
    ]),
    actions: [
      button('Approve', verbs.approve, request, { style: 'positive' }),
      denyButton(request),
      lessButton(view.less),
    ],
  };
}
