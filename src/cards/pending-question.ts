import type { Case } from '../triage/case.ts';
import { isAsked } from './case-words.ts';

/** What the button of a question, or of its answer, says of the one that the reporter is asked now. */
export function pending(one: Pick<Case, 'status'>): { askedAt?: string } {
  return isAsked(one) ? { askedAt: one.status.at } : {};
}
