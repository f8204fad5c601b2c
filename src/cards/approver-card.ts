import type { AccessRequest, AccessStatus, Person } from '../access/access-request.ts';
import { button, buttons, formButton } from './button.ts';
import { type Action, type AdaptiveCard, type Color, card, type Element, type TextInput } from './card.ts';
import { dateAndTime } from './dates.ts';
import { inert } from './escape.ts';
import { name, names, shortRole } from './names.ts';
import { requestRows } from './request-rows.ts';
import { row } from './row.ts';
import { dated, footnote, kicker, present, title, words } from './text.ts';
import { REASON_MAX, verbs } from './verbs.ts';

export interface ApproverView {
  /** What the diagnosis found, in one sentence. */
  diagnosisLine?: string;
  /** What the role lets one do, in plain words: 'read and query, change nothing'. */
  roleAllows: string;
  /** Who else was asked. */
  others: string[];
}

/** An approver's copy of an access request; the same card goes to the approvals channel. */
export function approverCard(request: AccessRequest, view: ApproverView): AdaptiveCard {
  const { status } = request;
  const { headline, color, lines } = tell(request);
  return card(
    approverSummary(request),
    present([
      kicker('Access request', color),
      title(headline),
      ...lines,
      {
        type: 'Container',
        spacing: 'Medium',
        ...(lines.length > 0 ? { separator: true } : {}),
        items: present([
          ...requestRows(request, view.roleAllows),
          view.diagnosisLine !== undefined && row('Found', { text: view.diagnosisLine, max: 200 }),
          status.state === 'pending' && view.others.length > 0 && row('Asked', names(view.others)),
        ]),
      },
      status.state === 'pending' && footnote(`Open until ${dateAndTime(status.lapsesAt)}.`),
      buttons(actions(request)),
    ]),
  );
}

/** The request in one line, for a notification. */
export function approverSummary(request: AccessRequest): string {
  const { headline } = tell(request);
  return request.status.state === 'pending' ? headline : `${headline}: ${ask(request, 'asked')}`;
}

function ask({ requester, role, instance }: AccessRequest, verb: 'asks' | 'asked'): string {
  return `${name(requester.displayName)} ${verb} for ${shortRole(role.name)} on ${name(instance.name)}`;
}

function actions(request: AccessRequest): Action[] {
  if (request.status.state === 'failed') {
    return [button('Try again', verbs.approve, request, { style: 'positive' })];
  }
  if (request.status.state !== 'pending') return [];
  return [
    button('Approve', verbs.approve, request, { style: 'positive' }),
    formButton('Deny…', present([reasonInput(request), buttons([denyButton(request)])])),
  ];
}

function reasonInput({ requester }: AccessRequest): TextInput {
  return {
    type: 'Input.Text',
    id: 'reason',
    label: `Why not? ${inert(name(requester.displayName))} will read this.`,
    isMultiline: true,
    isRequired: true,
    errorMessage: 'Say in a few words why not.',
    maxLength: REASON_MAX,
  };
}

function denyButton(request: AccessRequest): Action {
  return button('Deny', verbs.deny, request, { style: 'destructive', form: true });
}

/** The outcome first; who asked for what comes below it. */
function tell(request: AccessRequest): { headline: string; color?: Color; lines: Element[] } {
  const { status } = request;
  const asked = words(`${ask(request, 'asked')}.`);
  switch (status.state) {
    case 'pending':
      return { headline: ask(request, 'asks'), color: 'Accent', lines: [] };
    case 'approved':
      return { headline: approvedBy(status), color: 'Accent', lines: [asked, words('Assigning the role…')] };
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: [
          words(`${ask(request, 'asked')}; ${name(status.by.displayName)} approved.`),
          words(status.failure.message),
        ],
      };
    case 'granted':
      return { headline: approvedBy(status), color: 'Good', lines: [asked, ...granted(status)] };
    case 'denied':
      return {
        headline: `Denied by ${name(status.by.displayName)}`,
        color: 'Attention',
        lines: [asked, words({ text: `“${status.reason}”`, max: 520 })],
      };
    case 'withdrawn':
      return { headline: 'Withdrawn', lines: [words(`${ask(request, 'asked')}, and took it back. Nothing to do.`)] };
    case 'lapsed':
      return { headline: 'Nobody decided in time', lines: [asked, words('Nothing was changed.')] };
    case 'ended':
      return {
        headline: status.how === 'expired' ? 'Access ended as planned' : 'The role was removed in Azure',
        lines: [asked, end(status)],
      };
  }
}

function approvedBy({ by }: { by: Person }): string {
  return `Approved by ${name(by.displayName)}`;
}

const ACCESS = {
  checking: 'Checking that it works…',
  effective: 'Azure’s rules now let them in.',
  late: 'It does not work yet.',
};

function granted(status: Extract<AccessStatus, { state: 'granted' }>): Element[] {
  const how =
    status.assignment.outcome === 'adopted'
      ? 'The role was there already, so I will not take it away.'
      : 'The role is assigned.';
  return present([
    words(`${how} ${ACCESS[status.access]}`),
    status.expiresAt !== null && dated(`I take it away ${dateAndTime(status.expiresAt)}.`),
  ]);
}

function end({ how, at }: Extract<AccessStatus, { state: 'ended' }>): Element {
  return dated(
    how === 'expired'
      ? `The time was up, and I took the role away ${dateAndTime(at)}.`
      : `Gone ${dateAndTime(at)}. I did not remove it.`,
  );
}
