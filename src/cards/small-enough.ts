import type { AdaptiveCard } from './card.ts';

/** 20 KB; Teams takes more, other channels and proxies on the way less. */
const LIMIT_BYTES = 20_000;

/** Bytes of a card on the wire. */
export function sizeOf(card: AdaptiveCard): number {
  return new TextEncoder().encode(JSON.stringify(card)).length;
}

/** The first of these that is small enough; they go from the fullest to the barest, which is taken as it is. */
export function smallEnough(first: () => AdaptiveCard, ...barer: (() => AdaptiveCard)[]): AdaptiveCard {
  let card = first();
  for (const build of barer) {
    if (sizeOf(card) <= LIMIT_BYTES) break;
    card = build();
  }
  return card;
}
