import { french } from './french.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import type { Language } from './language.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import { typing } from './typing.ts';

/** The order decides where two languages share a word. */
const languages: readonly Language[] = [german, french, portuguese, spanish, japanese];
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
  return [...(spoken === undefined ? [] : [spoken]), typing].reduce(apply, text);
}

/** The language with the most different words of its own: Spanish and Portuguese share many. */
function languageOf(text: string): Language | undefined {
  let best: { language: Language; count: number } | undefined;
  for (const language of languages) {
    const count = new Set(text.match(language.signs)?.map((word) => word.toLowerCase())).size;
    if (count > (best?.count ?? 0)) best = { language, count };
  }
  return best?.language;
}

function apply(text: string, { phrases, words }: Language): string {
  const told = phrases.reduce((result, [pattern, english]) => result.replace(pattern, english), text);
  if (words.size === 0) return told;
  return told.replace(
    /(?<![\w.@/\\'-])[A-Za-zÀ-ÿ]{1,20}(?![\w@/\\-]|\.\w|'\w)/g,
    (word) => words.get(word.toLowerCase()) ?? word,
  );
}
