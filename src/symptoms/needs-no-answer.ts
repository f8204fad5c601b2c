import { clip } from './clip.ts';
import { thanks, wordsOf } from './follow-up-words.ts';
import { saysItWorks } from './it-works.ts';
import { inEnglish } from './languages/in-english.ts';
import { withoutMarkup } from './markup.ts';
import { plainCharacters } from './plain-characters.ts';
import { isSolved, laughs } from './small-talk.ts';

/** Said to show that something was heard. */
const heard =
  /^(?: (?:ok|okay|k|yes|yep|yeah|no|nope|sure|fine|good|well|alright|right|understood|noted|got it|i see|will do|done|welcome|youre welcome|no problem|sorry|bye|good (?:bot|job|work)|well done|see you|alles klar|verstanden|d accord|compris|vale|entendido|certo|了解(?:です)?|わかりました)){1,4} $/u;
const asks = /[?？]|\b(?:please|pls|bitte|s'il|por favor)\b/i;

/** Whether a text only thanks, agrees, laughs or is glad, so that whoever answers it would have the last word. Pure. */
export function needsNoAnswer(text: string): boolean {
  const said = plainCharacters(withoutMarkup(clip(text))).trim();
  if (asks.test(said)) return false;
  if (!/[\p{L}\p{N}]/u.test(said)) return said !== '';
  const words = wordsOf(said);
  if (thanks.some((pattern) => words.search(pattern) >= 0) || heard.test(words)) return true;
  return laughs.test(said) || saysItWorks(said) || isSolved(inEnglish(said));
}
