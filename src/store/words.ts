/** Longest part of a word that is told from others, in characters. */
const WORD_MAX = 50;
/** Most different words of one text. */
const WORDS_MAX = 100;

/**
 * The words of a text as they are searched for: letters and digits in lower case, without accents, each once. By the rules
 * of Unicode and not of the database, whose idea of a letter depends on how it was set up.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, WORD_MAX)))].slice(0, WORDS_MAX);
}
