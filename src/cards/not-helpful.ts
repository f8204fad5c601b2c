import { button, buttons } from './button.ts';
import type { AdaptiveCard, Execute } from './card.ts';
import { footnote } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** Why a card is there that nobody has asked for. */
export const NOBODY_ASKED = 'Nobody asked me; this read like a 403.';

/** Ends it in this thread, for whom a diagnosis, by its id, was begun unasked. */
export function notHelpfulButton(diagnosisId: string): Execute {
  return button('Not helpful', triageVerbs.muteDiagnosis, { id: diagnosisId });
}

/** A card without buttons of its own, as an answer to a report: if nobody has asked for it, it can be switched off. */
export function mutable({ id, unasked }: { id: string; unasked?: boolean }, card: AdaptiveCard): AdaptiveCard {
  const row = buttons([notHelpfulButton(id)]);
  return unasked ? { ...card, body: [...card.body, footnote(NOBODY_ASKED), ...(row ? [row] : [])] } : card;
}
