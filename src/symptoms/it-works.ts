import { clip } from './clip.ts';
import { inEnglish } from './languages/in-english.ts';
import { withoutMarkup } from './markup.ts';
import { plainCharacters } from './plain-characters.ts';
import { sieved } from './sieve.ts';
import { isSolved } from './small-talk.ts';

/** Longer than that tells a story, and what of it is over is for a person to read. */
const LONGEST = 160;

/** Somebody else's trouble, or what is still refused. */
const somebodyElses = sieved(
  /\bfor (?!me\b|us\b|all\b|everyone\b|everybody\b|now\b)\S|\b(?:he|she|they|him|her|them|colleagues?|others)\b|\b(?:remains?|persists?|keeps?|another|other)\b/i,
);
const refused = /(?<![\w-])40[13](?![\w-])|\bforbidden\b|\bdenied\b|\brefused\b/i;
const gone = /\b(?:gone|disappeared|vanished|away|no (?:more|longer)|any ?more|without)\b/i;

/** Said in one word, and what the translation leaves as it stands. */
const bare =
  /^(?:(?:the )?(?:problem|issue|error|case) |das problem ist |ist )?(?:is )?(?:solved|fixed|resolved|gelöst|behoben|erledigt|resuelto|solucionado|resolvido|résolu|réglé|agora funciona|解決しました)(?:[ ,.!]{1,9}(?:thanks?|thank you|thx|danke|merci|gracias|obrigad[oa]|ありがとう)(?: \S{1,20}){0,3})?[\s.!]{0,9}$/iu;

/** Whether a text says that the writer's own trouble is over, and nothing else: 'It works now, thanks'. */
export function saysItWorks(text: string): boolean {
  const said = plainCharacters(withoutMarkup(clip(text))).trim();
  if (bare.test(said)) return true;
  const prose = inEnglish(said);
  if (prose.length > LONGEST || !isSolved(prose) || somebodyElses.test(prose)) return false;
  return !refused.test(prose) || gone.test(prose);
}
