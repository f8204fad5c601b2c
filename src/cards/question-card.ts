import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
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
  /** Asked where several instances could be meant. `value` comes back as `instance`; `detail` tells equal names apart. */
  instance?: InstanceChoice;
  /** Asked where nobody was named. `hint`, our own words: what is needed of whom the person spoke of without a name. */
  caller?: { preselected: Caller; hint?: string; forRequest?: boolean };
  /** Asked where the text does not say what was tried. Answering it is optional. */
  tried?: boolean;
  /** Nobody has asked me: it can be switched off. */
  unasked?: boolean;
}

/** The one question before a diagnosis: all that is missing, each with the answer that is likely. */
export function questionCard({ id, instance, caller, tried, unasked }: Question): AdaptiveCard {
  const title = titleOf(instance !== undefined, caller?.hint !== undefined);
  return card(
    title,
    present([
      heading(title),
      caller?.hint !== undefined && words(caller.hint),
      instance !== undefined && instanceInput(instance),
      instance !== undefined && footnote(elsewhere(instance.more)),
      caller !== undefined &&
        callerInput(caller.preselected, caller.forRequest ? 'Who needs access' : 'Who gets the 403'),
      caller !== undefined && callerName(caller.preselected),
      tried === true && triedInput(),
      unasked && footnote(NOBODY_ASKED),
      buttons([
        button(
          instance === undefined ? 'Check' : 'Check this one',
          verbs.confirmSymptoms,
          { id },
          { style: 'positive', form: true },
        ),
        unasked ? notHelpfulButton(id) : undefined,
      ]),
    ]),
  );
}

function titleOf(asksInstance: boolean, asksCaller: boolean): string {
  if (!asksCaller) return 'Which instance answered 403?';
  return asksInstance ? 'Whose access, and to which instance?' : 'Whose access?';
}

function elsewhere(more: number): string {
  const hidden = more > 0 ? `${more} more are not listed. ` : '';
  return `${hidden}Not there? Send me its host name: it ends in digitaltwins.azure.net.`;
}
