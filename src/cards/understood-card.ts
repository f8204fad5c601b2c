import type { SymptomKind, SymptomReport } from '../symptoms/report.ts';
import { buttons } from './button.ts';
import { type AdaptiveCard, type ChoiceSetInput, card } from './card.ts';
import { inert, plain } from './escape.ts';
import { name } from './names.ts';
import { callerInput, callerName, type InstanceChoice, instanceInput, triedInput } from './question-inputs.ts';
import { footnote, heading, present, words } from './text.ts';
import { CALLER_MAX } from './verbs.ts';

/** `who` of the form where the trouble is that of the person who wrote the message. */
export const AUTHOR = 'author';

export interface UnderstoodView {
  /** Who wrote the message; undefined where that is the reader himself, or nobody Teams could name. */
  author?: string;
  /** Undefined where none can be chosen from: it is asked later, if it matters. */
  instance?: InstanceChoice;
  /** What was wrong with the answers given before; our own words. */
  problem?: string;
}

/** What was understood of somebody's message, to be corrected before it is looked at. For a dialog: it sends Action.Submit. */
export function understoodCard(report: SymptomReport, { author, instance, problem }: UnderstoodView): AdaptiveCard {
  const caller = callerOf(report);
  const named = report.principal?.id;
  return card(
    'Diagnose this message',
    present([
      heading(report.kind === 'adt-403' ? 'Is this right?' : 'This does not read like a 403'),
      problem === undefined
        ? words(UNDERSTOOD[report.kind] ?? OTHERWISE)
        : words({ text: problem, color: 'Attention' }),
      report.redacted.length > 0 &&
        words({ text: 'There was a secret in it. I neither stored nor passed it on.', color: 'Warning' }),
      instance && instanceInput(instance),
      whoInput(author, caller),
      {
        ...callerName(caller ?? 'me'),
        label: 'If an app or somebody else: app id, name or e-mail',
        ...(named !== undefined && caller !== undefined && { value: plain(named, CALLER_MAX) }),
      },
      triedInput(report.operation === 'read' ? 'query' : report.operation),
      footnote('You see of somebody else’s access what you could see in Azure yourself, or as the helpdesk.'),
      buttons([{ type: 'Action.Submit', title: 'Diagnose', style: 'positive', associatedInputs: 'auto', data: {} }]),
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
