/** What an approver fills in: what to give instead, why not, why no longer. */
import type { AccessRequest } from '../access/access-request.ts';
import { button, buttons, formButton, toggleButton } from './button.ts';
import type { Action, Element, TextInput } from './card.ts';
import { inert } from './escape.ts';
import { durationInput, type OfferedDuration, type OfferedRole, roleInput } from './grant-inputs.ts';
import { name, shortRole } from './names.ts';
import { footnote, present, words } from './text.ts';
import { REASON_MAX, verbs } from './verbs.ts';

/** What can be given instead of what was asked: that and everything smaller. Of one choice nothing is asked. */
export interface LessChoices {
  /** Smallest first. */
  roles: readonly OfferedRole[];
  /** Shortest first. */
  durations: readonly OfferedDuration[];
  preselected: { roleId: string; minutes: number | null };
}

const LESS = 'less';

export function lessButton(less: LessChoices | undefined): Action | undefined {
  return less && toggleButton('Approve with less…', LESS);
}

/**
 * Not a card of its own that the button opens: its inputs all have values, so that the other buttons may send them too,
 * and it stays open when the card is drawn again.
 */
export function lessForm(request: AccessRequest, less: LessChoices | undefined): Element | undefined {
  if (less === undefined) return undefined;
  const { roles, durations, preselected } = less;
  return {
    type: 'Container',
    id: LESS,
    isVisible: false,
    style: 'emphasis',
    spacing: 'Medium',
    items: present([
      words({ text: 'Give instead', weight: 'Bolder' }, 'None'),
      roles.length > 1 && roleInput(roles, preselected.roleId),
      durations.length > 1 && durationInput(durations, preselected.minutes),
      footnote(`${inert(name(request.requester.displayName))} sees what was asked and what you gave.`),
      buttons([button('Approve this', verbs.approveLess, request, { style: 'positive', form: true })]),
    ]),
  };
}

export function denyButton(request: AccessRequest): Action {
  return formButton('Deny…', [
    reasonInput(
      `Why not? ${inert(name(request.requester.displayName))} will read this.`,
      'Say in a few words why not.',
    ),
    ...present([buttons([button('Deny', verbs.deny, request, { style: 'destructive', form: true })])]),
  ]);
}

/** Asks once more, for the access is gone at once. */
export function revokeButton(request: AccessRequest): Action {
  const { subject, role, instance, requester } = request;
  const loses = `${name(subject.displayName)} loses ${shortRole(role.name)} on ${name(instance.name)} now.`;
  return formButton('Revoke…', [
    words(loses),
    reasonInput(`Why? Optional; ${inert(name(requester.displayName))} will read this.`),
    ...present([buttons([button('Revoke now', verbs.revoke, request, { style: 'destructive', form: true })])]),
  ]);
}

/** `errorMessage`: it has to be given. */
function reasonInput(label: string, errorMessage?: string): TextInput {
  return {
    type: 'Input.Text',
    id: 'reason',
    label,
    isMultiline: true,
    ...(errorMessage !== undefined && { isRequired: true, errorMessage }),
    maxLength: REASON_MAX,
  };
}
