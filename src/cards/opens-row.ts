import { button, buttons } from './button.ts';
import type { ColumnSet, Element } from './card.ts';
import { present } from './text.ts';
import { verbs } from './verbs.ts';

/** One request of a list: what there is to say, and beside it the button that opens it. */
export function opensRow(id: string, items: Element[]): ColumnSet {
  return {
    type: 'ColumnSet',
    spacing: 'Medium',
    separator: true,
    columns: [
      { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items },
      {
        type: 'Column',
        width: 'auto',
        verticalContentAlignment: 'Center',
        items: present([buttons([button('Open', verbs.show, { id })])]),
      },
    ],
  };
}
