/** What is asked before a diagnosis: which instance, who calls, what was tried. */
import type { Instance } from '../tenant.ts';
import type { ChoiceSetInput, TextInput } from './card.ts';
import { inert } from './escape.ts';
import { name } from './names.ts';
import { CALLER_MAX, NOT_SURE } from './verbs.ts';

/** Above this a list to search in is quicker than one to read. */
const READABLE = 5;

export type Caller = 'me' | 'app' | 'user' | 'group';

/** `value` comes back as `instance`; `detail` tells equal names apart; `more` are not among these. */
export interface InstanceChoice {
  choices: { value: string; name: string; detail: string }[];
  more: number;
  preselected?: string;
}

/** More than that nobody looks through. */
export const MOST_INSTANCES = 30;

/** The list that an instance is chosen from. `preselected`: a resource id. */
export function instanceChoice(
  instances: readonly Pick<Instance, 'id' | 'name' | 'resourceGroup' | 'location'>[],
  preselected: string | undefined,
): InstanceChoice {
  return {
    choices: instances.slice(0, MOST_INSTANCES).map(({ id: value, name, resourceGroup, location }) => ({
      value,
      name,
      detail: `${resourceGroup}, ${location}`,
    })),
    more: Math.max(0, instances.length - MOST_INSTANCES),
    ...(preselected !== undefined && { preselected }),
  };
}

export function instanceInput({ choices, more, preselected }: InstanceChoice): ChoiceSetInput {
  const few = choices.length <= READABLE && more === 0;
  return {
    type: 'Input.ChoiceSet',
    id: 'instance',
    label: few ? 'Instance' : 'Instance (type to search)',
    style: few ? 'expanded' : 'filtered',
    wrap: true,
    choices: choices.map((choice) => ({
      title: inert([name(choice.name), choice.detail].filter(Boolean).join(' – '), 120),
      value: choice.value,
    })),
    ...(few ? {} : { placeholder: 'Name of the instance' }),
    ...(preselected !== undefined && choices.some(({ value }) => value === preselected) && { value: preselected }),
    isRequired: true,
    errorMessage: 'Choose an instance.',
  };
}

const callerTitles: Record<Caller, string> = {
  me: 'I do',
  app: 'An app or managed identity',
  user: 'Somebody else',
  group: 'The members of a group',
};

export function callerInput(preselected: Caller, label: string): ChoiceSetInput {
  const offered: Caller[] = preselected === 'group' ? ['me', 'app', 'user', 'group'] : ['me', 'app', 'user'];
  return {
    type: 'Input.ChoiceSet',
    id: 'who',
    label,
    style: 'compact',
    choices: offered.map((value) => ({ title: callerTitles[value], value })),
    value: preselected,
  };
}

const callerLabels: Record<Caller, string> = {
  me: 'If not you: app id, name or e-mail',
  app: 'App id, or exact name',
  user: 'E-mail (sign-in name)',
  group: 'Name of the group',
};

export function callerName(preselected: Caller): TextInput {
  return {
    type: 'Input.Text',
    id: 'caller',
    label: callerLabels[preselected],
    placeholder: preselected === 'user' ? 'alex@contoso.com' : 'For example twin-sync',
    maxLength: CALLER_MAX,
  };
}

const TRIED = [
  { title: 'Not sure', value: NOT_SURE },
  { title: 'Read or query twins', value: 'query' },
  { title: 'Create or change twins', value: 'write' },
  { title: 'Delete twins', value: 'delete' },
  { title: 'Upload or change models', value: 'models' },
  { title: 'Event routes', value: 'event-routes' },
  { title: 'Import or delete jobs', value: 'jobs' },
];

/** `preselected`: an operation; one that is not offered is 'not sure'. */
export function triedInput(preselected: string = NOT_SURE): ChoiceSetInput {
  return {
    type: 'Input.ChoiceSet',
    id: 'tried',
    label: 'What was tried (optional)',
    style: 'compact',
    choices: TRIED,
    value: TRIED.some(({ value }) => value === preselected) ? preselected : NOT_SURE,
  };
}
