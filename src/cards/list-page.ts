import { button, buttons } from './button.ts';
import type { Element } from './card.ts';
import { present } from './text.ts';
import type { Verb } from './verbs.ts';

/** One button each, and a card has at most six: the one that turns over takes the place of a row. */
const MOST_BUTTONS = 6;

/** So many are read for a page, to know whether there are more behind it. */
export const READ_FOR_A_PAGE = MOST_BUTTONS + 1;

/** The rows of one page and, where more was read than has room, a button that shows what comes after them. */
export function listPage<Item extends { id: string }>(
  read: readonly Item[],
  rowOf: (item: Item) => Element,
  further: { title: string; verb: Verb },
): Element[] {
  const shown = read.length <= MOST_BUTTONS ? read : read.slice(0, MOST_BUTTONS - 1);
  const last = shown.at(-1);
  const turnOver = last !== undefined && shown.length < read.length;
  return present([...shown.map(rowOf), turnOver && buttons([button(further.title, further.verb, { id: last.id })])]);
}
