import { button, buttons } from './button.ts';
import { type AdaptiveCard, type ChoiceSetInput, card, type TextInput } from './card.ts';
import { inert } from './escape.ts';
import { name } from './names.ts';
import { footnote, heading, present, words } from './text.ts';
import { CALLER_MAX, NOT_SURE, verbs } from './verbs.ts';

/** Above this a list to search in is quicker than one to read. */
const READABLE = 5;

export type Caller = 'me' | 'app' | 'user' | 'group';

export interface Question {
  /** The diagnosis record's opaque id. */
  id: string;
  /** Asked where several instances could be meant. `value` comes back as `instance`; `detail` tells equal names apart. */
  instance?: { choices: { value: string; name: string; detail: string }[]; more: number; preselected?: string };
  /** Asked where nobody was named. `hint`, our own words: what is needed of whom the person spoke of without a name. */
  caller?: { preselected: Caller; hint?: string; forRequest?: boolean };
  /** Asked where the text does not say what was tried. Answering it is optional. */
  tried?: boolean;
}

/** The one question before a diagnosis: all that is missing, each with the answer that is likely. */
export function questionCard({ id, instance, caller, tried }: Question): AdaptiveCard {
  const title = titleOf(instance !== undefined, caller?.hint !== undefined);
  return card(
    title,
    present([
      heading(title),
      caller?.hint !== undefined && words(caller.hint),
      instance !== undefined && instanceInput(instance),
      instance !== undefined && footnote(elsewhere(instance.more)),
      caller !== undefined && callerInput(caller),
      caller !== undefined && callerName(caller.preselected),
      tried === true && triedInput,
      buttons([
        button(
          instance === undefined ? 'Check' : 'Check this one',
          verbs.confirmSymptoms,
          { id },
          { style: 'positive', form: true },
        ),
      ]),
    ]),
  );
}

function titleOf(asksInstance: boolean, asksCaller: boolean): string {
  if (!asksCaller) return 'Which instance answered 403?';
  return asksInstance ? 'Whose access, and to which instance?' : 'Whose access?';
}

function instanceInput({ choices, more, preselected }: NonNullable<Question['instance']>): ChoiceSetInput {
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

function callerInput({ preselected, forRequest }: NonNullable<Question['caller']>): ChoiceSetInput {
  const offered: Caller[] = preselected === 'group' ? ['me', 'app', 'user', 'group'] : ['me', 'app', 'user'];
  return {
    type: 'Input.ChoiceSet',
    id: 'who',
    label: forRequest ? 'Who needs access' : 'Who gets the 403',
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

function callerName(preselected: Caller): TextInput {
  return {
    type: 'Input.Text',
    id: 'caller',
    label: callerLabels[preselected],
    placeholder: preselected === 'user' ? 'alex@contoso.com' : 'For example twin-sync',
    maxLength: CALLER_MAX,
  };
}

const triedInput: ChoiceSetInput = {
  type: 'Input.ChoiceSet',
  id: 'tried',
  label: 'What was tried (optional)',
  style: 'compact',
  choices: [
    { title: 'Not sure', value: NOT_SURE },
    { title: 'Read or query twins', value: 'query' },
    { title: 'Create or change twins', value: 'write' },
    { title: 'Delete twins', value: 'delete' },
    { title: 'Upload or change models', value: 'models' },
    { title: 'Event routes', value: 'event-routes' },
    { title: 'Import or delete jobs', value: 'jobs' },
  ],
  value: NOT_SURE,
};

function elsewhere(more: number): string {
  const hidden = more > 0 ? `${more} more are not listed. ` : '';
  return `${hidden}Not there? Send me its host name: it ends in digitaltwins.azure.net.`;
}
