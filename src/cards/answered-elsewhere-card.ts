import { type AdaptiveCard, card } from './card.ts';
import { words } from './text.ts';

/** What is left of a card where another one answers the same report. */
export function answeredElsewhereCard(): AdaptiveCard {
  const line = 'My answer is in another message here. If you see none, tell me again.';
  return card(line, [words({ text: line, isSubtle: true })]);
}
