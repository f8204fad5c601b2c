import { mayHaveOne, trigramsIn } from './text-trigrams.ts';

/** What a pattern can do that only looks whether, and where first, it fits. */
export type Sieve = Pick<RegExp, 'test' | 'exec'>;

/**
 * The same pattern, asked only where one of the words without which it cannot fit may stand in the text. There are some
 * hundred patterns, and few have their words in a text. For patterns without the flags `g` and `y`, which have no memory.
 */
export function sieved(pattern: RegExp): Sieve {
  const worth = worthTrying(pattern);
  return {
    test: (text) => worth(text) && pattern.test(text),
    exec: (text) => (worth(text) ? pattern.exec(text) : null),
  };
}

/** Every place where a pattern with the flag `g` fits, in order. */
export function sievedAll(pattern: RegExp): (text: string) => Iterable<RegExpExecArray> {
  const worth = worthTrying(pattern);
  // To search is cheaper than to make an iterator, and most patterns do not fit.
  return (text) => (worth(text) && text.search(pattern) >= 0 ? text.matchAll(pattern) : []);
}

/** The text with a space for whatever a pattern with the flag `g` fits. */
export function sievedOut(pattern: RegExp): (text: string) => string {
  const worth = worthTrying(pattern);
  return (text) => (worth(text) ? text.replace(pattern, ' ') : text);
}

/** Whether the pattern may fit. */
export function worthTrying(pattern: RegExp): (text: string) => boolean {
  const words = neededWords(pattern.source);
  const needed = words === undefined ? undefined : trigramsIn(words);
  return needed === undefined ? () => true : (text) => text.length < worthwhile || mayHaveOne(text, needed);
}

/** A clause of a few words is searched faster than it is looked up. */
const worthwhile = 50;

/** Words in lower case of which one stands in every text that fits; undefined where none can be told. */
export function neededWords(source: string): readonly string[] | undefined {
  return alternatives(source, 0).words;
}

interface Read {
  /** One of these is needed; undefined: nothing is known. */
  words: readonly string[] | undefined;
  /** Where what was read ends. */
  end: number;
}

/** `a|b|c`, up to the closing bracket or the end. */
function alternatives(source: string, start: number): Read {
  let words: readonly string[] | undefined = [];
  let at = start;
  for (;;) {
    const { words: next, end } = sequence(source, at);
    words = words === undefined || next === undefined ? undefined : [...words, ...next];
    at = end;
    if (source[at] !== '|') return { words, end: at };
    at += 1;
  }
}

/** One alternative: of its parts the one whose shortest word is longest. */
function sequence(source: string, start: number): Read {
  let best: readonly string[] | undefined;
  let run = '';
  const offer = (words: readonly string[] | undefined) => {
    if (words !== undefined && shortest(words) > (best === undefined ? 2 : shortest(best))) best = words;
  };
  const endRun = () => {
    offer(run === '' ? undefined : [run]);
    run = '';
  };
  let at = start;
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    const part = partAt(source, at);
    const { optional, end } = quantifierAt(source, part.end);
    if (part.letter !== undefined && end === part.end) run += part.letter;
    else if (!part.zeroWidth) {
      if (part.letter !== undefined && !optional) run += part.letter;
      endRun();
      if (!optional) offer(part.words);
    }
    at = end;
  }
  endRun();
  return { words: best, end: at };
}

const shortest = (words: readonly string[]): number => Math.min(...words.map(({ length }) => length));

interface Part {
  end: number;
  letter?: string;
  words?: readonly string[] | undefined;
  zeroWidth?: boolean;
}

/** A letter, a class, a group, an assertion. */
function partAt(source: string, at: number): Part {
  const character = source.charAt(at);
  if (character === '[') return { end: classEnd(source, at) };
  if (character === '(') return groupAt(source, at);
  if (character === '^' || character === '$') return { end: at + 1, zeroWidth: true };
  if (character === '.') return { end: at + 1 };
  if (character !== '\\') return { end: at + 1, letter: character.toLowerCase() };
  const escaped = source.charAt(at + 1);
  if (escaped === 'b' || escaped === 'B') return { end: at + 2, zeroWidth: true };
  if (escaped === 'p' || escaped === 'P') return { end: source.indexOf('}', at) + 1 };
  if (escaped === 'u' || escaped === 'x') return { end: at + (escaped === 'u' ? 6 : 4) };
  return /[a-zA-Z0-9]/.test(escaped) ? { end: at + 2 } : { end: at + 2, letter: escaped };
}

function classEnd(source: string, at: number): number {
  let end = at + 1;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return end + 1;
}

function groupAt(source: string, at: number): Part {
  const opening = /^\((?:\?(?::|=|!|<=|<!|<\w{1,40}>))?/.exec(source.slice(at, at + 50))?.[0] ?? '(';
  const { words, end } = alternatives(source, at + opening.length);
  const looksAround = /^\(\?<?[=!]/.test(opening);
  return looksAround ? { end: end + 1, zeroWidth: true } : { end: end + 1, words };
}

/** `optional` where the part before may be missing altogether. */
function quantifierAt(source: string, at: number): { optional: boolean; end: number } {
  const [whole = '', least] = /^(?:[?*+]|\{(\d{1,6})(?:,\d{0,6})?\})\??/.exec(source.slice(at, at + 20)) ?? [];
  return { optional: /^[?*]/.test(whole) || Number(least ?? 1) === 0, end: at + whole.length };
}
