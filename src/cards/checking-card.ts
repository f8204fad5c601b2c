import { type AdaptiveCard, card } from './card.ts';
import { plain } from './escape.ts';
import { heading, type Piece, present, words } from './text.ts';

/**
 * Shown at once, and updated as facts arrive.
 * @param view.what what was understood: 'plant-a · your own access · write models'
 * @param view.done facts that are in, in words: 'role assignments'
 * @param view.waiting facts still on their way
 */
export function checkingCard(view: { what: string; done?: string[]; waiting?: string[] }): AdaptiveCard {
  const { what, done = [], waiting = [] } = view;
  return card(
    `Checking… ${plain(what, 120)}`,
    present([
      heading('Checking…'),
      words({ text: what }),
      done.length > 0 && words([{ text: '✓ ', color: 'Good', weight: 'Bolder' }, list(done)]),
      waiting.length > 0 && words([{ text: 'Waiting for ', isSubtle: true }, list(waiting)]),
    ]),
  );
}

function list(items: string[]): Piece {
  return { text: items.join(', '), isSubtle: true };
}
