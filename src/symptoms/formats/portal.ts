import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /portal\.azure\.(?:com|us|cn)|^\W{0,3}portal[,:]|\bAccess control \(IAM\)|\bazure portal\b|\b(?:in|from|through|on|using|via|im|en|no|dans) (?:the |el |le |o )?portal\b|\b(?:the )?portal (?:says|shows|gives|throws|complains|tells|reports|displays|answers|returns|refuses|denies|rejects|gr[ea]ys|hides|won't|doesn't|does not)\b/i,
);

/** The Azure portal. */
export const portal: Format = (_, failing) => (shape.test(failing) ? { client: 'portal' } : undefined);
