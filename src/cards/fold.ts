import type { Element } from './card.ts';
import { words } from './text.ts';

/**
 * A line that opens and closes what is below it; closed at first.
 * @param id unique in the card
 */
export function fold(id: string, label: string, items: Element[]): Element[] {
  const closed = `${id}-closed`;
  const open = `${id}-open`;
  return [
    {
      type: 'Container',
      spacing: 'Small',
      selectAction: { type: 'Action.ToggleVisibility', title: label, targetElements: [closed, open, id] },
      items: [
        { ...words({ text: `▸ ${label}`, color: 'Accent', size: 'Small' }, 'None'), id: closed },
        { ...words({ text: `▾ ${label}`, color: 'Accent', size: 'Small' }, 'None'), id: open, isVisible: false },
      ],
    },
    { type: 'Container', id, isVisible: false, spacing: 'Small', items },
  ];
}
