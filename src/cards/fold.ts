import type { Container, Element } from './card.ts';
import { words } from './text.ts';

/**
 * A line that opens and closes what is below it; closed at first.
 * @param id unique in the card
 */
export function fold(id: string, label: string, items: Element[]): Element[] {
  return [opener(id, label), content(id, items)];
}

export interface Fold {
  /** Unique in the card. */
  id: string;
  label: string;
  items: Element[];
}

/** Several with their lines side by side. */
export function folds(all: readonly Fold[]): Element[] {
  return [
    {
      type: 'ColumnSet',
      spacing: 'Small',
      columns: all.map(({ id, label }) => ({ type: 'Column', width: 'auto', items: [opener(id, label)] })),
    },
    ...all.map(({ id, items }) => content(id, items)),
  ];
}

function opener(id: string, label: string): Container {
  const closed = `${id}-closed`;
  const open = `${id}-open`;
  return {
    type: 'Container',
    spacing: 'Small',
    selectAction: { type: 'Action.ToggleVisibility', title: label, targetElements: [closed, open, id] },
    items: [
      { ...words({ text: `▸ ${label}`, color: 'Accent', size: 'Small' }, 'None'), id: closed },
      { ...words({ text: `▾ ${label}`, color: 'Accent', size: 'Small' }, 'None'), id: open, isVisible: false },
    ],
  };
}

function content(id: string, items: Element[]): Container {
  return { type: 'Container', id, isVisible: false, spacing: 'Small', items };
}
