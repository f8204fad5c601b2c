import type { SymptomKind, SymptomReport } from '../symptoms/report.ts';
import { buttons } from './button.ts';
import { type AdaptiveCard, type ChoiceSetInput, card, type RichTextBlock, type TextInput } from './card.ts';
import { inert, plain } from './escape.ts';
import { name } from './names.ts';
import { callerInput, callerName, type InstanceChoice, instanceInput, triedInput } from './question-inputs.ts';
import { secretsSeen } from './secret-card.ts';
import { footnote, heading, present, words } from './text.ts';
import { CALLER_MAX } from './verbs.ts';

/** `who` of the form where the trouble is that of the person who wrote the message. */
export const AUTHOR = 'author';

/** `instance` of the form, before the name, where one is meant that cannot be seen. */
export const AS_WRITTEN = 'as-written:';

/** What the form sends, all of it text. */
export interface UnderstoodInputs {
  instance?: string | undefined;
  /** An instance that is not in the list, by its name or host name. */
  written?: string | undefined;
  who?: string | undefined;
  caller?: string | undefined;
  tried?: string | undefined;
}

export interface UnderstoodView {
  /** Who wrote the message; undefined where that is the reader himself, or nobody Teams could name. */
  author?: string;
  /** Those that can be seen; undefined where there are none. What is not in the list can be written. */
  instance?: InstanceChoice;
  /** What an instance was called in the message or in the form, where none of these is called so. */
  unseen?: string;
  /** What was wrong with the answers given before; our own words. */
  problem?: string;
  /** The answers given before. */
  given?: UnderstoodInputs;
}

/** What was understood of somebody's message, to be corrected before it is looked at. For a dialog: it sends Action.Submit. */
export function understoodCard(
  report: SymptomReport,
  { author, instance, unseen, problem, given = {} }: UnderstoodView,
): AdaptiveCard {
  const caller = callerOf(report);
  const named = report.principal?.id;
  const read = report.instance?.name ?? report.instance?.hostName;
  return card(
    'Diagnose this message',
    present([
      heading(report.kind === 'adt-403' ? 'Is this right?' : 'This does not read like a 403'),
      problem === undefined
        ? words(UNDERSTOOD[report.kind] ?? OTHERWISE)
        : words({ text: problem, color: 'Attention' }),
      ...secretIn(report, author),
      unseen !== undefined &&
        words({ text: `I see no instance called “${unseen}”. Choose the one that is meant.`, color: 'Warning' }),
      instance && again(chooseInstance(instance, unseen), given.instance),
      (instance === undefined || instance.more > 0) &&
        writeInstance(instance, instance === undefined ? (given.written ?? read) : given.written),
      again(whoInput(author, caller), given.who),
      {
        ...callerName(caller ?? 'me'),
        label: 'If an app or somebody else: app id, name or e-mail',
        ...filled(given.caller ?? (caller === undefined ? undefined : named)),
      },
      again(triedInput(report.operation === 'read' ? 'query' : report.operation), given.tried),
      footnote('You see of somebody else’s access what you could see in Azure yourself, or as the helpdesk.'),
      buttons([
        {
          type: 'Action.Submit',
          title: 'Diagnose',
          style: 'positive',
          associatedInputs: 'auto',
          data: {},
        },
      ]),
    ]),
  );
}

const UNDERSTOOD: Partial<Record<SymptomKind, string>> = {
  'adt-403': 'I read it as a 403 of Azure Digital Twins. Correct what I got wrong, then I look.',
  'access-request': 'I read it as asking for access. I can look what is missing for it.',
  'adt-other':
    'I read it as trouble with Azure Digital Twins, and not as a 403. I can look at the access all the same.',
  'other-service': 'I read it as trouble with another service. I can look at Azure Digital Twins all the same.',
};

const OTHERWISE = 'I can look all the same, if you say what it is about.';

/** With what was answered before, where it is one of the choices. */
function again(input: ChoiceSetInput, before: string | undefined): ChoiceSetInput {
  return input.choices.some(({ value }) => value === before) && before !== undefined
    ? { ...input, value: before }
    : input;
}

function filled(text: string | undefined): { value?: string } {
  return text === undefined || text === '' ? {} : { value: plain(text, CALLER_MAX) };
}

function chooseInstance(instance: InstanceChoice, unseen: string | undefined): ChoiceSetInput {
  const input = instanceInput(unseen === undefined ? instance : withUnseen(instance, unseen));
  if (instance.more === 0) return input;
  // It can be written below instead.
  const { isRequired: _, errorMessage: __, ...optional } = input;
  return optional;
}

function withUnseen(instance: InstanceChoice, unseen: string): InstanceChoice {
  const value = `${AS_WRITTEN}${plain(unseen, CALLER_MAX)}`;
  const asWritten = { value, name: unseen, detail: 'as it was written' };
  return { ...instance, choices: [asWritten, ...instance.choices], preselected: value };
}

function writeInstance(instance: InstanceChoice | undefined, value: string | undefined): TextInput {
  return {
    type: 'Input.Text',
    id: 'written',
    label: instance === undefined ? 'Instance' : `Not in the list (${instance.more} more)? Write it here`,
    placeholder: 'Its name or its host name',
    maxLength: CALLER_MAX,
    ...filled(value),
  };
}

/** It still stands in the message, and who wrote it may not know. */
function secretIn({ redacted }: SymptomReport, author: string | undefined): RichTextBlock[] {
  if (redacted.length === 0) return [];
  const { list, mends } = secretsSeen(redacted);
  const next =
    author === undefined
      ? 'Please delete the message and rotate what was in it:'
      : `Please ask ${name(author)} to delete the message and to rotate what was in it:`;
  return [
    words([
      { text: `There was a secret in it: ${list}. `, color: 'Warning' },
      `I neither stored nor passed it on. ${next}`,
    ]),
    ...mends,
  ];
}

type NamedCaller = 'app' | 'user' | 'group';

/** Whom the text names; undefined where the writer speaks of himself, or of nobody. */
function callerOf({ principal }: SymptomReport): NamedCaller | undefined {
  switch (principal?.kind) {
    case 'app':
    case 'managed-identity':
      return 'app';
    case 'user':
    case 'group':
      return principal.kind;
    default:
      return undefined;
  }
}

function whoInput(author: string | undefined, caller: NamedCaller | undefined): ChoiceSetInput {
  const input = callerInput(caller ?? 'me', 'Who gets the 403');
  if (author === undefined) return input;
  return {
    ...input,
    choices: [{ title: inert(`${name(author)}, who wrote it`, 80), value: AUTHOR }, ...input.choices],
    value: caller ?? AUTHOR,
  };
}
