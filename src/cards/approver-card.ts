import type { AccessRequest, Ended, Ending, Granted, Pending } from '../access/access-request.ts';
import { denyButton, type LessChoices, lessButton, lessForm, revokeButton } from './approver-forms.ts';
import { button, buttonRows } from './button.ts';
import { type Action, type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { commandBox } from './command-box.ts';
import { dateAndTime } from './dates.ts';
import { linkButton } from './link.ts';
import { name, names } from './names.ts';
import { becauseRows, requestRows } from './request-rows.ts';
import { approvedBy, askInWords, grantInWords, isLess } from './request-words.ts';
import { row } from './row.ts';
import { smallEnough } from './small-enough.ts';
import { dated, footnote, kicker, present, title, words } from './text.ts';
import { verbs } from './verbs.ts';

export interface ApproverView {
  /** What the role lets one do, in plain words: 'read and query, change nothing'. */
  roleAllows: string;
  /** Everybody who has this card: people's names, 'the approvals channel'. */
  deciders: string[];
  /** What can be given instead; undefined where nothing is less. */
  less?: LessChoices | undefined;
  /** Permanent access takes two different people. */
  permanentTakesTwo: boolean;
  /** What does without the bot what it could not do: gives the role or, once granted, takes it away. */
  command: string;
  portalUrl: string;
}

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

interface Told {
  headline: string;
  color?: Color;
  lines: Element[];
  actions?: (Action | undefined)[];
  /** There is a command to read. */
  wide?: boolean;
}

/** The outcome first; who asked for what comes below it. */
function tell(request: AccessRequest, view: ApproverView): Told {
  const { status } = request;
  const asked = words(`${askInWords(request, 'asked')}.`);
  switch (status.state) {
    case 'pending':
      return pending(request, status, view);
    case 'approved':
      return {
        headline: `Approved by ${approvedBy(status)}`,
        color: 'Accent',
        lines: present([asked, given(request), words('Assigning the role…')]),
      };
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: present([
          words(`${askInWords(request, 'asked')}; ${approvedBy(status)} approved.`),
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
          { text: `${name(firstApproval.by.displayName)} approved ${grantInWords(firstApproval)}.`, weight: 'Bolder' },
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

function given(request: AccessRequest): Element | undefined {
  return isLess(request) ? words([{ text: 'Given: ', isSubtle: true }, grantInWords(request)]) : undefined;
}

const ACCESS = {
  checking: 'Checking that it works…',
  effective: 'Azure’s rules now let them in.',
  late: 'It does not work yet.',
};

const COLORS = { checking: 'Accent', effective: 'Good', late: 'Warning' } as const;

function granted(request: AccessRequest, status: Granted): Told {
  const { assignment, expiresAt, access } = status;
  const isOurs = assignment.outcome === 'created';
  const how = isOurs ? 'The role is assigned.' : 'The role was there already, so I will not take it away.';
  return {
    headline: `Approved by ${approvedBy(status)}`,
    color: COLORS[access],
    lines: present([
      words(`${askInWords(request, 'asked')}.`),
      given(request),
      words(`${how} ${ACCESS[access]}`),
      expiresAt !== null && dated(untilWhen(request, status, expiresAt)),
    ]),
    actions: isOurs ? [revokeButton(request)] : [],
  };
}

function untilWhen({ writer }: AccessRequest, { assignment }: Granted, expiresAt: string): string {
  if (assignment.scheduled !== undefined) return `Azure takes it away ${dateAndTime(expiresAt)}.`;
  if (writer === 'bot') return `I take it away ${dateAndTime(expiresAt)}.`;
  return `It is to end ${dateAndTime(expiresAt)}. I may not take it away myself, and ask for it then.`;
}

const WHY_IT_ENDS: Record<Ending['how'], (by: string) => string> = {
  expired: () => 'The time is up',
  revoked: (by) => `${by} revoked it`,
  'given-back': (by) => `${by} gave it back`,
};

function ending(
  request: AccessRequest,
  status: Granted,
  { how, by, reason, failed }: Ending,
  view: ApproverView,
): Told {
  const why = WHY_IT_ENDS[how](name(by?.displayName ?? ''));
  const asked = words(`${askInWords(request, 'asked')}.`);
  const said = reason === undefined ? undefined : words({ text: `“${reason}”`, max: 520 });
  if (status.overdue === undefined) {
    return {
      headline: 'Taking the role away…',
      color: 'Warning',
      lines: present([asked, words(`${why}. The role stands until Azure has confirmed that it is gone.`), said]),
    };
  }
  const isMine = request.writer === 'bot';
  return {
    headline: `The role has to be taken away from ${name(request.subject.displayName)}`,
    color: 'Attention',
    lines: present([
      asked,
      words(
        isMine
          ? `${why}, and I could not take the role away. I go on trying.`
          : `${why}, and I may not take the role away myself. Whoever can assign roles here has to; ${approvedBy(status)} approved it.`,
      ),
      said,
      failed !== undefined && words({ text: failed.failure.message, max: 600 }),
      failed?.failure.command !== undefined && commandBox(failed.failure.command, 'emphasis'),
      failed?.failure.command !== view.command &&
        words({ text: isMine ? 'Or take it away yourself:' : 'In a terminal:', isSubtle: true }),
      failed?.failure.command !== view.command && commandBox(view.command, 'emphasis'),
    ]),
    actions: [
      isMine ? undefined : button('Take it away', verbs.revoke, request, { style: 'destructive' }),
      button(isMine ? 'Try again' : 'I have removed it', verbs.lookAgain, { id: request.id }),
      linkButton({ title: 'Open portal', url: view.portalUrl }),
    ],
    wide: true,
  };
}

function ended(request: AccessRequest, { how, by, at, reason }: Ended, view: ApproverView): Told {
  const asked = words(`${askInWords(request, 'asked')}.`);
  const said = reason === undefined ? undefined : words({ text: `“${reason}”`, max: 520 });
  const who = name(by.displayName);
  const gone = `The role is gone since ${dateAndTime(at)}.`;
  switch (how) {
    case 'expired':
      return {
        headline: 'Access ended as planned',
        lines: [
          asked,
          dated(request.writer === 'bot' ? `The time was up, and I took the role away ${dateAndTime(at)}.` : gone),
        ],
      };
    case 'revoked':
      return { headline: `Revoked by ${who}`, lines: present([asked, said, dated(gone)]) };
    case 'given-back':
      return { headline: `Given back by ${who}`, lines: [asked, dated(gone)] };
    case 'removed-outside':
      return {
        headline: 'The role was removed in Azure',
        lines: [asked, dated(`Gone ${dateAndTime(at)}. I did not remove it.`)],
      };
    case 'changed-outside':
      return {
        headline: 'The role was changed in Azure',
        color: 'Warning',
        lines: [
          asked,
          words('What stands there now is not what was approved, so I leave it alone. Look whether it should stay.'),
        ],
        actions: [linkButton({ title: 'Open portal', url: view.portalUrl })],
      };
    case 'extended':
      return {
        headline: 'Continued in a newer request',
        lines: [asked, words('The role stays; the newer request has its end.')],
      };
  }
}
