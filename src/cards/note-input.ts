import type { TextInput } from './card.ts';
import { REASON_MAX } from './verbs.ts';

/**
 * What helped or is still wrong; what is asked; a word to whom it is given. Forms of one card have one each, for a button
 * sends the inputs of all of them.
 */
export type NoteField = 'note' | 'question' | 'message';

/** A few sentences; whoever reads the click says if they are missing, for the other forms of the card send them too. */
export function noteInput(id: NoteField, label: string, placeholder?: string): TextInput {
  return {
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    ...(placeholder !== undefined && { placeholder }),
    maxLength: REASON_MAX,
  };
}
