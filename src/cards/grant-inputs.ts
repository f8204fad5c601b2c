/** Which role, and for how long: the inputs of every form that is about a grant. */
import type { ChoiceSetInput } from './card.ts';
import { inert } from './escape.ts';
import { shortRole } from './names.ts';
import { PERMANENT } from './verbs.ts';

export interface OfferedRole {
  id: string;
  name: string;
  /** In plain words: 'read and query, change nothing'. */
  allows: string;
}

export interface OfferedDuration {
  /** null is permanent. */
  minutes: number | null;
  label: string;
}

/** `preselected`: a role id. */
export function roleInput(roles: readonly OfferedRole[], preselected: string): ChoiceSetInput {
  return {
    type: 'Input.ChoiceSet',
    id: 'role',
    label: 'Role',
    style: 'expanded',
    wrap: true,
    choices: roles.map((role) => ({ title: inert(`${shortRole(role.name)}: ${role.allows}`, 200), value: role.id })),
    value: preselected,
    isRequired: true,
    errorMessage: 'Choose a role.',
  };
}

export function durationInput(durations: readonly OfferedDuration[], preselected: number | null): ChoiceSetInput {
  return {
    type: 'Input.ChoiceSet',
    id: 'minutes',
    label: 'For how long',
    style: 'compact',
    choices: durations.map(({ minutes, label }) => ({ title: inert(label, 60), value: choiceOf(minutes) })),
    value: choiceOf(preselected),
    isRequired: true,
    errorMessage: 'Choose for how long.',
  };
}

function choiceOf(minutes: number | null): string {
  return minutes === null ? PERMANENT : String(minutes);
}
