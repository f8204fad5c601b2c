import type { AccessRequest, AccessStatus } from '../access/access-request.ts';
import { button, buttons, formButton } from './button.ts';
import { type Action, type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { dateAndTime } from './dates.ts';
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
  const { label, color, outcome } = tell(status);
  return card(
    approverSummary(request),
    present([
      kicker(label, color),
      title(ask(request)),
      ...outcome,
      {
        type: 'Container',
        spacing: 'Medium',
        ...(outcome.length > 0 ? { separator: true } : {}),
        items: present([
          ...requestRows(request, view.roleAllows),
          view.diagnosisLine !== undefined && row('Found', { text: view.diagnosisLine, max: 200 }),
          status.state === 'pending' && view.others.length > 0 && row('Also asked', names(view.others)),
        ]),
      },
      status.state === 'pending' && footnote(`Open until ${dateAndTime(status.lapsesAt)}.`),
      buttons(actions(request)),
    ]),
  );
}

/** The request in one line, for a notification. */
export function approverSummary(request: AccessRequest): string {
  const { status } = request;
  return status.state === 'pending' ? ask(request) : `${ask(request)} – ${tell(status).label}`;
}

function ask({ requester, role, instance }: AccessRequest): string {
  return `${name(requester.displayName)} asks for ${shortRole(role.name)} on ${name(instance.name)}`;
}

function actions(request: AccessRequest): Action[] {
  if (request.status.state === 'failed') {
    return [button('Try again', verbs.approve, request, { style: 'positive' })];
  }
  if (request.status.state !== 'pending') return [];
  return [
    button('Approve', verbs.approve, request, { style: 'positive' }),
    formButton(
      'Deny…',
      present([
        {
          type: 'Input.Text',
          id: 'reason',
          label: `Why not? ${name(request.requester.displayName)} will read this`,
          isMultiline: true,
          isRequired: true,
          errorMessage: 'Say in a few words why not.',
          maxLength: REASON_MAX,
        },
        buttons([button('Deny', verbs.deny, request, { style: 'destructive', form: true })]),
      ]),
    ),
  ];
}

function tell(status: AccessStatus): { label: string; color?: Color; outcome: Element[] } {
  switch (status.state) {
    case 'pending':
      return { label: 'Access request', color: 'Accent', outcome: [] };
    case 'approved':
      return {
        label: 'Approved',
        color: 'Accent',
        outcome: [words(`${name(status.by.displayName)} approved. Assigning the role…`)],
      };
    case 'failed':
      return {
        label: 'Could not be assigned',
        color: 'Attention',
        outcome: [
          words(`${name(status.by.displayName)} approved, but the role could not be assigned.`),
          words(status.failure.message),
        ],
      };
    case 'granted':
      return {
        label: 'Approved',
        color: 'Good',
        outcome: present([
          words(
            `${name(status.by.displayName)} approved. ${
              status.assignment.outcome === 'adopted'
                ? 'Azure already had this role, so I leave it as it is.'
                : 'The role is assigned.'
            }${ACCESS[status.access]}`,
          ),
          status.expiresAt !== null && dated(`Until ${dateAndTime(status.expiresAt)}.`),
        ]),
      };
    case 'denied':
      return {
        label: 'Denied',
        color: 'Attention',
        outcome: [words([`${name(status.by.displayName)} denied: `, { text: `“${status.reason}”`, max: 520 }])],
      };
    case 'withdrawn':
      return { label: 'Withdrawn', outcome: [words('The requester took it back. Nothing to do.')] };
    case 'lapsed':
      return { label: 'Lapsed', outcome: [words('Nobody decided in time. Nothing was changed.')] };
    case 'ended':
      return {
        label: 'Ended',
        outcome: [
          dated(
            status.how === 'expired'
              ? `The time was up, and the role was taken away ${dateAndTime(status.at)}.`
              : `The role is gone from Azure, seen ${dateAndTime(status.at)}. It was not removed by me.`,
          ),
        ],
      };
  }
}

const ACCESS = { checking: ' Checking that it works…', effective: ' It works.', late: ' It does not work yet.' };
