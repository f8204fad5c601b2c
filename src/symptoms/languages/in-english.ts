import { french } from './french.ts';
import { german } from './german.ts';
import { japanese, kana } from './japanese.ts';
import type { Language } from './language.ts';
import { portuguese } from './portuguese.ts';
import { mendedSlip } from './slips.ts';
import { spanish } from './spanish.ts';
import { typing } from './typing.ts';

/** The order decides where two languages share a word. */
const languages: readonly Language[] = [german, french, portuguese, spanish];
/** Of a longer text only its start and its end are a person's own words. */
const head = 3000;
const tail = 1500;

/**
 * The text with the words that matter here put into English, and with common slips put right. Word by word: only good
 * for looking for words. Names, hosts and code are left alone.
 */
export function inEnglish(text: string): string {
  if (text.length <= head + tail) return translate(text);
  return `${translate(text.slice(0, head))}${text.slice(head, -tail)}${translate(text.slice(-tail))}`;
}

function translate(text: string): string {
  const spoken = languageOf(text);
  const english = spoken === undefined ? text : apply(text, spoken);
  return apply(english, typing, mendedSlip);
}

/** The language with the most different words of its own: Spanish and Portuguese share many. */
function languageOf(text: string): Language | undefined {
  if (kana.test(text)) return japanese;
  const words = new Set(text.toLowerCase().match(/(?<![\w.@/-])[a-zà-ÿ][a-zà-ÿ'-]{0,19}(?![\w@/]|\.\w)/g));
  let best: { language: Language; count: number } | undefined;
  for (const language of languages) {
    let count = 0;
    for (const word of words) if (language.signs.has(word)) count += 1;
    if (count > (best?.count ?? 0)) best = { language, count };
  }
  return best?.language;
}

function apply(
  text: string,
  { phrases, words }: Language,
  otherwise: (word: string) => string | undefined = () => undefined,
): string {
  const told = phrases.reduce(
    (result, { pattern, english, worth }) => (worth(result) ? result.replace(pattern, english) : result),
    text,
  );
  return told.replace(
    /(?<![\w.@/\\'=&-])[A-Za-zÀ-ÿ]{1,20}(?![\w@/\\=&-]|\.\w|'\w)/g,
    (word) => words.get(word.toLowerCase()) ?? otherwise(word) ?? word,
  );
}
