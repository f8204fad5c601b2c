import type { AdaptiveCard } from '../cards/card.ts';
import { withFootnote } from '../cards/with-footnote.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';

const note =
  'I have not read all of it closely, only its beginning, its end and what stands around errors. If the error is not among them, send me that part.';

/** The card, which says so where not everything was read. */
export function sayReadInPart(card: AdaptiveCard, { readInPart }: Pick<DiagnosisRecord, 'readInPart'>): AdaptiveCard {
  return readInPart ? withFootnote(card, note) : card;
}
