import { button, buttons } from './button.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { NOBODY_ASKED, notHelpfulButton } from './not-helpful.ts';
import {
  type Caller,
  callerInput,
  callerName,
  type InstanceChoice,
  instanceInput,
  triedInput,
} from './question-inputs.ts';
import { footnote, heading, present, words } from './text.ts';
import { verbs } from './verbs.ts';

export type { Caller };

export interface Question {
  /** The diagnosis record's opaque id. */
  id: string;
  /** What was answered, as reported; undefined where no status was told. */
  status?: number;
  /** Somebody asks for access; nothing was refused yet. */
  forRequest?: boolean;
  /** Asked where several instances could be meant. `value` comes back as `instance`; `detail` tells equal names apart. */
  instance?: InstanceChoice;
  /** Asked where nobody was named. `hint`, our own words: what is needed of whom the person spoke of without a name. */
  caller?: { preselected: Caller; hint?: string };
  /** Asked where the text does not say what was tried. Answering it is optional. */
  tried?: boolean;
  /** Nobody has asked me: it can be switched off. */
  unasked?: boolean;
}

/** The one question before a diagnosis: all that is missing, each with the answer that is likely. */
export function questionCard(question: Question): AdaptiveCard {
  const title = titleOf(question);
  const { instance, caller } = question;
  return card(
    title,
    present([
      heading(title),
      caller?.hint !== undefined && words(caller.hint),
      ...questionForm(question, instance === undefined ? 'Check' : 'Check this one'),
    ]),
  );
}

/** The inputs of a question and the button that sends them. */
export function questionForm(question: Question, send: string): Element[] {
  const { id, status, forRequest, instance, caller, tried, unasked } = question;
  const who = forRequest ? 'Who needs access' : status === undefined ? 'Who calls' : `Who gets the ${status}`;
  return present([
    instance !== undefined && instanceInput(instance),
    instance !== undefined && footnote(elsewhere(instance.more)),
    caller !== undefined && callerInput(caller.preselected, who),
    caller !== undefined && callerName(caller.preselected),
    tried === true && triedInput(),
    unasked && footnote(NOBODY_ASKED),
    buttons([
      button(send, verbs.confirmSymptoms, { id }, { style: 'positive', form: true }),
      unasked ? notHelpfulButton(id) : undefined,
    ]),
  ]);
}

function titleOf({ instance, caller, status, forRequest }: Question): string {
  if (caller?.hint !== undefined) {
    return instance === undefined ? 'Whose access?' : 'Whose access, and to which instance?';
  }
  if (forRequest || status === undefined) return 'Which instance is it?';
  return `Which instance answered ${status}?`;
}

function elsewhere(more: number): string {
  const hidden = more > 0 ? `${more} more are not listed. ` : '';
  return `${hidden}Not there? Send me its host name: it ends in digitaltwins.azure.net.`;
}
