import type { Proposal } from '../diagnosis/diagnosis.ts';
import { button, buttons } from './button.ts';
import type { ChoiceSetInput, Element } from './card.ts';
import { inert } from './escape.ts';
import { shortRole } from './names.ts';
import { present, words } from './text.ts';
import { PERMANENT, REASON_MAX, verbs } from './verbs.ts';

export interface RequestOptions {
  /** Roles that may be asked for; `allows` in plain words: 'read and query, change nothing'. */
  roles: { id: string; name: string; allows: string }[];
  defaultRoleId?: string;
  /** Shortest first; null is permanent. */
  durations: { minutes: number | null; label: string }[];
}

/** Which role, how long, and why. */
export function requestForm(id: string, options: RequestOptions, proposal: Proposal): Element[] {
  const [onlyRole] = options.roles;
  return present([
    options.roles.length > 1
      ? roleInput(options, proposal)
      : words([
          { text: shortRole(onlyRole?.name ?? proposal.roleName), weight: 'Bolder' },
          ...(onlyRole ? [`: ${onlyRole.allows}`] : []),
        ]),
    {
      type: 'Input.ChoiceSet',
      id: 'minutes',
      label: 'For how long',
      style: 'compact',
      choices: options.durations.map(({ minutes, label }) => ({ title: inert(label, 60), value: value(minutes) })),
      value: value(options.durations[0]?.minutes ?? null),
      isRequired: true,
      errorMessage: 'Choose how long you need it.',
    },
    {
      type: 'Input.Text',
      id: 'reason',
      label: 'Why you need it',
      placeholder: 'One sentence for the person who decides',
      isMultiline: true,
      isRequired: true,
      errorMessage: 'Say in a few words why you need it.',
      maxLength: REASON_MAX,
    },
    buttons([button('Send request', verbs.request, { id }, { style: 'positive', form: true })]),
  ]);
}

function roleInput(options: RequestOptions, proposal: Proposal): ChoiceSetInput {
  return {
    type: 'Input.ChoiceSet',
    id: 'role',
    label: 'Role',
    style: 'expanded',
    wrap: true,
    choices: options.roles.map((role) => ({
      title: inert(`${shortRole(role.name)}: ${role.allows}`, 200),
      value: role.id,
    })),
    value: options.defaultRoleId ?? proposal.roleId,
    isRequired: true,
    errorMessage: 'Choose a role.',
  };
}

function value(minutes: number | null): string {
  return minutes === null ? PERMANENT : String(minutes);
}
