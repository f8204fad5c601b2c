import { type AdaptiveCard, card } from './card.ts';
import { heading, words } from './text.ts';

/** For a click on a card whose request, diagnosis, case or incident is no longer there. */
export function goneCard(what: 'request' | 'diagnosis' | 'case' | 'incident'): AdaptiveCard {
  const headline = `This ${what} is no longer there`;
  return card(headline, [heading(headline), words('Tell me about the 403 again, and I look afresh.')]);
}
