import type { ColumnSet, Element } from './card.ts';
import { type Piece, words } from './text.ts';

/**
 * A label and its value. Not a FactSet: those read Markdown, and the values are words of others.
 * @param value words, or an element of its own (for a date)
 */
export function row(label: string, value: Piece | Piece[] | Extract<Element, { type: 'TextBlock' }>): ColumnSet {
  const isElement = typeof value === 'object' && !Array.isArray(value) && 'type' in value;
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: '76px', items: [words({ text: label, isSubtle: true }, 'None')] },
      { type: 'Column', width: 'stretch', items: [isElement ? { ...value, spacing: 'None' } : words(value, 'None')] },
    ],
  };
}
