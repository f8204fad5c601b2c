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

/** Whether one of the words may stand in the text. May say yes where none does, never no where one does. */
export function mayHaveOne(text: string, words: readonly (readonly number[])[]): boolean {
  const { present } = trigramsOf(text);
  for (const word of words) {
    let all = true;
    for (const trigram of word) {
      if (present[trigram] === 0) {
        all = false;
        break;
      }
    }
    if (all) return true;
  }
  return false;
}

/** The runs of three characters of a word, as places in the table. A word of fewer has none, and so may stand anywhere. */
export function trigramsIn(word: string): readonly number[] {
  return Array.from({ length: Math.max(0, word.length - 2) }, (_, at) =>
    place(word.charCodeAt(at), word.charCodeAt(at + 1), word.charCodeAt(at + 2)),
  );
}

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
