import type { AdaptiveCard } from './card.ts';
import { footnote } from './text.ts';

/** The card with a small line at its end. Our own words only. */
export function withFootnote(card: AdaptiveCard, text: string): AdaptiveCard {
  return { ...card, body: [...card.body, footnote(text)] };
}
