import type { TextInput } from './card.ts';
import { REASON_MAX } from './verbs.ts';

/** A few sentences; whoever reads the click says if they are missing, for the other forms of the card send them too. */
export function noteInput(id: 'note' | 'question', label: string, placeholder?: string): TextInput {
  return {
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    ...(placeholder !== undefined && { placeholder }),
    maxLength: REASON_MAX,
  };
}
