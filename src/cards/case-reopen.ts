import type { Case } from '../triage/case.ts';
import { button, buttons, formButton } from './button.ts';
import type { ShowCard } from './card.ts';
import { noteInput } from './note-input.ts';
import { present } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** For whoever reported it: opens the case again, with a word on what is still wrong. */
export function stillFails(one: Case): ShowCard {
  return formButton(
    'It still fails…',
    present([
      noteInput('note', 'What is still wrong? Optional; the helpdesk will read this.'),
      buttons([button('Open it again', triageVerbs.reopenCase, one, { form: true })]),
    ]),
  );
}
