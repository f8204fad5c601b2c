const size = 1 << 15;

/** Which runs of three characters stand in a text, in any case: tells in a few steps that a word does not. */
interface Trigrams {
  text: string;
  present: Uint8Array;
}

/** Of the few forms of the message that is being read. */
const recent: Trigrams[] = Array.from({ length: 8 }, () => ({ text: '', present: new Uint8Array(size) }));
let oldest = 0;
/** Most patterns are asked about the same form as the one before. */
let latest: Trigrams | undefined;

/**
 * Whether one of the words may stand in the text. May say yes where none does, never no where one does. `words` as
 * `trigramsIn` makes them.
 */
export function mayHaveOne(text: string, words: Uint16Array): boolean {
  const { present } = trigramsOf(text);
  let at = 0;
  while (at < words.length) {
    const end = at + 1 + (words[at] ?? 0);
    at += 1;
    while (at < end && present[words[at] ?? 0] === 1) at += 1;
    if (at === end) return true;
    at = end;
  }
  return false;
}

/**
 * The runs of three characters of the words, as places in the table, each word's behind their number: one after the
 * other in memory, for they are looked through for every text. A word of fewer characters has none, and so may stand
 * anywhere. One that holds another is left out: where it stands, the other does.
 */
export function trigramsIn(words: readonly string[]): Uint16Array {
  const different = [...new Set(words)];
  const least = different.filter((word) => !different.some((other) => other !== word && word.includes(other)));
  return Uint16Array.from(least.flatMap((word) => [Math.max(0, word.length - 2), ...placesOf(word)]));
}

const placesOf = (word: string): readonly number[] =>
  Array.from({ length: Math.max(0, word.length - 2) }, (_, at) =>
    place(word.charCodeAt(at), word.charCodeAt(at + 1), word.charCodeAt(at + 2)),
  );

function trigramsOf(text: string): Trigrams {
  if (latest?.text === text) return latest;
  for (const each of recent) {
    if (each.text === text) {
      latest = each;
      return each;
    }
  }
  const entry = recent[oldest] ?? { text, present: new Uint8Array(size) };
  oldest = (oldest + 1) % recent.length;
  latest = entry;
  entry.text = text;
  entry.present.fill(0);
  const lower = text.toLowerCase();
  let first = lower.charCodeAt(0);
  let second = lower.charCodeAt(1);
  for (let at = 2; at < lower.length; at += 1) {
    const third = lower.charCodeAt(at);
    entry.present[place(first, second, third)] = 1;
    first = second;
    second = third;
  }
  return entry;
}

function place(first: number, second: number, third: number): number {
  return (first * 5077 + second * 263 + third) & (size - 1);
}
