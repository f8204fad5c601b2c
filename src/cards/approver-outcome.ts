/** What an approver's card says of access once it was given: who gave what, how it stands, and how it ended. */
import type { AccessRequest, Ended, Ending, Granted } from '../access/access-request.ts';
import type { LessChoices } from './approver-forms.ts';
import { revokeButton } from './approver-forms.ts';
import { button } from './button.ts';
import type { Action, Color, Element } from './card.ts';
import { commandBox } from './command-box.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { forHowLong } from './duration.ts';
import { linkButton } from './link.ts';
import { name } from './names.ts';
import { approvedBy, askInWords, grantInWords, isLess, subjectInWords } from './request-words.ts';
import { dated, present, words } from './text.ts';
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
  /** Whether the click of an approver takes away what an approver wrote: where approvers sign in. */
  clickRemoves: boolean;
  /** What does without the bot what it could not do: gives the role or, once granted, takes it away. */
  command: string;
  portalUrl: string;
}

export interface Told {
  headline: string;
  color?: Color;
  lines: Element[];
  actions?: (Action | undefined)[];
  /** There is a command to read. */
  wide?: boolean;
}

/** What was asked, and where it is less what was given: 'Alex Wilber asked for …. Given: …'. */
export function askedAndGiven(request: AccessRequest): Element {
  if (!isLess(request)) return words(`${askInWords(request, 'asked')}.`);
  return words(
    `${askInWords(request, 'asked')} ${forHowLong(request.asked.durationMinutes)}. Given: ${grantInWords(request)}.`,
  );
}

const ACCESS = {
  checking: 'Checking that it works…',
  effective: 'Azure’s rules now let them in.',
  late: 'It does not work yet.',
};

const COLORS = { checking: 'Accent', effective: 'Default', late: 'Attention' } as const;

export function granted(request: AccessRequest, status: Granted): Told {
  const { assignment, expiresAt, access } = status;
  const isOurs = assignment.outcome === 'created';
  const how = isOurs ? 'The role is assigned.' : 'The role was there already, so I will not take it away.';
  return {
    headline: `Approved by ${approvedBy(status)}`,
    color: COLORS[access],
    lines: present([
      askedAndGiven(request),
      words(`${how} ${ACCESS[access]}`),
      expiresAt !== null && dated(untilWhen(request, status, expiresAt)),
    ]),
    actions: isOurs ? [revokeButton(request)] : [],
  };
}

function untilWhen({ writer }: AccessRequest, { assignment }: Granted, expiresAt: string): string {
  if (assignment.scheduled !== undefined) return `Azure takes it away ${onDateAndTime(expiresAt)}.`;
  if (writer === 'bot') return `I take it away ${onDateAndTime(expiresAt)}.`;
  return `It is to end ${onDateAndTime(expiresAt)}. I may not take it away myself, and ask for it then.`;
}

const WHY_IT_ENDS: Record<Ending['how'], (by: string) => string> = {
  expired: () => 'The time is up',
  revoked: (by) => `${by} revoked it`,
  'given-back': (by) => `${by} gave it back`,
};

export function ending(
  request: AccessRequest,
  status: Granted,
  { how, by, reason, failed }: Ending,
  view: ApproverView,
): Told {
  const why = WHY_IT_ENDS[how](name(by?.displayName ?? ''));
  const asked = askedAndGiven(request);
  const said = reason === undefined ? undefined : words({ text: `“${reason}”`, max: 520 });
  if (status.overdue === undefined) {
    return {
      headline: 'Taking the role away…',
      color: 'Accent',
      lines: present([asked, words(`${why}. The role stands until Azure has confirmed that it is gone.`), said]),
    };
  }
  const isMine = request.writer === 'bot';
  return {
    headline: `The role has to be taken away from ${subjectInWords(request.subject)}`,
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
      isMine || !view.clickRemoves
        ? undefined
        : button('Take it away', verbs.revoke, request, { style: 'destructive' }),
      button(isMine ? 'Try again' : 'I have removed it', verbs.lookAgain, { id: request.id }),
      linkButton({ title: 'Open portal', url: view.portalUrl }),
    ],
    wide: true,
  };
}

export function ended(request: AccessRequest, { how, by, at, reason }: Ended, view: ApproverView): Told {
  const asked = askedAndGiven(request);
  const said = reason === undefined ? undefined : words({ text: `“${reason}”`, max: 520 });
  const who = name(by.displayName);
  const gone = `The role has been gone since ${dateAndTime(at)}.`;
  switch (how) {
    case 'expired':
      return {
        headline: 'Access ended as planned',
        lines: [
          asked,
          dated(request.writer === 'bot' ? `The time was up, and I took the role away ${onDateAndTime(at)}.` : gone),
        ],
      };
    case 'revoked':
      return { headline: `Revoked by ${who}`, lines: present([asked, said, dated(gone)]) };
    case 'given-back':
      return { headline: `Given back by ${who}`, lines: [asked, dated(gone)] };
    case 'removed-outside':
      return {
        headline: 'The role was removed in Azure',
        lines: [asked, dated(`I saw ${onDateAndTime(at)} that it was gone. I did not remove it.`)],
      };
    case 'changed-outside':
      return {
        headline: 'The role was changed in Azure',
        color: 'Attention',
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
