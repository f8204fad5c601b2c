import { type AdaptiveCard, card } from './card.ts';
import { heading, words } from './text.ts';

/** For a click on a card whose request or diagnosis is no longer there. */
export function goneCard(what: 'request' | 'diagnosis'): AdaptiveCard {
  const headline = what === 'request' ? 'This request is no longer there' : 'This diagnosis is no longer there';
  return card(headline, [heading(headline), words('Tell me about the 403 again, and I look afresh.')]);
}
