import { worthTrying } from '../sieve.ts';

/** `worth` tells whether the pattern may fit. */
export interface Phrase {
  pattern: RegExp;
  english: string;
  worth: (text: string) => boolean;
}

/** How people who write in another language say what the rest of this folder reads in English. */
export interface Language {
  /** Words in lower case that only this language has: without one of them nothing is changed. */
  signs: ReadonlySet<string>;
  /** Phrases, applied in order; each global. */
  phrases: readonly Phrase[];
  /** Single words, in lower case. */
  words: ReadonlyMap<string, string>;
}

const letter = String.raw`\wÀ-ÿ`;
/** `\b` knows no accents, and a part of a host, a path or a name is no word. */
const boundary = `(?:(?<![${letter}.@/-])(?=[${letter}])|(?<=[${letter}])(?![${letter}@/-]|\\.\\w))`;

/** A pattern whose `\b` stands between words of people, not of code. */
function wordwise(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll('\\b', boundary), 'gi');
}

/** A language with the boundaries of its patterns made fit for its letters. */
export function language({
  signs,
  phrases,
  words,
}: {
  signs: string;
  phrases: readonly (readonly [pattern: RegExp, english: string])[];
  words: Language['words'];
}): Language {
  return {
    signs: new Set(signs.split(/\s{1,9}/)),
    phrases: phraseList(phrases.map(([pattern, english]) => [wordwise(pattern), english])),
    words,
  };
}

export function phraseList(phrases: readonly (readonly [pattern: RegExp, english: string])[]): Phrase[] {
  return phrases.map(([pattern, english]) => ({ pattern, english, worth: worthTrying(pattern) }));
}

/** One English word a line with its foreign forms: `with: mit, bei`. */
export function wordList(lines: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const line of lines.trim().split('\n')) {
    const [english = '', foreign = ''] = line.split(':', 2);
    for (const word of foreign.split(',')) words.set(word.trim(), english.trim());
  }
  return words;
}
